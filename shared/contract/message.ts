import * as z from 'zod'
import { isId } from '../ids.ts'

/** An id from outside. It becomes part of a key, so its characters are checked here and nowhere else. */
const id = z.string().refine(isId, 'must be 1–128 letters, digits or _.:@=- and begin with a letter or digit')

const common = {
  messageId: id,
  contactId: id,
  contactName: z.string().max(200).optional(),
  roomId: z.string().max(200).optional(),
  mentioned: z.boolean().optional(),
  /** When the person sent it, ISO 8601 with an offset. For display and order only; deadlines use the program's clock. */
  sentAt: z.iso.datetime({ offset: true }),
}

/** A message from a person, as every channel hands it over. */
export const messageSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('text'), text: z.string() }),
  z.object({ ...common, kind: z.literal('voice'), text: z.string().optional() }),
  z.object({ ...common, kind: z.literal('image') }),
  z.object({ ...common, kind: z.literal('file'), name: z.string().max(300).optional() }),
  z.object({
    ...common,
    kind: z.literal('location'),
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    label: z.string().max(200),
  }),
  z.object({
    ...common,
    kind: z.literal('event'),
    event: z.enum(['subscribe', 'unsubscribe', 'scan', 'friend', 'click']),
    word: z.string().max(200).optional(),
  }),
  z.object({ ...common, kind: z.literal('other') }),
])

export type Message = z.infer<typeof messageSchema>
