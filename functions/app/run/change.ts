import { changesBetween, isChanged, isDropped, type SectionChange } from '../../../shared/changes.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Enrolment } from '../../../shared/family.ts'
import type { SectionId } from '../../../shared/ids.ts'
import { comesAtAnyHour, quietUntil, usualQuiet } from '../../../shared/outbox.ts'
import type { Instant } from '../../../shared/time.ts'
import type { Enrolled, Menus, Rosters } from '../ports.ts'
import {
  changeId,
  closedListId,
  closureId,
  inOrder,
  isWriter,
  nothing,
  type Plan,
  type RunOf,
  toAll,
} from './plan.ts'

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

/**
 * Who is told of a new version of a programme: families with a place in a section that it changes from the run's beginning
 * on, a held place too, and those that wait for one in a section that is dropped. One message of what changed and one of what
 * was ordered for safety, whatever number of sections: the words of each are made of all that concern the family.
 */
export const changePlan = async (
  { store }: { readonly store: Rosters & Pick<Menus, 'versionOf'> },
  run: RunOf<'change'>,
): Promise<Plan> => {
  const { programmeId, before, after } = run.id
  const [old, young] = [await store.versionOf(programmeId, before), await store.versionOf(programmeId, after)]
  if (!old || !young) return nothing
  const changes = changesBetween(old, young, programmeId, run.at)
  const ofKind: Readonly<Record<Told, Changes>> = {
    'town.closure': byId(changes.filter(({ closures }) => closures.length > 0)),
    'session.changed': byId(changes.filter(isChanged)),
    'waitlist.closed': byId(changes.filter((change) => isDropped(change, run.at))),
  }
  const notices = (unit: string, family: Enrolled): readonly Notice[] =>
    kinds.flatMap((what) => toldOf(what, ofKind[what], run, unit, family))
  const units = inOrder(changes.map(({ sectionId }) => sectionId))
  async function* families(unit: string) {
    yield* store.families(unit)
    if (ofKind['waitlist.closed'].has(unit)) yield* store.waiting(unit)
  }
  return { units, families, notices }
}

const kinds = ['town.closure', 'session.changed', 'waitlist.closed'] as const
type Told = (typeof kinds)[number]

type Changes = ReadonlyMap<SectionId, SectionChange>
const byId = (changes: readonly SectionChange[]): Changes =>
  new Map(changes.map((change) => [change.sectionId, change]))

const idOf = { 'town.closure': closureId, 'session.changed': changeId, 'waitlist.closed': closedListId }

const toldOf = (
  what: Told,
  changes: Changes,
  run: RunOf<'change'>,
  unit: string,
  family: Enrolled,
): readonly Notice[] => {
  const concerned = ({ state, sectionId }: Enrolment): boolean =>
    changes.has(sectionId) && (state === 'waiting') === (what === 'waitlist.closed')
  if (!isWriter(unit, family, run.at, concerned)) return []
  const own = family.enrolments.filter(concerned).flatMap(({ sectionId }) => changes.get(sectionId) ?? [])
  const { familyId } = family
  const { before, after } = run.id
  const about = {
    familyId,
    ...(what === 'town.closure' ? orderOf(own) : { sectionId: unit }),
    ...(what === 'session.changed' ? firstOf(own) : {}),
    before: String(before),
    after: String(after),
  }
  const notice = { id: idOf[what](after, familyId), what, at: run.at, about }
  return toAll(family, { ...notice, ...inTheMorning(notice), expiresAt: Math.max(...own.map(lastOf)) })
}

/** The first lesson that is not as it was: hours of rest that end later would bring a child to a closed door. */
const firstOf = (own: readonly SectionChange[]): Notice['about'] => {
  const starts = own.flatMap(({ sessions }) =>
    sessions.flatMap((one) =>
      one.kind === 'moved' ? [one.from.startsAt, one.to.startsAt] : [one.session.startsAt],
    ),
  )
  return starts.length > 0 ? { first: String(Math.min(...starts)) } : {}
}

/** The most pressing of what was ordered: the first day that is closed, or the first that is not where none is. */
const orderOf = (own: readonly SectionChange[]): Notice['about'] => {
  const closures = own.flatMap((change) => change.closures.map(({ closure }) => closure))
  const [first] = closures.sort(
    (a, b) => Number(a.goesOn) - Number(b.goesOn) || (a.day < b.day ? -1 : Number(a.day > b.day)),
  )
  if (!first) return {}
  return { day: first.day, town: first.town, ...(first.goesOn ? { goesOn: 'yes' } : {}) }
}

/** An order that keeps nobody at home tomorrow wakes nobody, whatever hours of their own they have. */
const inTheMorning = (notice: Pick<Notice, 'what' | 'about' | 'at'>): Pick<Notice, 'notBefore'> => {
  if (notice.what !== 'town.closure' || comesAtAnyHour(notice)) return {}
  const notBefore = quietUntil(notice.at, usualQuiet)
  return notBefore === null ? {} : { notBefore }
}
