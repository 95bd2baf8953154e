import { ScanCommand } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../../functions/app/ports.ts'
import type { Child, Family } from '../../../shared/family.ts'
import { knownOf } from '../../../shared/same-child.ts'
import {
  aConversation,
  aFamily,
  anEnrolment,
  aStore,
  counting,
  perform,
  programmeOf,
  type StoreRoom,
  settleIn,
} from '../../support/store.ts'

let room: StoreRoom
beforeEach(async () => {
  room = await aStore()
  await room.store.publish(programmeOf({ one: 3 }))
})

const [base] = aFamily().children
if (!base) throw new Error('the family of the tests has no child')
const childOf = (overrides: Partial<Child> = {}): Child => ({ ...base, ...overrides })

const familyOf = (name: string, children: readonly Child[], more: Partial<Family> = {}): Family =>
  aFamily({
    id: `fam-${name}`,
    contacts: [name],
    children: children.map((child, nth) => ({ ...child, id: `${name}-${nth}` })),
    enrolments: [{ ...anEnrolment, childId: `${name}-0` }],
    ...more,
  })

/** Asked for a child that nobody has entered yet, unless `own` says whose it is. */
const look = async (child: Child, own: string | null = null) => {
  const children = [{ key: 'k', known: knownOf(child, 2027) }]
  const { same } = await room.store.look([
    { kind: 'same', programmeId: 'mini-2027', familyId: own, children },
  ])
  return same.get('k') ?? { marks: [], others: [] }
}

const marks = async () => {
  const { Items = [] } = await room.client.send(new ScanCommand({ TableName: room.tableName }))
  return Items.filter(({ pk }) => pk?.S?.startsWith('CHILD#'))
}

const alike = async (child: Child) => {
  const { marks } = await look(child)
  const outcome = await perform(room.store, {
    kind: 'same',
    familyId: 'fam-new',
    children: [{ childId: 'new', marks }],
  })
  const [found] = outcome.did === 'same' ? outcome.found : []
  if (!found) throw new Error('nothing was looked up')
  return found
}

describe('a child that another family has entered', () => {
  it('is found by name and month of birth, with who may be asked and nothing else', async () => {
    await settleIn(room, familyOf('li', [childOf()]))
    expect((await look(childOf())).others).toEqual([
      { familyId: 'fam-li', childId: 'li-0', asks: 'guardians', hearers: ['li'] },
    ])
    expect((await look(childOf(), 'fam-li')).others).toEqual([])
    expect((await look(childOf({ birth: '2019-06' }))).others).toEqual([])
    expect((await look(childOf({ birth: '2018-05' }))).others).toEqual([])
    expect((await look(childOf({ name: '李小刚' }))).others).toEqual([])
  })

  it('the month may be unknown of either', async () => {
    await settleIn(room, familyOf('li', [childOf({ birth: '2019' })]))
    expect((await look(childOf())).others).toHaveLength(1)
    expect((await look(childOf({ birth: '2019-08' }))).others).toHaveLength(1)
  })

  it('an age finds a birth, and a birth an age', async () => {
    const told = { age: 7, on: '2027-06-01' }
    await settleIn(room, familyOf('li', [childOf({ birth: null, told })]))
    expect((await look(childOf())).others).toHaveLength(1)
    await settleIn(room, familyOf('wang', [childOf({ name: '王小雨' })]))
    expect((await look(childOf({ name: '王小雨', birth: null, told }))).others).toHaveLength(1)
  })

  it('whose month is known comes first', async () => {
    await settleIn(room, familyOf('year', [childOf({ birth: '2019' })]))
    await settleIn(room, familyOf('month', [childOf()]))
    expect((await look(childOf())).others.map(({ familyId }) => familyId)).toEqual(['fam-month', 'fam-year'])
  })

  it('of a helper’s entry the helper may be asked', async () => {
    const pending = { helper: 'zhou', until: room.clock.now() + 1_000 }
    await settleIn(room, familyOf('li', [childOf()], { contacts: [], pending }))
    expect((await look(childOf())).others).toMatchObject([{ asks: 'helper', hearers: ['zhou'] }])
    room.clock.move(1_000)
    expect((await look(childOf())).others).toEqual([])
  })

  it('another programme knows nothing of it', async () => {
    await settleIn(room, familyOf('li', [childOf()]))
    const children = [{ key: 'k', known: knownOf(childOf(), 2027) }]
    const query = { kind: 'same', programmeId: 'other', familyId: null, children } as const
    expect((await room.store.look([query])).same.get('k')?.others).toEqual([])
  })
})

