import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Conversation, newTalk } from '../../../../functions/app/ports.ts'
import {
  createKeyring,
  fileKeyStore,
  type KeyStore,
  masterKeyOf,
  memoryKeyStore,
} from '../../../../functions/crypto/index.ts'
import type { Notice } from '../../../../shared/contract/outbox.ts'
import { dayMs } from '../../../../shared/time.ts'
import {
  aClaim,
  aConversation,
  aFamily,
  aStore,
  masterBytes,
  perform,
  programmeOf,
  Stopped,
  type StoreRoom,
  said,
  sectionOf,
  settleIn,
  stateOf,
} from '../../../support/store.ts'

const secrets = ['小明', '李大山', '13800001234', '花生', '王小雨', '接送的话']
const seat = sectionOf('seat')
const queue = sectionOf('queue')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houniao-erase-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const scan = async (room: StoreRoom) =>
  (await room.client.send(new ScanCommand({ TableName: room.tableName, ConsistentRead: true }))).Items ?? []

const tableBytes = async (room: StoreRoom): Promise<Buffer> =>
  Buffer.concat(
    (await scan(room)).flatMap((item) =>
      Object.values(item).map((value) => Buffer.from(value.B ?? JSON.stringify(value))),
    ),
  )

/** A family with a seat, a place in a queue, a second guardian, a code, a case, consents and talks of both. */
const aFullHouse = async (nth: number, keys: KeyStore = fileKeyStore(join(folder, `keys-${nth}`))) => {
  const room = await aStore({ keys })
  await room.store.publish(programmeOf({ seat: 1, queue: 1 }))
  const enrolled = [
    { childId: 'kid-1', sectionId: seat, party: 1, state: 'seat' as const, since: 1, until: null },
    { childId: 'kid-1', sectionId: queue, party: 1, state: 'waiting' as const, since: 1, until: null },
  ]
  await settleIn(room, aFamily({ contacts: ['li', 'wang'], enrolments: enrolled }))
  await settleIn(room, aFamily({ id: 'fam-2', contacts: ['zhao'] }))
  await perform(room.store, aClaim({ sectionId: seat }))
  await perform(room.store, aClaim({ sectionId: queue, familyId: 'fam-2', childId: 'kid-0' }))
  await perform(room.store, aClaim({ sectionId: queue }))
  await perform(room.store, aClaim({ sectionId: seat, familyId: 'fam-2', childId: 'kid-2' }))
  const words: Partial<Conversation> = { familyId: 'fam-1', talk: { ...newTalk(), lastSaid: '小明的名额' } }
  await room.store.save({
    conversation: aConversation({ ...words, contact: 'wang' }),
    family: null,
    entries: [
      { kind: 'code', code: '11112222', purpose: 'join', familyId: 'fam-1', until: room.clock.now() + 1_000 },
      { kind: 'case', id: 'case-1', familyId: 'fam-1', words: '接送的话' },
      {
        kind: 'consent',
        familyId: 'fam-1',
        consent: { scope: 'photo', given: true, at: 3, by: { contact: 'wang' }, notice: 'n1' },
      },
    ],
  })
  for (const to of ['li', 'wang'])
    await room.store.put({
      id: `s-${to}`,
      to,
      what: 'schedule.tomorrow',
      at: 9,
      about: { familyId: 'fam-1' },
    })
  return room
}

const erase = { kind: 'erase', familyId: 'fam-1' } as const

