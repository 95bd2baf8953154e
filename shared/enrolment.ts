import { type Born, bornAtAge, bornOf, bornOfGrade, gradesOfBorn, type Range, yearsOfBorn } from './age.ts'
import type { Birth, ToldAge } from './family.ts'
import { isWithin } from './organisations.ts'
import { nearness } from './place.ts'
import type { Band, Refusal } from './refusals.ts'
import { daysOf, overlap, sessionsLeft } from './schedule.ts'
import type { Section } from './section.ts'
import { type Day, type Instant, instantOf } from './time.ts'
import { gatheringOf, isDrawing } from './wishes.ts'

/** A child as far as it is known: a draft or a child of a family. Nobody is refused over what was not told yet. */
export interface Candidate {
  readonly birth?: Birth | null | undefined
  readonly grade?: number | null | undefined
  readonly told?: ToldAge | null | undefined
  readonly sex?: 'M' | 'F' | null | undefined
  readonly days?: { readonly from: Day; readonly to: Day } | undefined
  readonly place?: string | null | undefined
  readonly employer?: string | null | undefined
}

const known = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined

/** Births that fit what was told; null when neither a birth nor an age was. */
const bornAsTold = (child: Candidate): Born | null => {
  if (known(child.birth)) return bornOf(child.birth)
  return known(child.told) ? bornAtAge(child.told) : null
}

const fits = (range: Range, band: Band) => range.most >= band.from && range.least <= band.to

const ageRefusal = (child: Candidate, section: Section, born: Born | null): Refusal | null => {
  const band = section.plan.ages
  const on = daysOf(section)?.first
  const guess = born ?? (known(child.grade) ? bornOfGrade(child.grade, section.programme.season) : null)
  if (!band || !on || !guess) return null
  const years = yearsOfBorn(guess, on)
  if (fits(years, band)) return null
  return { code: years.most < band.from ? 'too_young' : 'too_old', band, on }
}

const gradeRefusal = (child: Candidate, section: Section, born: Born | null): Refusal | null => {
  const band = section.plan.grades
  if (!band) return null
  if (known(child.grade))
    return fits({ least: child.grade, most: child.grade }, band) ? null : { code: 'grade_out', band }
  if (!born || fits(gradesOfBorn(born, section.programme.season), band)) return null
  return { code: 'grade_out', band }
}

/** Where only staff, or only villagers, may join. Not judged before either a place or a firm was told. */
const whoRefusal = (child: Candidate, section: Section): Refusal | null => {
  const { may, of } = section.plan.who
  if (may === 'all' || (child.place === undefined && child.employer === undefined)) return null
  const own = may === 'staff' ? child.employer : child.place
  const belongs =
    known(own) && (of.length === 0 || of.some((above) => isWithin(section.programme, own, above)))
  if (belongs) return null
  return { code: may === 'staff' ? 'staff_only' : 'villagers_only', of }
}

/**
 * May this child be in this section at all? Ages are full years on the section's first day; a birth year or month is
 * accepted if any date of it fits (the teacher checks on day one), and so is an age as it was told. A section may have a
 * band of ages and one of grades: both must fit. Where only the other of the two was told, the usual age of a grade is
 * taken, a year either way.
 */
export const mayJoin = (child: Candidate, section: Section): Refusal | null => {
  if (section.module.adults) return { code: 'adults_only' }
  const born = bornAsTold(child)
  return ageRefusal(child, section, born) ?? gradeRefusal(child, section, born) ?? whoRefusal(child, section)
}

/**
 * From when to when a section may be enrolled in: its own window, else the programme's. `closesAt` is excluded. By wishes it
 * opens with the days on which these are gathered; between them and the morning after the draw nothing can be chosen.
 */
export const windowOf = (section: Section): { readonly opensAt: Instant; readonly closesAt: Instant } => {
  const { opens, closes } = section.plan.enrolment ?? section.programme.enrolment
  const closesAt = instantOf(closes, '24:00')
  const gathering = gatheringOf(section)
  if (gathering) return { opensAt: gathering.opensAt, closesAt: Math.max(closesAt, gathering.closesAt) }
  return { opensAt: instantOf(opens, section.programme.enrolment.at), closesAt }
}

/** Wishes are over, and what the draw leaves is not known yet: that is no end of enrolment. */
const drawingRefusal = (section: Section, now: Instant): Refusal | null => {
  const drawnAt = gatheringOf(section)?.drawnAt
  return drawnAt !== undefined && isDrawing(section, now) ? { code: 'drawing', drawnAt } : null
}

