import type { Notice, NoticeRef } from './contract/outbox.ts'
import { isId } from './ids.ts'

/** What tells a notice from every other. */
export type NoticeName = Pick<Notice, 'to' | 'at' | 'id'>

/** Ids are ASCII (ids.ts), so that every character is one byte. */
export const refOf = ({ to, at, id }: NoticeName): NoticeRef =>
  btoa(JSON.stringify([to, at, id]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const longest = 600

const parsed = (ref: string): unknown => {
  try {
    return JSON.parse(atob(ref.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return null
  }
}

/** Null for everything that `refOf` did not make: it comes from outside, and its ids become a key. */
export const readRef = (ref: NoticeRef): NoticeName | null => {
  if (ref.length > longest || !/^[A-Za-z0-9_-]+$/.test(ref)) return null
  const value = parsed(ref)
  if (!Array.isArray(value)) return null
  const [to, at, id]: readonly unknown[] = value
  if (typeof to !== 'string' || typeof id !== 'string' || typeof at !== 'number') return null
  const sound = isId(to) && isId(id) && Number.isSafeInteger(at) && at >= 0
  return sound && refOf({ to, at, id }) === ref ? { to, at, id } : null
}
