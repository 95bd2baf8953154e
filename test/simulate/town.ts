import { readProgrammes, sampleFiles } from '../../functions/local/programmes.ts'
import { indexCatalogue } from '../../shared/catalogue.ts'
import { type Programme, programmeSchema, type SectionPlan } from '../../shared/programme.ts'
import { addDays, type Day } from '../../shared/time.ts'

/** Enrolment opens on this day; the first lessons are in July. */
export const openingDay: Day = '2027-06-01'
const closingDay: Day = '2027-07-25'
/** A thousand want more than the sample has; more than a thousand find no larger rooms. */
const familiesOfTheSample = 1_000
const leastSeats = 2

const scaled = ({ party }: SectionPlan, cap: number, families: number): number =>
  Math.max(leastSeats, party.max, Math.round(cap * Math.min(1, families / familiesOfTheSample)))

/** A name that no other section has, so that a sentence in which it is named can be held against the truth. */
const alone = (plan: SectionPlan, index: number, families: number): SectionPlan => {
  const { allocation: _, ...rest } = plan
  const { cap } = plan.capacity
  if (cap === undefined) return { ...rest, name: `${index + 1}号班` }
  const seats = scaled(plan, cap, families)
  const quotas = plan.quotas.map((quota) => ({ ...quota, seats: Math.floor((quota.seats * seats) / cap) }))
  return {
    ...rest,
    name: `${index + 1}号班`,
    capacity: { ...plan.capacity, cap: seats },
    quotas: quotas.filter((quota) => quota.seats > 0),
  }
}

/**
 * The town of the sample programme, its classes made smaller in proportion, so that thirty families want the same seats as
 * a thousand do. Everything goes to who comes first: draws have a test of their own.
 */
export const townFor = (families: number): Programme => {
  const [sample] = readProgrammes(sampleFiles())
  if (!sample) throw new Error('there is no sample programme')
  return programmeSchema.parse({
    ...sample,
    enrolment: { opens: openingDay, closes: closingDay, at: '08:00' },
    allocation: 'first_come',
    sections: sample.sections.map((plan, index) => alone(plan, index, families)),
  })
}

export const catalogueOf = (programme: Programme) => indexCatalogue([{ programme, version: 1 }])

/** A day of the season, counted from the opening. */
export const dayAfterOpening = (day: number): Day => addDays(openingDay, day)