describe('the marks of children', () => {
  it('hold no name, no date and no number', async () => {
    await settleIn(room, familyOf('li', [childOf()]))
    const [mark, ...others] = await marks()
    expect(others).toEqual([])
    expect(JSON.stringify(mark)).not.toMatch(/李|小明|2019|05-03|138/)
    expect(Object.keys(mark ?? {}).sort()).toEqual(['child', 'family', 'month', 'pk', 'sk', 'ttl', 'v'])
  })

  it('cost nothing while children stay as they are', async () => {
    await settleIn(room, familyOf('li', [childOf()]))
    const { store, spent } = counting(room)
    const { family, conversation } = await store.open('li')
    if (!family || !conversation) throw new Error('no family')
    spent()
    await store.save({ conversation, family: { ...family, left: ['g9'] }, entries: [] })
    const calls = spent()
    expect(calls).toHaveLength(1)
    expect(JSON.stringify(calls)).not.toContain('CHILD#')
  })

  it('follow a name that is put right, and go with a child that is taken out', async () => {
    await settleIn(room, familyOf('li', [childOf()]))
    const save = async (children: (family: Family) => readonly Child[]) => {
      const { family, conversation } = await room.store.open('li')
      if (!family || !conversation) throw new Error('no family')
      expect(
        await room.store.save({
          conversation,
          family: { ...family, children: children(family) },
          entries: [],
        }),
      ).toBe('saved')
    }
    await save(({ children }) => children.map((child) => ({ ...child, name: '李小红' })))
    expect(await marks()).toHaveLength(1)
    expect((await look(childOf())).others).toEqual([])
    expect((await look(childOf({ name: '李小红' }))).others).toHaveLength(1)
    await save(() => [])
    expect(await marks()).toEqual([])
  })

  it('go with an erasure, stopped anywhere', async () => {
    await settleIn(room, familyOf('li', [childOf(), childOf({ name: '李小红' })]))
    room.wire.arm(4)
    const erase = () => perform(room.store, { kind: 'erase', familyId: 'fam-li' })
    await erase().catch(() => undefined)
    await erase()
    expect(await marks()).toEqual([])
  })

  it('an erasure that was cut short leaves alone who got the place since', async () => {
    for (let nth = 1; nth <= 9; nth++) {
      room = await aStore()
      await room.store.publish(programmeOf({ one: 3 }))
      const erase = () => perform(room.store, { kind: 'erase', familyId: 'fam-li' })
      await enter('li', (await alike(childOf())).free)
      room.wire.arm(nth)
      await erase().catch(() => undefined)
      room.wire.arm(10_000)
      if ((await marks()).length > 0) continue
      await enter('wang', (await alike(childOf())).free)
      await erase()
      expect([nth, (await marks()).map(({ family }) => family?.S)]).toEqual([nth, ['fam-wang']])
    }
  })

  it('of who was stored before there were any are written with the family’s next change', async () => {
    await settleIn(room, familyOf('li', [childOf()]))
    for (const mark of await marks())
      await room.db.del({ key: { pk: mark.pk?.S ?? '', sk: mark.sk?.S ?? '' } })
    await room.db.update({ key: { pk: 'FAMILY#fam-li', sk: 'FAMILY' }, set: 'REMOVE marks' })
    const { family, conversation } = await room.store.open('li')
    if (!family || !conversation) throw new Error('no family')
    await room.store.save({ conversation, family, entries: [] })
    expect((await look(childOf())).others).toHaveLength(1)
  })
})

/** Writes a family whose child is marked where it was free. */
const enter = (name: string, free: Readonly<Record<string, number>>) => {
  const entries: readonly Entry[] = [{ kind: 'entering', free }]
  const family = familyOf(name, [childOf()])
  const conversation = aConversation({ contact: name, familyId: family.id })
  return room.store.save({ conversation, family, entries })
}

describe('of many who enter one child at once', () => {
  it('one is written, and the next look of every other finds it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), async (count) => {
        room = await aStore()
        await room.store.publish(programmeOf({ one: 3 }))
        const { free, others } = await alike(childOf())
        expect(others).toEqual([])
        const names = Array.from({ length: count }, (_, nth) => `p${nth}`)
        const saved = await Promise.all(names.map((name) => enter(name, free)))
        expect(saved.filter((one) => one === 'saved')).toHaveLength(1)
        expect((await alike(childOf())).others).toHaveLength(1)
      }),
      { numRuns: 8 },
    )
  })
})

describe('an ask to come into a family', () => {
  const ask = {
    contact: 'wang',
    from: 'fam-wang',
    childId: 'li-0',
    as: 'father',
    at: 1,
    until: Number.MAX_SAFE_INTEGER,
    answer: null,
  } as const
  const asked = async () => {
    await settleIn(room, familyOf('li', [childOf()]))
    const conversation = aConversation({ contact: 'wang' })
    const entries: readonly Entry[] = [{ kind: 'ask', familyId: 'fam-li', ask }]
    return room.store.save({ conversation, family: null, entries })
  }
  const kin = async () =>
    (await room.store.look([{ kind: 'kin', familyId: 'fam-li', contact: 'wang' }])).kin.get('fam-li')

  it('stands with the family, which is shown to nobody before it says yes', async () => {
    expect(await asked()).toBe('saved')
    const { family, conversation } = await room.store.open('li')
    expect(family?.asks).toEqual([ask])
    expect(await kin()).toEqual({ answer: 'waiting', family: null })
    if (!family || !conversation) throw new Error('no family')
    await room.store.save({
      conversation,
      family: { ...family, asks: [{ ...ask, answer: 'yes' }] },
      entries: [],
    })
    expect(await kin()).toMatchObject({ answer: 'yes', family: { id: 'fam-li' } })
  })

  it('is not written into a family that is gone', async () => {
    const conversation = aConversation({ contact: 'wang' })
    const entries: readonly Entry[] = [{ kind: 'ask', familyId: 'fam-li', ask }]
    expect(await room.store.save({ conversation, family: null, entries })).toBe('conflict')
    expect(await kin()).toEqual({ answer: 'gone', family: null })
  })

  it('ends when who asked is erased', async () => {
    await asked()
    await perform(room.store, { kind: 'ask_no_more', familyId: 'fam-li', contact: 'wang' })
    expect((await room.store.open('li')).family?.asks).toBeUndefined()
    expect(await kin()).toEqual({ answer: 'silence', family: null })
  })
})
