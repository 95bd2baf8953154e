import { randomUUID } from 'node:crypto'
import type { WorkDeps } from '../../functions/app/agenda.ts'
import { createDeliver } from '../../functions/app/deliver.ts'
import { readNotice, type StoredNotice } from '../../functions/store/notices.ts'
import type { RunId } from '../../shared/contract/outbox.ts'
import type { Child, Family } from '../../shared/family.ts'
import type { ContactId, SectionId } from '../../shared/ids.ts'
import { aClaim, aFamily, perform, type StoreRoom, settleIn } from './store.ts'

/** A child a section, each with a seat (or what `overrides.enrolments` says), written as turns do. */
export const enrol = async (
  room: StoreRoom,
  id: string,
  sections: readonly SectionId[],
  overrides: Partial<Family> = {},
): Promise<Family> => {
  const [like] = aFamily().children
  if (!like) throw new Error('the family of the tests has a child')
  const children: readonly Child[] = sections.map((_, n) => ({
    ...like,
    id: `${id}-kid-${n + 1}`,
    name: n === 0 ? '王小明' : '王小雨',
  }))
  const enrolments = sections.map((sectionId, n) => ({
    childId: `${id}-kid-${n + 1}`,
    sectionId,
    party: 1,
    state: 'seat' as const,
    since: 1,
    until: null,
  }))
  const family = aFamily({ id, contacts: [`wx-${id}`], children, enrolments, ...overrides })
  await settleIn(room, family)
  for (const { childId, sectionId, state, until } of family.enrolments)
    await perform(
      room.store,
      aClaim({ sectionId, familyId: id, childId, until: state === 'held' ? until : null }),
    )
  return family
}

/** What works on runs, with real time by hand too; faults of the room's wire. */
export const workDeps = (room: StoreRoom, realNow: () => number = room.clock.now): WorkDeps => ({
  store: room.beside(),
  clock: room.clock,
  realNow,
  newWorker: randomUUID,
  fault: room.wire.fault,
  failed: (_: RunId, error: unknown) => {
    throw error
  },
})

/** What a gateway says now, contact and words, and that it arrived. */
export const sendAll = async (room: StoreRoom): Promise<readonly string[]> => {
  const deliver = createDeliver({
    store: room.beside(),
    clock: room.clock,
    realNow: room.clock.now,
    random: () => 0.5,
    newLeaseId: randomUUID,
    failed: (error) => {
      throw error
    },
  })
  const renewed = await deliver.renew('gateway', 'one')
  const leased =
    renewed === 'taken' ? 'stale' : await deliver.lease('gateway', renewed.token, 50, randomUUID())
  if (renewed === 'taken' || leased === 'stale') throw new Error('somebody else sends')
  for (const lease of leased) {
    await deliver.begin('gateway', renewed.token, lease)
    await deliver.ack('gateway', lease, { result: 'sent' })
  }
  return leased.map(({ contactId, replies }) => `${contactId}: ${replies.map(({ text }) => text).join('\n')}`)
}

/** Everything that was ever written to a contact, oldest first. */
export const writtenTo = async (room: StoreRoom, contact: ContactId): Promise<readonly StoredNotice[]> => {
  const found: StoredNotice[] = []
  for await (const item of room.db.query({ pk: `CONTACT#${contact}`, from: 'NOTE#', to: 'NOTE#~' })) {
    const stored = readNotice(item)
    if (stored) found.push(stored)
  }
  return found
}
