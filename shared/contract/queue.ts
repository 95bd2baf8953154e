import * as z from 'zod'
import { isDay } from '../time.ts'
import type { RunId } from './outbox.ts'

/**
 * What is queued for a worker: a run to go on with. Delivered at least once and in any order, so it says only which; where
 * the run stands is in the table.
 */
const id = z.string().min(1).max(128)
const day = z.string().refine(isDay)
export const runSchema: z.ZodType<RunId> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('schedule'), programmeId: id, day }),
  z.strictObject({
    kind: z.literal('latecomers'),
    programmeId: id,
    day,
    pass: z.enum(['evening', 'morning']),
  }),
  z.strictObject({ kind: z.literal('reminders'), programmeId: id, day }),
  z.strictObject({ kind: z.literal('draw'), programmeId: id, day }),
  z.strictObject({ kind: z.literal('change'), programmeId: id, before: z.int(), after: z.int() }),
  z.strictObject({ kind: z.literal('announcement'), programmeId: id, id }),
])

export const workSchema = z.strictObject({ v: z.literal(1), run: runSchema })
export type Work = z.output<typeof workSchema>

/**
 * What the agenda function answers, a minute's work. Lambda itself puts its answer into the queue, as a message with much
 * else around it (`destinationSchema`).
 */
export const agendaSchema = z.array(workSchema)
export const destinationSchema = z.object({ responsePayload: agendaSchema })
