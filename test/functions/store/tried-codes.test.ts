import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../../functions/app/ports.ts'
import { hourMs } from '../../../shared/time.ts'
import { aConversation, aFamily, aStore, programmeOf, type StoreRoom, settleIn } from '../../support/store.ts'

const code = '12345678'
let room: StoreRoom

beforeEach(async () => {
  room = await aStore()
  await room.store.publish(programmeOf({ one: 1 }))
  await settleIn(room, aFamily())
  await save('inviter', {
    kind: 'code',
    code,
    purpose: 'join',
    familyId: 'fam-1',
    until: room.clock.now() + hourMs,
  })
})

const save = (contact: string, entry: Entry) =>
  room.beside().save({ conversation: aConversation({ contact }), family: null, entries: [entry] })
const tried = (contact: string, tries: number, was: 'right' | 'wrong' | 'last') =>
  save(contact, { kind: 'code_tried', code, tries, was })
const look = async () => (await room.store.look([{ kind: 'code', code }])).codes.get(code)

describe('wrong digits tried with a code', () => {
  it('are counted with the code, and the last spends it', async () => {
    expect((await look())?.tries).toBe(0)
    expect(await tried('a', 0, 'wrong')).toBe('saved')
    expect(await tried('b', 1, 'wrong')).toBe('saved')
    expect((await look())?.tries).toBe(2)
    expect(await tried('c', 2, 'last')).toBe('saved')
    expect(await look()).toBeNull()
    expect(await save('d', { kind: 'code_used', code })).toBe('conflict')
  })

  it('of many at once one is written: the others must look again, right ones too', async () => {
    const contacts = Array.from({ length: 12 }, (_, at) => `eve-${at}`)
    const done = await Promise.all(contacts.map((contact) => tried(contact, 0, 'wrong')))
    expect(done.filter((one) => one === 'saved')).toHaveLength(1)
    expect(await tried('late', 0, 'right')).toBe('conflict')
    expect(await tried('late', 1, 'right')).toBe('saved')
  })

  it('right ones cost no try, and open nothing that is spent or over', async () => {
    expect(await tried('a', 0, 'right')).toBe('saved')
    expect((await look())?.tries).toBe(0)
    room.clock.move(hourMs)
    expect(await tried('b', 0, 'right')).toBe('conflict')
  })
})
