import type { ChildId } from '../../shared/ids.ts'
import type { Effect, Outcome } from '../app/ports.ts'
import { moveLine } from './history.ts'
import type { Kit } from './kit.ts'
import { promote } from './promote.ts'
import { regroup } from './queue-requests.ts'
import type { Waiter } from './seats-item.ts'
import { placesOf } from './section.ts'

type Together = Extract<Effect, { kind: 'together' }>
const rounds = 20

/**
 * Siblings who wait are offered seats together, or not at all; undone, each is offered one alone again. Who does not wait (any
 * more) is left out, and one who would be left alone stands alone.
 */
export const together = async (kit: Kit, effect: Together): Promise<Outcome> => {
  for (let round = 0; round < rounds; round++) {
    const childIds = await tryTogether(kit, effect)
    if (childIds) return { did: 'together', childIds, effect }
    await kit.fault('together.again')
  }
  throw new Error('siblings found no rest')
}

/** Null when one of them left the list meanwhile. */
const tryTogether = async (kit: Kit, effect: Together): Promise<readonly ChildId[] | null> => {
  const { sectionId, childIds, familyId, on } = effect
  const places = await placesOf(kit, sectionId, [...new Set(childIds)])
  const waiters = places.flatMap((place) => (place?.waiter.familyId === familyId ? [place.waiter] : []))
  const ids = waiters.map(({ childId }) => childId).sort()
  const group = on && ids.length > 1 ? ids : []
  const changed = waiters.filter((waiter) => waiter.group.join() !== group.join())
  if (changed.length > 0 && !(await write(kit, effect, changed, group))) return null
  // Alone a child may fit where the pair did not.
  if (!on) await promote(kit, sectionId)
  return group
}

const write = async (
  kit: Kit,
  { sectionId, on }: Together,
  changed: readonly Waiter[],
  group: readonly ChildId[],
): Promise<boolean> => {
  const { ok } = await kit.db.transact([
    ...changed.flatMap((waiter) => regroup(sectionId, waiter, group)),
    ...changed.map(({ childId, at }) =>
      moveLine(kit, sectionId, childId, 'together', { since: at, reason: on ? 'on' : 'off' }),
    ),
  ])
  return ok
}
