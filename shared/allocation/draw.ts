import * as z from 'zod'
import { isId } from '../ids.ts'

/**
 * Everything that a draw rests on but the seed, as data: ids and numbers only. It can be written to a file and published, so
 * that anybody with the seed gets the same table.
 */
const id = z.string().refine(isId)
const ids = z
  .array(id)
  .refine((list) => new Set(list).size === list.length)
  .readonly()
const seats = z.int().min(0)

const offered = z.strictObject({
  id,
  /** All of its seats, the kept ones among them; null where this draw gives none, and it stands here for what it overlaps. */
  seats: seats.nullable(),
  /** Kept for children of an organisation. Not given to others by the draw: they are released on their day. */
  quotas: z.array(z.strictObject({ organisation: id, seats })).readonly(),
  /** A course counts towards the limit; talks, films and excursions do not. */
  counts: z.boolean(),
  /** Sections that one child cannot have beside it. Said of either of the two, it holds for both. */
  apart: z.array(z.strictObject({ section: id, because: z.enum(['overlap', 'one_period']) })).readonly(),
})

const applicant = z.strictObject({
  childId: id,
  familyId: id,
  /** Whose quotas it may draw from. */
  organisations: ids,
  /** Which of the draw's groups it belongs to; the first of them in the draw's order counts. */
  groups: ids,
  /** Siblings of one family with the same word asked to be in each section together or not at all. */
  together: id.nullable(),
  /** What it has already, whatever way it came: counts towards the limit, and nothing may overlap it. */
  taken: ids,
  /** Sections, the most wanted first. */
  wishes: ids,
  /** False where it asked not to be put on waiting lists. */
  waits: z.boolean().optional(),
})

export const drawSchema = z.strictObject({
  v: z.literal(1),
  programmeId: id,
  /** Priority groups, the first comes first; children in none come last. */
  groups: ids,
  /** Courses that one child may have at once. */
  courses: z.int().min(0),
  sections: z.array(offered).readonly(),
  applicants: z.array(applicant).readonly(),
})

export type Draw = Readonly<z.output<typeof drawSchema>>
export type Offered = Readonly<z.output<typeof offered>>
export type Applicant = Readonly<z.output<typeof applicant>>
