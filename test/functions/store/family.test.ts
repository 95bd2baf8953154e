import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../../functions/app/ports.ts'
import { createKeyring, masterKeyOf } from '../../../functions/crypto/index.ts'
import { familyPlace } from '../../../functions/store/family-read.ts'
import { familyKey, familyKeyId } from '../../../functions/store/keys.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import { dayMs, hourMs } from '../../../shared/time.ts'
import {
  aConversation,
  aFamily,
  anEnrolment,
  aStore,
  masterBytes,
  programmeOf,
  type StoreRoom,
  settleIn,
} from '../../support/store.ts'

let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
  await room.store.publish(programmeOf({ one: 1 }))
})

const linked = (rev: number) => aConversation({ rev, familyId: 'fam-1', touchedAt: room.clock.now() })
const lookCode = async (code: string) => (await room.store.look([{ kind: 'code', code }])).codes.get(code)
const saveWith = (rev: number, ...entries: Entry[]) =>
  room.store.save({ conversation: linked(rev), family: null, entries })

describe('a family', () => {
  it('comes back as it was saved, enrolments and all', async () => {
    const family = aFamily({
      left: ['g2'],
      enrolments: [
        { childId: 'kid-1', sectionId: 'mini-2027.one', party: 2, state: 'held', since: 5, until: 9 },
      ],
    })
    await settleIn(room, family)
    expect((await room.beside().open('li')).family).toEqual({ ...family, rev: 1 })
  })

  it('lists its enrolments in one order, however often it is read', async () => {
    const sections = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `test.${id}`)
    const enrolments = sections.toReversed().map((sectionId) => ({ ...anEnrolment, sectionId }))
    await settleIn(room, aFamily({ enrolments }))
    const read = (await room.beside().open('li')).family?.enrolments
    expect(read?.map(({ sectionId }) => sectionId)).toEqual(sections)
  })

  it('is written by one of two who read the same revision, and then nothing of the other', async () => {
    await settleIn(room, aFamily())
    const wang = aConversation({ contact: 'wang', familyId: 'fam-1', touchedAt: room.clock.now() })
    const answers = await Promise.all([
      room.store.save({ conversation: linked(1), family: aFamily({ rev: 1, left: ['g1'] }), entries: [] }),
      room.beside().save({ conversation: wang, family: aFamily({ rev: 1, left: ['g2'] }), entries: [] }),
    ])
    expect([...answers].sort()).toEqual(['conflict', 'saved'])
    const written = (await room.store.open('li')).family?.left
    expect(written).toEqual(answers[0] === 'saved' ? ['g1'] : ['g2'])
    const wangSaved = (await room.beside().open('wang')).conversation !== null
    expect(wangSaved).toBe(answers[1] === 'saved')
  })

  it('shows ids and states in the table, and nobody’s name, number or health', async () => {
    await settleIn(room, aFamily())
    const item = await room.db.get({ pk: 'FAMILY#fam-1', sk: 'FAMILY' })
    expect(item).toMatchObject({ v: 2, rev: 1, contacts: ['li'], programmeId: 'mini-2027' })
    const clear = JSON.stringify({ ...item, body: null })
    for (const word of ['小明', '13800001234', '花生', '奶奶', '爸爸', '2019'])
      expect(clear).not.toContain(word)
  })

  it('of version 1, which knew no told ages, is read as it was and written in the new version', async () => {
    await settleIn(room, aFamily())
    const { guardians, children, consents } = aFamily()
    const before = children.map(({ told: _, ...child }) => child)
    const bytes = Buffer.from(JSON.stringify({ guardians, children: before, consents }))
    const keyring = createKeyring({ keys: room.keys, master: masterKeyOf(masterBytes) })
    const body = await keyring.seal(familyKeyId('fam-1'), familyPlace('fam-1'), bytes)
    const item = await room.db.get(familyKey('fam-1'))
    await room.db.put({ item: { ...item, v: 1, body } })

    const read = (await room.beside().open('li')).family
    expect(read).toEqual({ ...aFamily(), rev: 1 })
    await room.store.save({ conversation: linked(1), family: read, entries: [] })
    expect(await room.db.get(familyKey('fam-1'))).toMatchObject({ v: 2, rev: 2 })
  })

  it('lets the contact’s own key go, so that older copies of the talk are dead', async () => {
    await room.store.save({ conversation: aConversation(), family: null, entries: [] })
    expect(await room.keys.get('contact:li')).not.toBeNull()
    await settleIn(room, aFamily())
    expect(await room.keys.get('contact:li')).toBeNull()
    expect((await room.beside().open('li')).conversation?.familyId).toBe('fam-1')
  })

  it('unconfirmed ends with its helper’s 48 hours, and the helper hears of it', async () => {
    const until = room.clock.now() + 48 * hourMs
    await settleIn(room, aFamily({ contacts: [], pending: { helper: 'teacher', until } }))
    room.clock.move(48 * hourMs)
    expect(await room.store.endFamily('fam-1', room.clock.now() - 1)).toBe('kept')
    const ended: string[] = []
    for await (const id of room.store.endedFamilies(room.clock.now(), 10)) ended.push(id)
    expect(ended).toEqual(['fam-1'])
    expect(await room.store.endFamily('fam-1', room.clock.now())).toBe('erased')
    expect((await room.store.after('teacher', '', 10)).map((notice) => notice.what)).toEqual([
      'family.lapsed',
    ])
    expect(await room.store.endFamily('fam-1', room.clock.now())).toBe('erased')
    for await (const id of room.store.endedFamilies(room.clock.now(), 10)) expect.fail(`still due: ${id}`)
  })

  it('is gone for every reader 90 days after the season, a year later when it agreed to hear of the next', async () => {
    const agreed = { scope: 'next_year', given: true, at: 1, by: { contact: 'li' }, notice: 'n1' } as const
    await settleIn(room, aFamily({ enrolments: [anEnrolment] }))
    await settleIn(
      room,
      aFamily({ id: 'fam-2', contacts: ['wang'], consents: [...aFamily().consents, agreed] }),
    )
    room.clock.move(170 * dayMs)
    expect((await room.beside().open('li')).family).not.toBeNull()
    room.clock.move(2 * dayMs)
    expect((await room.beside().open('li')).family).toBeNull()
    expect((await room.beside().open('wang')).family?.id).toBe('fam-2')
  })
})

