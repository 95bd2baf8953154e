import { changesBetween, isChanged, type SectionChange } from '../../../shared/changes.ts'
import type { Notice, NoticeKind } from '../../../shared/contract/outbox.ts'
import type { Enrolment } from '../../../shared/family.ts'
import type { SectionId } from '../../../shared/ids.ts'
import type { Instant } from '../../../shared/time.ts'
import type { Enrolled, Menus, Rosters } from '../ports.ts'
import { changeId, closureId, inOrder, isWriter, type Plan, type RunOf, rosterOf, toAll } from './plan.ts'

/** Until when it is worth hearing: the last lesson that it speaks of. */
const lastOf = (change: SectionChange): Instant =>
  Math.max(
    0,
    ...change.sessions.flatMap((one) =>
      one.kind === 'moved' ? [one.from.endsAt, one.to.endsAt] : [one.session.endsAt],
    ),
    ...(change.site || change.teacher ? [change.after?.sessions.at(-1)?.endsAt ?? 0] : []),
    ...change.closures.map(({ session }) => session.endsAt),
  )

const nothing: Plan = { units: [], families: async function* () {}, notices: () => [] }

/**
 * Who is told of a new version of a programme: families with a place in a section that it changes from the run's beginning
 * on, a held place too. One message of what changed and one of what was ordered for safety, whatever number of sections: the
 * words of each are made of all that concern the family.
 */
export const changePlan = async (
  { store }: { readonly store: Rosters & Pick<Menus, 'versionOf'> },
  run: RunOf<'change'>,
): Promise<Plan> => {
  const { programmeId, before, after } = run.id
  const [old, young] = [await store.versionOf(programmeId, before), await store.versionOf(programmeId, after)]
  if (!old || !young) return nothing
  const changes = changesBetween(old, young, programmeId, run.at)
  const ofKind = {
    'session.changed': byId(changes.filter(isChanged)),
    'town.closure': byId(changes.filter(({ closures }) => closures.length > 0)),
  }
  const notices = (unit: string, family: Enrolled): readonly Notice[] =>
    (['town.closure', 'session.changed'] as const).flatMap((what) =>
      toldOf(what, ofKind[what], run, unit, family),
    )
  const units = inOrder(changes.map(({ sectionId }) => sectionId))
  return { units, families: rosterOf(store), notices }
}

type Changes = ReadonlyMap<SectionId, SectionChange>
const byId = (changes: readonly SectionChange[]): Changes =>
  new Map(changes.map((change) => [change.sectionId, change]))

const toldOf = (
  what: Extract<NoticeKind, 'session.changed' | 'town.closure'>,
  changes: Changes,
  run: RunOf<'change'>,
  unit: string,
  family: Enrolled,
): readonly Notice[] => {
  const concerned = ({ state, sectionId }: Enrolment): boolean =>
    state !== 'waiting' && changes.has(sectionId)
  if (!isWriter(unit, family, run.at, concerned)) return []
  const own = family.enrolments.filter(concerned).flatMap(({ sectionId }) => changes.get(sectionId) ?? [])
  const { familyId } = family
  const { before, after } = run.id
  const versions = { before: String(before), after: String(after) }
  const [first] = own.flatMap(({ closures }) => closures.map(({ closure }) => closure))
  const about =
    what === 'town.closure' && first
      ? { familyId, day: first.day, town: first.town, ...versions }
      : { familyId, sectionId: unit, ...versions }
  const id = (what === 'town.closure' ? closureId : changeId)(after, familyId)
  return toAll(family, { id, what, at: run.at, about, expiresAt: Math.max(...own.map(lastOf)) })
}
