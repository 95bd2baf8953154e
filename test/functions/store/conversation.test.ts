import { beforeEach, describe, expect, it } from 'vitest'
import { type Conversation, newTalk } from '../../../functions/app/ports.ts'
import { readBody } from '../../../functions/store/conversation-item.ts'
import { dayMs, hourMs, minuteMs } from '../../../shared/time.ts'
import {
  aConversation,
  aFamily,
  anEnrolment,
  aStore,
  programmeOf,
  type StoreRoom,
  settleIn,
} from '../../support/store.ts'

const draft = {
  programmeId: 'mini-2027',
  children: [{ id: 'kid-1', name: '李小明', wanted: [], sections: [] }],
  guardian: {},
  trail: [],
}
const spoken: Partial<Conversation> = {
  talk: {
    ...newTalk(),
    programmeId: 'mini-2027',
    who: 'guardian',
    agreed: 'n1',
    draft,
    lastSaid: '请问孩子叫什么名字？',
    misses: 1,
  },
  seen: ['m1', 'm2'],
  answers: [
    {
      messageId: 'm2',
      turnId: 't2',
      at: 5,
      answer: {
        replies: [{ id: 't2.1', kind: 'text', text: '请问孩子叫什么名字？' }],
        expects: 'child.name',
        choices: [],
      },
    },
  ],
}

let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
  await room.store.publish(programmeOf({ one: 1 }))
})

const save = (conversation: Conversation, store = room.store) =>
  store.save({ conversation, family: null, entries: [] })
const reopen = async (store = room.beside()) => (await store.open('li')).conversation
const due = async (kind: 'openTurns' | 'endedConversations', now = room.clock.now()) => {
  const contacts: string[] = []
  const items = kind === 'openTurns' ? room.store.openTurns(10, now) : room.store.endedConversations(now, 10)
  for await (const contact of items) contacts.push(contact)
  return contacts
}

describe('a conversation', () => {
  it('is nothing before its first turn', async () => {
    const opening = await room.store.open('li')
    expect(opening).toMatchObject({ conversation: null, family: null })
    expect(opening.catalogue.sections.get('mini-2027.one')?.capacity).toBe(1)
  })

  it('comes back as it was saved, in another process', async () => {
    const conversation = aConversation(spoken)
    expect(await save(conversation)).toBe('saved')
    expect(await reopen()).toEqual({ ...conversation, rev: 1 })
  })

  it('is written by one of two who read the same revision', async () => {
    const conversation = aConversation(spoken)
    expect(await Promise.all([save(conversation), save(conversation, room.beside())])).toContain('conflict')
    expect(await save(conversation)).toBe('conflict')
    expect(await save({ ...conversation, rev: 1 })).toBe('saved')
  })

  it('shows no word of it in the table', async () => {
    await save(aConversation(spoken))
    const item = await room.db.get({ pk: 'CONTACT#li', sk: 'CONV' })
    const bytes = Buffer.concat(
      Object.values(item ?? {}).map((value) =>
        Buffer.from(value instanceof Uint8Array ? value : JSON.stringify(value)),
      ),
    )
    for (const word of ['李小明', '请问', 'child.name', 'guardian']) expect(bytes.includes(word)).toBe(false)
  })

  it('is let go, but not written over unseen, when its version is unknown', async () => {
    await save(aConversation(spoken))
    await room.db.update({ key: { pk: 'CONTACT#li', sk: 'CONV' }, set: 'SET v = :v', values: { ':v': 99 } })
    const conversation = await reopen()
    expect(conversation).toMatchObject({ rev: 1, talk: newTalk(), answers: [], seen: [] })
    expect(await save(conversation ?? aConversation())).toBe('saved')
  })

  it('of an older program reads what that did not know yet as none', () => {
    const { manners: _, ...older } = { ...newTalk(), misses: 1 }
    const bytes = Buffer.from(JSON.stringify({ talk: older, answers: [] }))
    expect(readBody(bytes)?.talk).toEqual({ ...newTalk(), misses: 1 })
  })

  it('starts anew when its key is gone, keeping which messages were seen', async () => {
    await save(aConversation(spoken))
    await room.keys.retire('contact:li')
    expect(await reopen()).toMatchObject({ rev: 1, talk: newTalk(), answers: [], seen: ['m1', 'm2'] })
  })

  it('never opens in another contact’s place', async () => {
    await save(aConversation(spoken))
    const item = await room.db.get({ pk: 'CONTACT#li', sk: 'CONV' })
    await room.db.put({ item: { ...item, pk: 'CONTACT#wang' } })
    await expect(room.beside().open('wang')).rejects.toMatchObject({ code: 'seal.tampered' })
  })
})