const timeRefusal = (section: Section, now: Instant): Refusal | null => {
  const { opensAt, closesAt } = windowOf(section)
  const endedAt = section.sessions.at(-1)?.endsAt ?? 0
  if (endedAt <= now) return { code: 'over', endedAt }
  if (now < opensAt) return { code: 'not_open_yet', opensAt }
  const drawing = drawingRefusal(section, now)
  if (drawing) return drawing
  return now >= closesAt ? { code: 'closed', closedAt: closesAt } : null
}

const isCourse = (section: Section) => section.module.kind === 'course'

/** Courses count towards the limit; talks, films, excursions and the rest do not. */
const limitRefusal = (taken: readonly Section[], section: Section): Refusal | null => {
  const { courses } = section.programme.limits
  const counted = taken.filter((each) => isCourse(each) && each.programme.id === section.programme.id)
  if (!isCourse(section) || counted.length < courses) return null
  return { code: 'limit', courses, taken: counted.map((each) => each.id) }
}

const periodRefusal = (taken: readonly Section[], section: Section): Refusal | null => {
  const { period } = section.plan
  if (!section.programme.limits.onePeriod || period === undefined) return null
  const other = taken.find(
    ({ plan, programme }) =>
      programme.id === section.programme.id && plan.period !== undefined && plan.period !== period,
  )
  return other ? { code: 'one_period', taken: other.id } : null
}

const overlapRefusal = (taken: readonly Section[], section: Section): Refusal | null => {
  for (const other of taken) {
    const travelMinutes = Math.max(
      other.programme.limits.travelMinutes,
      section.programme.limits.travelMinutes,
    )
    const found = overlap(section, other, travelMinutes)
    if (!found) continue
    const direct = found.a.startsAt < found.b.endsAt && found.b.startsAt < found.a.endsAt
    return {
      code: 'overlap',
      taken: other.id,
      session: found.a,
      takenSession: found.b,
      travelMinutes: direct ? 0 : travelMinutes,
    }
  }
  return null
}

/** Missing a part of a section is fine; missing all of what is left of it is not. */
const daysRefusal = (child: Candidate, section: Section, now: Instant): Refusal | null => {
  const { days } = child
  const span = daysOf(section)
  if (!days || !span) return null
  const some = sessionsLeft(section, now).some(({ day }) => day >= days.from && day <= days.to)
  return some ? null : { code: 'not_your_days', ...span }
}

const alreadyRefusal = (taken: readonly Section[], section: Section): Refusal | null =>
  taken.some((each) => each.id === section.id) ? { code: 'already', sectionId: section.id } : null

const besideRefusal = (taken: readonly Section[], section: Section): Refusal | null =>
  limitRefusal(taken, section) ?? periodRefusal(taken, section) ?? overlapRefusal(taken, section)

/**
 * May this child choose this section now, beside those it has taken? Seats are not looked at: the section's item decides
 * that. The first reason is given, in the order in which a parent could do least about it.
 */
export const mayChoose = (
  child: Candidate,
  taken: readonly Section[],
  section: Section,
  now: Instant,
): Refusal | null => {
  return (
    alreadyRefusal(taken, section) ??
    timeRefusal(section, now) ??
    mayJoin(child, section) ??
    daysRefusal(child, section, now) ??
    besideRefusal(taken, section)
  )
}

/**
 * May this section stand beside those, where both were got already, each by itself? Only what they make of one another is
 * looked at: the seat is there, so neither the window nor the age is asked about again.
 */
export const mayStandBeside = (taken: readonly Section[], section: Section): Refusal | null =>
  alreadyRefusal(taken, section) ?? besideRefusal(taken, section)

export interface Offer {
  readonly section: Section
  readonly refusal: Refusal | null
}

const startOf = (section: Section, now: Instant) =>
  sessionsLeft(section, now)[0]?.startsAt ?? section.sessions[0]?.startsAt ?? 0

/** Every section with whether this child may choose it: near ones first, then by the next start, then by id. */
export const offersFor = (
  child: Candidate,
  sections: readonly Section[],
  taken: readonly Section[],
  now: Instant,
): readonly Offer[] =>
  sections
    .map((section) => ({ section, near: nearness(section, child), start: startOf(section, now) }))
    .sort((a, b) => a.near - b.near || a.start - b.start || (a.section.id < b.section.id ? -1 : 1))
    .map(({ section }) => ({ section, refusal: mayChoose(child, taken, section, now) }))
