import { keptFor } from '../../shared/retention.ts'
import { dayMs, type Instant, secondMs } from '../../shared/time.ts'
import type { Announcement, Announcements, Desk, OwnWords } from '../app/ports.ts'
import { dueMark } from './due.ts'
import { announcementKey, caseKey, placeOf } from './keys.ts'
import type { Kit } from './kit.ts'
import { bytesOf, type Item, mapOf, maybeText, numberOf, textOf } from './marshal.ts'
import { noticePut } from './notices.ts'
import type { Write } from './requests.ts'
import { newRun } from './runs.ts'
import { openRequest } from './staff-requests.ts'

const answerPlace = (id: string): string => placeOf(caseKey(id), 'answer')

/** An answered request is kept as long as its message may wait for who asked. */
export const answeredEndsAt = (answeredAt: Instant): Instant => answeredAt + keptFor.noticeDays * dayMs

/** The answer and the message about it, or neither; of two who answer at once one does. */
const answering = (id: string, item: Item, answer: Uint8Array, now: Instant): readonly Write[] => {
  const key = caseKey(id)
  const mark = dueMark('answered', key.pk, answeredEndsAt(now))
  const notice = {
    id: `staff.answer.${id}`,
    to: textOf(item, 'contact'),
    what: 'staff.answer',
    at: now,
    about: { caseId: id },
  } as const
  return [
    {
      update: {
        key,
        set: 'SET answer = :answer, answeredAt = :now, due = :due, dueAt = :dueAt',
        values: { ':answer': answer, ':now': now, ':due': mark.due, ':dueAt': mark.dueAt },
        condition: { when: 'attribute_exists(pk) AND attribute_not_exists(answer)' },
      },
    },
    { put: noticePut(notice) },
  ]
}

export const answerRequest = async (
  kit: Kit,
  id: string,
  words: string,
): Promise<Awaited<ReturnType<Desk['answerRequest']>>> => {
  const item = await kit.db.get(caseKey(id))
  // Sealed like the question: where that cannot be opened any more, nobody is there to be answered.
  if (!item || item.answer !== undefined || !(await openRequest(kit, item))) return 'gone'
  const answer = await kit.keyring.seal(textOf(item, 'under'), answerPlace(id), Buffer.from(words))
  const { ok } = await kit.db.transact(answering(id, item, answer, kit.clock.now()))
  return ok ? 'answered' : 'gone'
}

const answerTo = async (kit: Kit, id: string, contact: string) => {
  const item = await kit.db.get(caseKey(id))
  if (!item || item.contact !== contact || item.answer === undefined) return null
  const question = await openRequest(kit, item)
  const bytes = await kit.keyring.unseal(textOf(item, 'under'), answerPlace(id), bytesOf(item, 'answer'))
  return question && bytes && { question: question.words, answer: Buffer.from(bytes).toString('utf8') }
}

const announcementVersion = 1

const readTo = (item: Item): Announcement['to'] | null => {
  const to = mapOf(item, 'to')
  const id = maybeText(to, 'id')
  if (to.kind === 'programme') return { kind: 'programme' }
  if (id === null) return null
  if (to.kind === 'organisation') return { kind: 'organisation', id }
  return to.kind === 'section' ? { kind: 'section', id } : null
}

const announcementOf = async (kit: Kit, id: string): Promise<Announcement | null> => {
  const item = await kit.db.get(announcementKey(id))
  const to = item?.v === announcementVersion ? readTo(item) : null
  return item && to && { id, programmeId: textOf(item, 'programmeId'), to, words: textOf(item, 'words') }
}

/** Its words are of staff and name nobody, so they are not sealed; they go when everybody has long heard them. */
const announce = async (kit: Kit, { id, programmeId, to, words }: Announcement) => {
  const now = kit.clock.now()
  const ttl = Math.ceil((now + keptFor.runDays * dayMs) / secondMs)
  const item = { ...announcementKey(id), v: announcementVersion, programmeId, to, words, at: now, ttl }
  const { ok } = await kit.db.transact([
    { put: { item, condition: { when: 'attribute_not_exists(pk)' } } },
    { put: newRun({ kind: 'announcement', programmeId, id }, now) },
  ])
  return ok ? ('announced' as const) : ('known' as const)
}

export const createOwnWords = (kit: Kit): OwnWords & Announcements => ({
  answerTo: (id, contact) => answerTo(kit, id, contact),
  announcementOf: (id) => announcementOf(kit, id),
  announce: (announcement) => announce(kit, announcement),
})

/** When a request ends: as everybody's, and one that was answered soon after. */
export const answeredAtOf = (item: Item): Instant | null =>
  item.answeredAt === undefined ? null : numberOf(item, 'answeredAt')
