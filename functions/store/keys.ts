import type { RunId } from '../../shared/contract/outbox.ts'
import { isId } from '../../shared/ids.ts'
import type { Day, Instant } from '../../shared/time.ts'

/** A type, not an interface, so that it can be marshalled like any item. */
export type Key = { readonly pk: string; readonly sk: string }

/** An id that may not become part of a key. Does not repeat it: what is no id may be anything. */
export class KeyError extends Error {
  readonly code = 'key.id'
  constructor(kind: string) {
    super(`this is no ${kind} id: at most 128 letters, digits and _.:@=-, the first a letter or digit`)
    this.name = 'KeyError'
  }
}

const checked = (kind: string, id: string): string => {
  if (!isId(id)) throw new KeyError(kind)
  return id
}

/** Milliseconds in 13 digits sort like the moments they mean, until the year 2286. */
export const stamp = (at: Instant): string => String(at).padStart(13, '0')

export const contactPk = (contact: string): string => `CONTACT#${checked('contact', contact)}`
export const familyPk = (family: string): string => `FAMILY#${checked('family', family)}`
export const sectionPk = (section: string): string => `SECTION#${checked('section', section)}`

export const conversationKey = (contact: string): Key => ({ pk: contactPk(contact), sk: 'CONV' })
export const noticeKey = (contact: string, at: Instant, id: string): Key => ({
  pk: contactPk(contact),
  sk: `NOTE#${stamp(at)}#${checked('notice', id)}`,
})
export const familyKey = (family: string): Key => ({ pk: familyPk(family), sk: 'FAMILY' })
export const consentKey = (family: string, at: Instant, scope: string): Key => ({
  pk: familyPk(family),
  sk: `CONSENT#${stamp(at)}#${scope}`,
})
/** Beside the family, in the range that an erasure deletes. */
export const feedKey = (family: string): Key => ({ pk: familyPk(family), sk: 'CALENDAR' })
/** Beside the family and the contact, so that an erasure finds the codes and cases that speak of them. */
export const codePointerKey = (family: string, code: string): Key => ({
  pk: familyPk(family),
  sk: `CODE#${checked('code', code)}`,
})
export const casePointerKey = (family: string, id: string): Key => ({
  pk: familyPk(family),
  sk: `CASE#${checked('case', id)}`,
})
export const ownCaseKey = (contact: string, id: string): Key => ({
  pk: contactPk(contact),
  sk: `CASE#${checked('case', id)}`,
})
export const erasedKey = (family: string): Key => ({ pk: 'ERASED', sk: checked('family', family) })
/** `hash`: of a child's name and birth year under a key (keyring.ts); the table says nothing of either. */
export const childPk = (hash: string): string => `CHILD#${hash}`
export const headKey: Key = { pk: 'CATALOGUE', sk: 'HEAD' }
export const versionStamp = (version: number): string => `V#${String(version).padStart(5, '0')}#`
export const chunkKey = (programme: string, version: number, chunk: number): Key => ({
  pk: `CATALOGUE#${checked('programme', programme)}`,
  sk: `${versionStamp(version)}${String(chunk).padStart(3, '0')}`,
})
export const seatsKey = (section: string): Key => ({ pk: sectionPk(section), sk: 'SEATS' })
export const holderKey = (section: string, child: string): Key => ({
  pk: sectionPk(section),
  sk: `HOLDER#${checked('child', child)}`,
})
export const waitKey = (section: string, at: Instant, child: string): Key => ({
  pk: sectionPk(section),
  sk: `WAIT#${stamp(at)}#${checked('child', child)}`,
})
/** After every place of that moment and before. */
export const waitUntil = (at: Instant): string => last(`WAIT#${stamp(at)}#`)
export const waiterKey = (section: string, child: string): Key => ({
  pk: sectionPk(section),
  sk: `WAITER#${checked('child', child)}`,
})
/** `who`: a child, or of a quota its organisation, or `section`. */
export const moveKey = (section: string, at: Instant, who: string, what: string): Key => ({
  pk: sectionPk(section),
  sk: `MOVE#${stamp(at)}#${checked('child', who)}#${what}`,
})
export const codeKey = (code: string): Key => ({ pk: `CODE#${checked('code', code)}`, sk: 'CODE' })
export const casePk = (id: string): string => `CASE#${checked('case', id)}`
export const caseKey = (id: string): Key => ({ pk: casePk(id), sk: 'CASE' })

export const announcementKey = (id: string): Key => ({
  pk: `ANNOUNCEMENT#${checked('announcement', id)}`,
  sk: 'ANNOUNCEMENT',
})

/** One a channel: which instance of its gateway may send. */
export const fenceKey = (channel: string): Key => ({
  pk: `OUTBOX#${checked('channel', channel)}`,
  sk: 'FENCE',
})
export const seenKey = (channel: string, name: string): Key => ({
  pk: fenceKey(channel).pk,
  sk: `SEEN#${checked('request', name)}`,
})
const runName = (run: RunId): string => {
  if (run.kind === 'change') return `${run.before}-${run.after}`
  if (run.kind === 'latecomers') return `${run.day}.${run.pass}`
  return run.kind === 'announcement' ? run.id : run.day
}
export const runKey = (run: RunId): Key => ({
  pk: `RUN#${run.kind}#${checked('programme', run.programmeId)}#${checked('run', runName(run))}`,
  sk: 'RUN',
})

/** A programme's wishes are spread by the family over so many partitions, so that none is written by everybody. */
export const wishesPk = (programme: string, shard: number): string =>
  `WISHES#${checked('programme', programme)}#${shard}`
/** All of a family's, from here to `last` of it: what an erasure deletes. */
export const wishesPrefix = (family: string): string => `${checked('family', family)}#`
export const wishesKey = (programme: string, shard: number, family: string, child: string): Key => ({
  pk: wishesPk(programme, shard),
  sk: `${wishesPrefix(family)}${checked('child', child)}`,
})

/** By the day, since it is read by the day and outlives whom it is about: a family, or a request. */
export const lookKey = (day: Day, at: Instant, person: string, about: string): Key => ({
  pk: `LOOKS#${checked('day', day)}`,
  sk: `${stamp(at)}#${checked('person', person)}#${checked('look', about)}`,
})
/** The same beside whom it is about, who may ask; in the range that an erasure deletes. */
export const ownLookKey = (pk: string, at: Instant, person: string): Key => ({
  pk,
  sk: `ACCESS#${stamp(at)}#${checked('person', person)}`,
})

/** After every key that begins with `prefix` and an ASCII character of ours. */
export const last = (prefix: string): string => `${prefix}~`

/** What a sealed field is bound to. */
export const placeOf = (key: Key, field: string): string => `${key.pk}\n${key.sk}\n${field}`

export const familyKeyId = (family: string): string => `family:${family}`
export const contactKeyId = (contact: string): string => `contact:${contact}`
/** A case that belongs to no family outlives its conversation, so it cannot be sealed under the contact's key. */
export const caseKeyId = (id: string): string => `case:${id}`