describe('entries of a save', () => {
  beforeEach(() => settleIn(room, aFamily()))
  const code = (until: number): Entry => ({
    kind: 'code',
    code: '12345678',
    purpose: 'join',
    familyId: 'fam-1',
    until,
  })

  it('a consent is a line of its own that nobody overwrites', async () => {
    const consent = { scope: 'photo', given: false, at: 7, by: { contact: 'li' }, notice: 'n1' } as const
    const entry: Entry = { kind: 'consent', familyId: 'fam-1', consent }
    expect(await saveWith(1, entry)).toBe('saved')
    expect(await saveWith(2, entry)).toBe('conflict')
    expect(await room.db.get({ pk: 'FAMILY#fam-1', sk: 'CONSENT#0000000000007#photo' })).toMatchObject({
      ...consent,
    })
  })

  it('a code holds until its end, opens the family, and is used once', async () => {
    const until = room.clock.now() + hourMs
    expect(await lookCode('12345678')).toBeNull()
    expect(await saveWith(1, code(until))).toBe('saved')
    expect(await saveWith(2, code(until))).toBe('conflict')
    expect(await lookCode('12345678')).toMatchObject({
      purpose: 'join',
      until,
      family: { id: 'fam-1', rev: 1 },
    })
    const used: Entry = { kind: 'code_used', code: '12345678' }
    const uses = await Promise.all([
      saveWith(2, used),
      room.beside().save({ conversation: aConversation({ contact: 'wang' }), family: null, entries: [used] }),
    ])
    expect([...uses].sort()).toEqual(['conflict', 'saved'])
    expect(await lookCode('12345678')).toBeNull()
  })

  it('a code that is over neither opens nor may be used, and may be given out again', async () => {
    await saveWith(1, code(room.clock.now() + hourMs))
    room.clock.move(hourMs)
    expect(await lookCode('12345678')).toBeNull()
    expect(await saveWith(2, { kind: 'code_used', code: '12345678' })).toBe('conflict')
    expect(await saveWith(2, code(room.clock.now() + hourMs))).toBe('saved')
  })

  it.each(['', 'a#b', '１２３４５６７８', '1'.repeat(200)])(
    'a code that is none (%s) opens nothing',
    async (typed) => {
      expect(await lookCode(typed)).toBeNull()
    },
  )

  it('a case keeps its words sealed, with a family or without', async () => {
    await saveWith(1, { kind: 'case', id: 'c1', familyId: 'fam-1', words: '想问接送' })
    await saveWith(2, { kind: 'case', id: 'c2', familyId: null, words: '想问接送' })
    for (const id of ['c1', 'c2']) {
      const item = await room.db.get({ pk: `CASE#${id}`, sk: 'CASE' })
      expect(item).toMatchObject({ contact: 'li', at: room.clock.now() })
      expect(item?.due).toMatch(/^case#/)
      expect(Buffer.from(item?.words instanceof Uint8Array ? item.words : []).includes('接送')).toBe(false)
    }
  })

  it('all are written or none is', async () => {
    const consent: Entry = {
      kind: 'consent',
      familyId: 'fam-1',
      consent: { scope: 'photo', given: true, at: 8, by: { paper: 'p1' }, notice: 'n1' },
    }
    expect(await saveWith(1, consent, { kind: 'code_used', code: '00000000' })).toBe('conflict')
    expect(await room.db.get({ pk: 'FAMILY#fam-1', sk: 'CONSENT#0000000000008#photo' })).toBeNull()
    expect((await room.store.open('li')).conversation?.rev).toBe(1)
  })
})

describe('the mailbox', () => {
  const notice = (n: number, at: number): Notice => ({
    id: `n${n}`,
    to: 'li',
    what: 'family.joined',
    at,
    about: { familyId: 'fam-1' },
  })
  const entry = (n: number, at: number): Entry => ({ kind: 'notice', notice: notice(n, at) })
  const ids = async (after: string, limit = 10) =>
    (await room.store.after('li', after, limit)).map(({ id }) => id)

  it('gives what came after a cursor, oldest first, in pages', async () => {
    const now = room.clock.now()
    await room.store.save({
      conversation: aConversation(),
      family: null,
      entries: [entry(2, now + 1), entry(1, now), entry(3, now + 1)],
    })
    expect(await room.store.after('li', '', 1)).toEqual([{ ...notice(1, now), fresh: true }])
    expect(await ids('')).toEqual(['n1', 'n2', 'n3'])
    expect(await ids(`${now}#n1`)).toEqual(['n2', 'n3'])
    expect(await ids(`${now + 1}#n2`)).toEqual(['n3'])
    expect(await ids(`${now + 1}`)).toEqual(['n2', 'n3'])
    expect(await ids('', 2)).toEqual(['n1', 'n2'])
    expect(await ids('no cursor')).toEqual(['n1', 'n2', 'n3'])
  })

  it('forgets after seven days', async () => {
    await room.store.save({
      conversation: aConversation(),
      family: null,
      entries: [entry(1, room.clock.now())],
    })
    room.clock.move(7 * dayMs)
    expect(await ids('')).toEqual([])
  })
})
