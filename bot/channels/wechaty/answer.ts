import * as z from 'zod'
import { expectsList } from '../../../shared/contract/expects.ts'
import type { LeasedMessage } from '../../../shared/contract/outbox.ts'
import type { Answer } from '../../../shared/contract/reply.ts'

const base = { id: z.string(), text: z.string() }

const replySchema = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('text') }),
  z.object({ ...base, kind: z.literal('card'), title: z.string(), lines: z.array(z.string()) }),
  z.object({ ...base, kind: z.literal('image'), url: z.string(), said: z.literal(true).optional() }),
  z.object({ ...base, kind: z.literal('file'), url: z.string(), name: z.string() }),
  z.object({ ...base, kind: z.literal('audio'), url: z.string() }),
])

const answerSchema = z.object({
  replies: z.array(replySchema),
  expects: z.enum(expectsList).nullable(),
  choices: z.array(z.object({ label: z.string(), say: z.string() })),
})

/** The program's answer, checked at the door: another version of it must fail here, not in somebody's chat. Throws. */
export const readAnswer = (json: unknown): Answer => answerSchema.parse(json)

/** A message that this instance may send. */
export type Leased = LeasedMessage

const leasedSchema = z.object({
  messages: z.array(
    z.object({
      ref: z.string(),
      contactId: z.string(),
      leaseId: z.string(),
      until: z.string(),
      replies: z.array(replySchema),
    }),
  ),
})

/** Throws for what is not of the contract. */
export const readLeased = (json: unknown): readonly Leased[] => leasedSchema.parse(json).messages

const tokenSchema = z.object({ token: z.number() })

/** Throws for what is not of the contract. */
export const readToken = (json: unknown): { readonly token: number } => tokenSchema.parse(json)
