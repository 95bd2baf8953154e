import { type Message, messageSchema } from '../../shared/contract/message.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import type { Mistake } from './problem.ts'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A message of the contract, or every mistake of it at once. */
export const readMessage = (value: unknown): Result<Message, readonly Mistake[]> => {
  if (!isObject(value)) return no([{ path: '', detail: 'must be a JSON object' }])
  const read = messageSchema.safeParse(value)
  return read.success ? ok(read.data) : no(mistakesOf(value, read.error.issues))
}

/**
 * A message from our own page: the contract's, with the contact taken from the browser's cookie and never from its body.
 * A page has no rooms and no names to tell.
 */
export const readChatMessage = (
  value: unknown,
  contactId: string,
  sentAt: string,
): Result<Message, readonly Mistake[]> => {
  if (!isObject(value)) return readMessage(value)
  const { contactName: _name, roomId: _room, mentioned: _mentioned, ...rest } = value
  return readMessage({ sentAt, ...rest, contactId })
}

type Issues = readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]

/** With an unknown kind the schema looks no further, so what every kind has in common is checked besides. */
const mistakesOf = (value: Fields, issues: Issues): readonly Mistake[] => {
  const unknownKind = issues.some((issue) => issue.path[0] === 'kind')
  const common = unknownKind ? messageSchema.safeParse({ ...value, kind: 'other' }).error?.issues : undefined
  return [...issues, ...(common ?? [])].map((issue) => ({
    path: issue.path.map(String).join('.'),
    detail: issue.message,
  }))
}
