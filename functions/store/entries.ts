import { caseEndsAt } from '../../shared/retention.ts'
import { dayMs, type Instant, secondMs } from '../../shared/time.ts'
import type { CodeFact, Conversation, Entry } from '../app/ports.ts'
import { askSet } from './asks.ts'
import { dueMark } from './due.ts'
import {
  caseKey,
  caseKeyId,
  casePointerKey,
  codeKey,
  codePointerKey,
  consentKey,
  familyKeyId,
  noticeKey,
  ownCaseKey,
  placeOf,
} from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, maybeNumber, numberOf, textOf } from './marshal.ts'
import { noticePut } from './notices.ts'
import type { Update, Write } from './requests.ts'

const absent = { when: 'attribute_not_exists(pk)' }

type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>

/** One line of the ledger; a line is never written twice and never changed. */
export const consentWrites = ({ familyId, consent }: Of<'consent'>): readonly Write[] => [
  {
    put: {
      item: {
        ...consentKey(familyId, consent.at, consent.scope),
        v: 1,
        scope: consent.scope,
        given: consent.given,
        at: consent.at,
        notice: consent.notice,
        by: consent.by,
      },
      condition: absent,
    },
  },
]

const codeTtl = (until: Instant): number => Math.ceil((until + dayMs) / secondMs)

/** The code, and beside the family where to find it. One that is over may be given out again. */
export const codeWrites = (
  { code, purpose, familyId, until, left }: Of<'code'>,
  now: Instant,
): readonly Write[] => [
  {
    put: {
      item: { ...codeKey(code), v: 1, purpose, familyId, until, left, ttl: codeTtl(until) },
      condition: {
        when: 'attribute_not_exists(pk) OR #until <= :now',
        names: { '#until': 'until' },
        values: { ':now': now },
      },
    },
  },
  { put: { item: { ...codePointerKey(familyId, code), v: 1, ttl: codeTtl(until) } } },
]

/** Once only, and only while it is good: of two who type it at once, one is first. */
export const codeUsed = (code: string, now: Instant): Update => ({
  key: codeKey(code),
  set: 'SET #used = :now',
  names: { '#used': 'used', '#until': 'until' },
  values: { ':now': now },
  condition: { when: 'attribute_exists(pk) AND attribute_not_exists(#used) AND #until > :now' },
})

const triedBefore = (tries: number): string =>
  tries === 0 ? 'attribute_not_exists(tries)' : 'tries = :tries'

/**
 * Only where nobody tried since it was looked up, right digits too: of a thousand tries sent at once no more are judged
 * than of as many sent one after another.
 */
export const codeTried = ({ code, tries, was }: Of<'code_tried'>, now: Instant): Write => {
  const key = codeKey(code)
  const condition = {
    when: `attribute_exists(pk) AND attribute_not_exists(#used) AND #until > :now AND ${triedBefore(tries)}`,
    names: { '#used': 'used', '#until': 'until' },
    values: { ':now': now, ...(tries === 0 ? {} : { ':tries': tries }) },
  }
  if (was === 'right') return { check: { key, condition } }
  const set = `SET tries = :more${was === 'last' ? ', #used = :now' : ''}`
  return { update: { key, set, values: { ':more': tries + 1 }, condition } }
}

export interface StoredCode {
  readonly purpose: CodeFact['purpose']
  readonly familyId: string
  readonly until: Instant
  readonly tries: number
  /** Of an invitation: how many had left the family when it was made. */
  readonly left: number
}

/** Null for a code that does not hold: used, spent, over, or of an unknown version. */
export const readCode = (item: Item, now: Instant): StoredCode | null => {
  if (item.v !== 1 || item.used !== undefined || numberOf(item, 'until') <= now) return null
  const purpose = textOf(item, 'purpose')
  if (purpose !== 'confirm' && purpose !== 'join') return null
  const tries = maybeNumber(item, 'tries') ?? 0
  const left = maybeNumber(item, 'left') ?? 0
  return { purpose, familyId: textOf(item, 'familyId'), until: numberOf(item, 'until'), tries, left }
}

/** Of version 1 nothing stands beside the contact (own-requests.ts looks for those). */
export const caseVersion = 2
export const casePlace = (id: string): string => placeOf(caseKey(id), 'words')

const caseWrites = async (
  kit: Kit,
  entry: Of<'case'>,
  conversation: Conversation,
  now: Instant,
): Promise<readonly Write[]> => {
  const { id, familyId } = entry
  const under = familyId === null ? caseKeyId(id) : familyKeyId(familyId)
  const words = await kit.keyring.seal(under, casePlace(id), Buffer.from(entry.words))
  const key = caseKey(id)
  const ttl = Math.ceil(caseEndsAt(now) / secondMs)
  const whose = { contact: conversation.contact, familyId: familyId ?? undefined }
  const item = {
    ...key,
    v: caseVersion,
    ...whose,
    under,
    words,
    at: now,
    ttl,
    ...dueMark('case', key.pk, now),
  }
  // What the program notes for staff by itself is no request of the contact's.
  const beside = [
    ...(entry.by === 'program' ? [] : [ownCaseKey(conversation.contact, id)]),
    ...(familyId === null ? [] : [casePointerKey(familyId, id)]),
  ]
  return [
    { put: { item, condition: absent } },
    ...beside.map((pointer) => ({ put: { item: { ...pointer, v: 1, ttl } } })),
  ]
}

/**
 * What an entry writes, in the transaction of the state that caused it. Families are sealed by the caller, who knows what goes
 * with them. Throws KeyGoneError for an erased family.
 */
export const entryWrites = async (
  kit: Kit,
  entry: Exclude<Entry, { kind: 'family' | 'entering' }>,
  conversation: Conversation,
  now: Instant,
): Promise<readonly Write[]> => {
  switch (entry.kind) {
    case 'consent':
      return consentWrites(entry)
    case 'code':
      return codeWrites(entry, now)
    case 'code_used':
      return [{ update: codeUsed(entry.code, now) }]
    case 'code_tried':
      return [codeTried(entry, now)]
    case 'case':
      return caseWrites(kit, entry, conversation, now)
    case 'notice':
      return [{ put: noticePut(entry.notice) }]
    case 'notice_gone':
      return [{ del: { key: noticeKey(entry.to, entry.at, entry.id) } }]
    case 'ask':
      return [{ update: askSet(entry.familyId, entry.ask) }]
  }
}