describe('a conversation that idles', () => {
  it('is whole for seven days, then only its draft and consent, and nothing after thirty', async () => {
    await save(aConversation(spoken))
    room.clock.move(7 * dayMs - 1)
    expect(await reopen()).toEqual({ ...aConversation(spoken), rev: 1 })
    room.clock.move(1)
    const faded = await reopen()
    expect(faded).toMatchObject({ seen: [], answers: [] })
    expect(faded?.talk).toEqual({
      ...newTalk(),
      programmeId: 'mini-2027',
      who: 'guardian',
      agreed: 'n1',
      draft,
    })
    room.clock.move(23 * dayMs)
    expect((await reopen())?.talk).toEqual(newTalk())
  })

  it('without a draft ends after seven days', async () => {
    await save(aConversation({ ...spoken, talk: { ...newTalk(), agreed: 'n1' } }))
    room.clock.move(7 * dayMs)
    expect((await reopen())?.talk).toEqual(newTalk())
  })

  it('keeps its link to a family as long as that lasts', async () => {
    await settleIn(room, aFamily({ enrolments: [anEnrolment] }))
    room.clock.move(40 * dayMs)
    expect(await room.store.endConversation('li', room.clock.now())).toBe('trimmed')
    const opening = await room.beside().open('li')
    expect(opening.family?.children[0]?.name).toBe('李小明')
    room.clock.move(400 * dayMs)
    expect((await room.beside().open('li')).family).toBeNull()
    expect(await room.store.endConversation('li', room.clock.now())).toBe('deleted')
  })

  it('is cut down and at last deleted by the sweep, its key too', async () => {
    await save(aConversation(spoken))
    expect(await due('endedConversations', room.clock.now() + 7 * dayMs - 1)).toEqual([])
    room.clock.move(8 * dayMs)
    expect(await due('endedConversations')).toEqual(['li'])
    expect(await room.store.endConversation('li', room.clock.now())).toBe('trimmed')
    expect(await due('endedConversations')).toEqual([])
    room.clock.move(23 * dayMs)
    expect(await due('endedConversations')).toEqual(['li'])
    expect(await room.store.endConversation('li', room.clock.now())).toBe('deleted')
    expect(await room.db.get({ pk: 'CONTACT#li', sk: 'CONV' })).toBeNull()
    expect(await room.keys.get('contact:li')).toBeNull()
    expect(await save(aConversation(spoken))).toBe('saved')
  })

  it('is kept by the sweep when somebody spoke meanwhile', async () => {
    await save(aConversation(spoken))
    room.clock.move(6 * dayMs)
    await save(aConversation({ ...spoken, rev: 1, touchedAt: room.clock.now() }))
    room.clock.move(2 * dayMs)
    expect(await room.store.endConversation('li', room.clock.now())).toBe('kept')
    expect(await room.store.endConversation('nobody', room.clock.now())).toBe('kept')
  })

  it('does not move in the index from one turn to the next of a day', async () => {
    const marks = new Set<unknown>()
    for (let rev = 0; rev < 3; rev++) {
      await save(aConversation({ ...spoken, rev, touchedAt: room.clock.now() }))
      marks.add((await room.db.get({ pk: 'CONTACT#li', sk: 'CONV' }))?.dueAt)
      room.clock.move(hourMs)
    }
    expect(marks.size).toBe(1)
  })
})

describe('an open turn', () => {
  const open = {
    messageId: 'm3',
    turnId: 't3',
    round: 1,
    effects: [{ kind: 'erase' as const, familyId: 'fam-1' }],
  }

  it('comes back with its effects and is due after a minute, until it is done', async () => {
    await save(aConversation({ ...spoken, open }))
    expect((await reopen())?.open).toEqual(open)
    expect(await due('openTurns')).toEqual([])
    expect(await due('openTurns', Number.MAX_SAFE_INTEGER / 1_000)).toEqual(['li'])
    room.clock.move(minuteMs)
    expect(await due('openTurns')).toEqual(['li'])
    expect(await room.store.endConversation('li', room.clock.now() + 30 * dayMs)).toBe('kept')
    await save(aConversation({ ...spoken, rev: 1 }))
    expect(await due('openTurns')).toEqual([])
  })
})

it('an id that cannot be part of a key is refused before anything is read', async () => {
  await expect(room.store.open('a#b')).rejects.toMatchObject({ code: 'key.id' })
  await expect(room.store.open('')).rejects.toMatchObject({ code: 'key.id' })
})
