import * as z from 'zod'
import { type Mistake, readProgramme } from '../../shared/programme-file.ts'
import { openHouse } from './house.ts'

const house = await openHouse(process.env)

const eventSchema = z.object({ yaml: z.string().min(1) })

/** `changed` false: the same programme stood there already. */
export type Published =
  | { readonly programme: string; readonly version: number; readonly changed: boolean }
  | { readonly mistakes: readonly Mistake[] }

/**
 * Publishes a programme file: `{ "yaml": "…" }`, invoked by hand by whoever may invoke the function. A file with mistakes
 * changes nothing, and each mistake comes back with its line, field and rule.
 */
export const handler = async (event: unknown): Promise<Published> => {
  const read = readProgramme(eventSchema.parse(event).yaml)
  if (!read.ok) return { mistakes: read.error }
  return { programme: read.value.id, ...(await house.store.publish(read.value)) }
}