const expectErased = async (room: StoreRoom): Promise<void> => {
  const left = (await scan(room)).map((item) => `${item.pk?.S}/${item.sk?.S}`)
  expect(left.filter((key) => /FAMILY#fam-1|11112222|case-1|NOTE#.*#s-/.test(key))).toEqual([])
  expect(left).toContain('ERASED/fam-1')
  expect(stateOf((await room.beside().open('zhao')).family, seat, 'kid-2')).toBe('offered')
  for (const [section, free] of [
    [seat, 0],
    [queue, 0],
  ] as const) {
    const recount = await room.store.recountSection(section)
    expect(recount).toMatchObject({
      left: { stored: free, counted: free },
      waiting: { stored: 0, counted: 0 },
      orphans: [],
    })
  }
  expect(await room.keys.get('family:fam-1')).toBeNull()
  for await (const id of room.store.endedFamilies(room.clock.now(), 10)) expect.fail(`still due: ${id}`)
}

describe('messages that were to go out', () => {
  const toLi = (n: number, overrides: Partial<Notice> = {}): Notice => ({
    id: `n-${n}`,
    to: 'li',
    what: 'schedule.tomorrow',
    at: 5 + n,
    about: { familyId: 'fam-1' },
    ...overrides,
  })
  const keysOf = async (room: StoreRoom) =>
    (await scan(room)).map((item) => `${item.sk?.S}`).filter((key) => key.startsWith('NOTE#'))
  const lease = async (room: StoreRoom, leaseId: string) => {
    const now = room.clock.now()
    const leased = await room.store.lease('gateway', { limit: 9, leaseId, now, realNow: now })
    return leased.map(({ notice }) => notice.id)
  }

  it('go with the family that they are about, in every state and to each of its guardians', async () => {
    const room = await aStore()
    await room.store.publish(programmeOf({ one: 1 }))
    await settleIn(room, aFamily({ contacts: ['li', 'wang'] }))
    const at = room.clock.now()
    await room.store.put(toLi(1, { at }))
    expect(await lease(room, 'lease-1')).toEqual(['n-1'])
    await room.store.put(toLi(2, { at }))
    await room.store.put(toLi(3, { at, to: 'wang' }))
    await room.store.put(toLi(4, { at, about: { familyId: 'fam-2' } }))
    await room.store.put(toLi(5, { at, what: 'family.erased' }))
    await perform(room.store, erase)
    expect((await keysOf(room)).map((key) => key.slice(-3))).toEqual(['n-4', 'n-5'])
    expect((await lease(room, 'lease-2')).sort()).toEqual(['n-4', 'n-5'])
  })

  it('go with the conversation, but what tells of a family’s end is still to be heard', async () => {
    const room = await aStore()
    await room.store.save({ conversation: aConversation(), family: null, entries: [] })
    room.clock.move(8 * dayMs)
    const at = room.clock.now() - dayMs
    await room.store.put(toLi(1, { at, about: {}, what: 'announcement' }))
    await room.store.put(toLi(2, { at, what: 'family.lapsed' }))
    expect(await room.store.endConversation('li', room.clock.now())).toBe('deleted')
    expect(await lease(room, 'lease-1')).toEqual(['n-2'])
    expect(await keysOf(room)).toHaveLength(1)
  })
})

describe('erasing a family', () => {
  it('leaves nothing of it but a line in two ledgers, and gives its seat to who waited', async () => {
    const room = await aFullHouse(1)
    expect(said(await perform(room.store, erase))).toEqual({ did: 'erased' })
    await expectErased(room)
    const ledger = []
    for await (const line of room.keys.erasures()) ledger.push(line)
    expect(ledger).toEqual([{ id: 'family:fam-1', at: room.clock.now() }])
    expect(said(await perform(room.store, erase))).toEqual({ did: 'erased' })
    await expectErased(room)
  })

  it('leaves no word in the table or beside the keys, before and after', async () => {
    const room = await aFullHouse(2)
    for (const stage of ['before', 'after']) {
      if (stage === 'after') await perform(room.store, erase)
      const bytes = await tableBytes(room)
      for (const word of secrets) expect(bytes.includes(word), `${word} ${stage}`).toBe(false)
      const keyFolder = join(folder, 'keys-2')
      const files = (await readdir(keyFolder, { recursive: true, withFileTypes: true })).filter((each) =>
        each.isFile(),
      )
      for (const file of files) {
        const text = await readFile(join(file.parentPath, file.name), 'utf8')
        for (const word of secrets) expect(text).not.toContain(word)
      }
    }
  })

  it('starts both guardians’ talks anew', async () => {
    const room = await aFullHouse(3)
    await perform(room.store, erase)
    for (const contact of ['li', 'wang']) {
      for (const store of [room.store, room.beside()]) {
        const opening = await store.open(contact)
        expect(opening).toMatchObject({
          family: null,
          conversation: { familyId: null, talk: newTalk(), answers: [] },
        })
      }
    }
    const { conversation } = await room.store.open('wang')
    expect(
      await room.store.save({ conversation: conversation ?? aConversation(), family: null, entries: [] }),
    ).toBe('saved')
  })

  it('lets nobody write the family who read it before', async () => {
    const room = await aFullHouse(4)
    const { conversation, family } = await room.store.open('wang')
    if (!conversation || !family) throw new Error('the family of this test is missing')
    const other = room.beside()
    await other.open('wang')
    await perform(room.store, erase)
    for (const store of [room.store, other]) {
      expect(await store.save({ conversation, family: { ...family, left: ['g1'] }, entries: [] })).toBe(
        'conflict',
      )
    }
    await expectErased(room)
  })

  it('makes every copy of the data dead: a backup brought back opens nothing, and a replay erases it again', async () => {
    const room = await aFullHouse(5)
    const backup = await scan(room)
    await perform(room.store, erase)
    for (const Item of backup) await room.client.send(new PutItemCommand({ TableName: room.tableName, Item }))
    const restored = room.beside()
    expect((await restored.open('li')).family).toBeNull()
    const ring = createKeyring({ keys: room.keys, master: masterKeyOf(masterBytes) })
    for (const item of backup) {
      for (const field of ['body', 'words']) {
        const under = item.under?.S ?? `family:${item.pk?.S?.slice('FAMILY#'.length)}`
        const blob = item[field]?.B
        if (!blob || !under.endsWith('fam-1')) continue
        expect(await ring.unseal(under, `${item.pk?.S}\n${item.sk?.S}\n${field}`, blob)).toBeNull()
      }
    }
    expect(await restored.replayErasures()).toBe(1)
    await expectErased(room)
  })

  it('stopped at any point and begun again comes to the same', { timeout: 60_000 }, async () => {
    for (let nth = 1; nth < 60; nth++) {
      const room = await aFullHouse(nth, memoryKeyStore())
      room.wire.arm(nth)
      const stopped = await perform(room.store, erase).then(
        () => false,
        (error: unknown) => error instanceof Stopped,
      )
      if (!stopped) {
        expect(nth).toBeGreaterThan(10)
        return
      }
      // Half of the time by the person, who says it again; half by the sweep, which finds it in the ledger.
      if (nth % 2 === 0) await perform(room.beside(), erase)
      else
        for await (const id of room.store.endedFamilies(room.clock.now(), 10))
          await room.beside().endFamily(id, room.clock.now())
      await expectErased(room)
    }
    expect.fail('the erasure never came to its end')
  })

  it('gives back what a turn claimed that the family never heard of', async () => {
    const room = await aFullHouse(6)
    const claim = aClaim({ sectionId: queue, childId: 'kid-9' })
    const { conversation } = await room.store.open('wang')
    if (!conversation) throw new Error('the conversation of this test is missing')
    const open = { messageId: 'm', turnId: 't', round: 1, effects: [claim] }
    await room.store.save({ conversation: { ...conversation, open }, family: null, entries: [] })
    await perform(room.store, claim)
    await perform(room.store, erase)
    await expectErased(room)
    // The turn was slower than the erasure: it claims once more, and is cleared up when it looks again.
    await perform(room.store, claim)
    expect((await room.store.open('wang')).conversation?.open).toBeNull()
    await expectErased(room)
  })
})
