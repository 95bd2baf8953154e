import type { FamilyId } from '../../shared/ids.ts'
import { mayBeMonth } from '../../shared/same-child.ts'
import type { Alike, Effect, KinFact, Query, SameChild, SameFact } from '../app/ports.ts'
import { type ClearFamily, clearAttributes, isAlive, readClear, readFamily } from './family-item.ts'
import { openFamily } from './family-read.ts'
import { childPk, familyKey, last } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Free, marksOf, partsOf, placeOf } from './marks.ts'
import { type Item, maybeText, textOf } from './marshal.ts'

/** More of one name and year than that are not told apart any further: nobody is kept from enrolling by them. */
const most = 100

interface Found {
  readonly familyId: FamilyId
  readonly childId: string
  /** The months are known of both, and the same. */
  readonly sure: boolean
}

const itemsOf = async (kit: Kit, hash: string): Promise<readonly Item[]> => {
  const items: Item[] = []
  const page = { pk: childPk(hash), from: 'F#', to: last('S#'), limit: most }
  for await (const item of kit.db.query(page)) items.push(item)
  return items
}

const nextFree = (items: readonly Item[]): number =>
  Math.max(0, ...items.map((item) => placeOf(textOf(item, 'sk')) ?? 0)) + 1

const foundIn = (items: readonly Item[], month: string | null): readonly Found[] =>
  items.flatMap((item): readonly Found[] => {
    if (item.v !== 1) return []
    const other = maybeText(item, 'month')
    if (!mayBeMonth(month, other)) return []
    const sure = month !== null && month === other
    return [{ familyId: textOf(item, 'family'), childId: textOf(item, 'child'), sure }]
  })

const asksOf = ({ contacts, pending }: ClearFamily): SameChild['asks'] => {
  if (contacts.length > 0) return 'guardians'
  return pending ? 'helper' : 'nobody'
}

/** As far as their families live: ids of who may be asked, and nothing of the family. */
const standing = async (kit: Kit, found: readonly Found[]): Promise<readonly SameChild[]> => {
  if (found.length === 0) return []
  const ids = [...new Set(found.map(({ familyId }) => familyId))]
  const items = await kit.db.batchGet(ids.map(familyKey), { only: clearAttributes })
  const now = kit.clock.now()
  return found.flatMap(({ familyId, childId }): readonly SameChild[] => {
    const item = items[ids.indexOf(familyId)]
    const family = item && readClear(item)
    if (!family || !isAlive(family, now)) return []
    const asks = asksOf(family)
    const hearers = asks === 'helper' && family.pending ? [family.pending.helper] : family.contacts
    return [{ familyId, childId, asks, hearers }]
  })
}

const unique = (found: readonly Found[]): readonly Found[] =>
  [...found.filter(({ sure }) => sure), ...found.filter(({ sure }) => !sure)].filter(
    (one, at, all) =>
      all.findIndex(({ familyId, childId }) => familyId === one.familyId && childId === one.childId) === at,
  )

/**
 * Who else has entered the child of these marks, surest first, and the places that are free for its own: one query a mark, all
 * at once, and one request more only where somebody has.
 */
const lookAlike = async (
  kit: Kit,
  familyId: FamilyId | null,
  marks: readonly string[],
): Promise<{ readonly others: readonly SameChild[]; readonly free: Free }> => {
  const looked = await Promise.all(
    marks.map(async (mark) => {
      const { hash, month } = partsOf(mark)
      const items = await itemsOf(kit, hash)
      return { hash, items, found: foundIn(items, month) }
    }),
  )
  const found = looked.flatMap((one) => one.found).filter((one) => one.familyId !== familyId)
  const free = looked.filter(({ items }) => items.length < most)
  return {
    others: await standing(kit, unique(found)),
    free: Object.fromEntries(free.map(({ hash, items }) => [hash, nextFree(items)])),
  }
}

type Same = Extract<Query, { kind: 'same' }>

/** For a form: of each child who else has entered it. The marks go with the form, so that a later look needs no name. */
export const sameOf = async (
  kit: Kit,
  { programmeId, familyId, children }: Same,
): Promise<readonly (readonly [string, SameFact])[]> =>
  Promise.all(
    children.map(async ({ key, known }): Promise<readonly [string, SameFact]> => {
      const marks = await marksOf(kit.keyring, programmeId, known)
      return [key, { marks, others: (await lookAlike(kit, familyId, marks)).others }]
    }),
  )

/** The same while the seats are claimed, by marks alone: an effect stands in the clear. */
export const alikeOf = (
  kit: Kit,
  { familyId, children }: Extract<Effect, { kind: 'same' }>,
): Promise<readonly Alike[]> =>
  Promise.all(
    children.map(async ({ childId, marks }) => ({ childId, ...(await lookAlike(kit, familyId, marks)) })),
  )

/** What became of a contact's ask: the family itself only once it said yes. */
export const kinOf = async (
  kit: Kit,
  { familyId, contact }: Extract<Query, { kind: 'kin' }>,
): Promise<readonly [string, KinFact]> => {
  const now = kit.clock.now()
  const item = await kit.db.get(familyKey(familyId))
  const stored = item && readFamily(item)
  if (!stored || !isAlive(stored, now)) return [familyId, { answer: 'gone', family: null }]
  const ask = stored.asks.find((one) => one.contact === contact && now < one.until)
  if (!ask) return [familyId, { answer: stored.pending ? 'helper' : 'silence', family: null }]
  if (ask.answer !== 'yes') return [familyId, { answer: ask.answer ?? 'waiting', family: null }]
  return [familyId, { answer: 'yes', family: await openFamily(kit, item, now) }]
}
