import type { ChildId, FamilyId, OrganisationId, SectionId } from '../ids.ts'
import { isWithin, lineOf } from '../organisations.ts'
import { methodOf, type Programme } from '../programme.ts'
import { overlap } from '../schedule.ts'
import type { Section } from '../section.ts'
import type { Applicant, Draw, Offered } from './draw.ts'

/** What a family named for a child: ids only. */
export interface Wishes {
  readonly childId: ChildId
  readonly familyId: FamilyId
  /** Where it lives, where a guardian works, lists that it stands on: those whose quotas and groups it may be counted in. */
  readonly organisations: readonly OrganisationId[]
  /** Siblings of one family with the same word asked to be in each section together or not at all. */
  readonly together: string | null
  /** The most wanted first. */
  readonly ranked: readonly SectionId[]
  /** False where it shall not go on any waiting list. */
  readonly waits?: boolean
}

/** Wishes at the moment of the draw, with the sections in which the child has a seat already. */
export interface WishesNow extends Wishes {
  readonly taken: readonly SectionId[]
}

type Apart = Offered['apart'][number]

const otherPeriod = (a: Section, b: Section): boolean =>
  a.programme.limits.onePeriod &&
  a.plan.period !== undefined &&
  b.plan.period !== undefined &&
  a.plan.period !== b.plan.period

const apartFrom = (section: Section, others: readonly Section[]): readonly Apart[] =>
  others.flatMap((other): readonly Apart[] => {
    if (otherPeriod(section, other)) return [{ section: other.id, because: 'one_period' }]
    const clash = overlap(section, other, section.programme.limits.travelMinutes)
    return clash ? [{ section: other.id, because: 'overlap' }] : []
  })

const offeredOf = (section: Section, later: readonly Section[], drawn: string): Offered => ({
  id: section.id,
  seats: section.capacity,
  quotas: section.plan.quotas
    .filter(({ until }) => until >= drawn)
    .map(({ organisation, seats }) => ({ organisation, seats })),
  counts: section.module.kind === 'course',
  apart: apartFrom(section, later),
})

const applicantOf = (programme: Programme, open: ReadonlySet<SectionId>, wishes: WishesNow): Applicant => {
  const { childId, familyId, together, ranked, taken } = wishes
  const organisations = new Set(
    wishes.organisations.flatMap((id) => lineOf(programme, id).map((each) => each.id)),
  )
  const belongs = (of: readonly OrganisationId[]) =>
    of.some((above) => wishes.organisations.some((id) => isWithin(programme, id, above)))
  const groups = (programme.allocation.wishes?.groups ?? []).filter(({ of }) => belongs(of))
  return {
    childId,
    familyId,
    organisations: [...organisations],
    groups: groups.map(({ id }) => id),
    together,
    taken: taken.filter((id) => !open.has(id)),
    wishes: [...new Set(ranked)],
    ...(wishes.waits === false ? { waits: false } : {}),
  }
}

/**
 * The draw of a programme, from its published version and the wishes. Drawn are the sections by wishes, with all their seats;
 * the other sections stand in it for what they overlap. Quotas whose last day comes before the day of the draw are released.
 * A seat that a child has already in a drawn section came from an earlier run and is drawn again.
 */
export const drawOf = (
  programme: Programme,
  sections: readonly Section[],
  wishes: readonly WishesNow[],
): Draw => {
  const byWishes = (section: Section) => methodOf(programme, section.plan) === 'wishes'
  const open = new Set(sections.filter(byWishes).map(({ id }) => id))
  const drawn = programme.allocation.wishes?.drawn ?? programme.first
  return {
    v: 1,
    programmeId: programme.id,
    groups: (programme.allocation.wishes?.groups ?? []).map(({ id }) => id),
    courses: programme.limits.courses,
    sections: sections.map((section, at) => {
      const offered = offeredOf(section, sections.slice(at + 1), drawn)
      return open.has(section.id) ? offered : { ...offered, seats: null, quotas: [] }
    }),
    applicants: wishes
      .map((each) => applicantOf(programme, open, each))
      .sort((a, b) => (a.childId < b.childId ? -1 : 1)),
  }
}
