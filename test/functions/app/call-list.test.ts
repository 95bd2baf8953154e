import { describe, expect, it } from 'vitest'
import { workOff } from '../../../functions/app/agenda.ts'
import { callList, told } from '../../../functions/app/call-list.ts'
import type { Family } from '../../../shared/family.ts'
import { refOf } from '../../../shared/notice-ref.ts'
import { dropped } from '../../../shared/outbox.ts'
import { instantOf, minuteMs } from '../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../support/programme.ts'
import { enrol, sendAll, workDeps, writtenTo } from '../../support/roster.ts'
import { aFamily, aStore, type StoreRoom, sectionOf } from '../../support/store.ts'

const day = '2027-07-07'
const run = { kind: 'schedule', programmeId: 'mini-2027', day } as const
const a = sectionOf('a')
const officer = { person: 'officer-1', roles: [{ role: 'union_officer', organisation: 'county' }] } as const

const aRoom = async (): Promise<StoreRoom> => {
  const room = await aStore({ now: instantOf('2027-07-01', '10:00') })
  await room.store.publish(
    aProgramme({ sections: [aSectionInput({ id: 'a' }), aSectionInput({ id: 'b', site: 'canteen' })] }),
  )
  await enrol(room, 'fam-1', [a], { contacts: ['li', 'wang'] })
  await enrol(room, 'fam-2', [a])
  room.clock.move(instantOf('2027-07-06', '18:00') - room.clock.now())
  await workOff(workDeps(room))
  return room
}
const list = (room: StoreRoom, asker: Parameters<ReturnType<typeof callList>>[0] = officer) =>
  callList({ store: room.store, clock: room.clock })(asker, a, run)
const namesOf = async (room: StoreRoom) => {
  const found = await list(room)
  return found.ok ? found.value.map(({ familyId }) => familyId).sort() : found.error
}
const looks = async (room: StoreRoom) => {
  const found: unknown[] = []
  for await (const item of room.db.query({ pk: 'LOOKS#2027-07-06', from: '0', to: '9~' })) found.push(item.sk)
  return found
}

describe('whom to call', () => {
  it('is nobody before the minutes are over, then who has not answered, with names and numbers', async () => {
    const room = await aRoom()
    room.clock.move(15 * minuteMs - 1)
    expect(await namesOf(room)).toEqual([])
    room.clock.move(1)
    const found = await list(room)
    expect(await namesOf(room)).toEqual(['fam-1', 'fam-2'])
    expect(found.ok && found.value[0]?.guardians).toEqual([{ name: '李大山', phones: ['13800001234'] }])
    expect(JSON.stringify(found)).not.toMatch(/小明|花生/)
  })

  it('is no family of which one guardian said 收到', async () => {
    const room = await aRoom()
    room.clock.move(minuteMs)
    const [stored] = await writtenTo(room, 'wang')
    if (!stored) throw new Error('nothing was written')
    await room.store.change(refOf(stored.notice), (delivery) => ({
      ...delivery,
      state: 'sent',
      changedAt: room.clock.now(),
    }))
    await room.store.heard('wang', 0, room.clock.now())
    room.clock.move(15 * minuteMs)
    expect(await namesOf(room)).toEqual(['fam-2'])
  })

  it('is nobody who was told', async () => {
    const room = await aRoom()
    room.clock.move(15 * minuteMs)
    const found = await list(room)
    const ref = found.ok ? found.value.find(({ familyId }) => familyId === 'fam-2')?.refs[0] : undefined
    const tell = (said: string) => told({ store: room.store, clock: room.clock })(officer, a, said)
    expect([await tell(ref ?? ''), await tell(ref ?? ''), await tell('nonsense')]).toEqual([
      'told',
      'told',
      'unknown',
    ])
    expect(await namesOf(room)).toEqual(['fam-1'])
    const [line] = await room.store.lines([ref ?? ''])
    expect(line?.delivery).toMatchObject({ heardAt: room.clock.now(), heardBy: 'officer-1' })
    expect((await looks(room)).filter((look) => String(look).endsWith('officer-1#fam-2'))).not.toEqual([])
  })

  it('is marked as told by nobody who may not see it, nor for a family that has no place there', async () => {
    const room = await aRoom()
    room.clock.move(15 * minuteMs)
    const found = await list(room)
    const ref = found.ok ? (found.value[0]?.refs[0] ?? '') : ''
    const tell = told({ store: room.store, clock: room.clock })
    const other = { person: 'officer-2', roles: [{ role: 'union_officer', organisation: 'west' }] } as const
    const seen = (await looks(room)).length
    expect(await tell(other, a, ref)).toBe('not_allowed')
    expect(await tell(officer, sectionOf('b'), ref)).toBe('unknown')
    expect((await looks(room)).length).toBe(seen)
    expect((await room.store.lines([ref]))[0]?.delivery.heardAt).toBeNull()
  })

  it('is shown to who may see numbers there, and each look is written down', async () => {
    const room = await aRoom()
    room.clock.move(15 * minuteMs)
    const other = { person: 'officer-2', roles: [{ role: 'union_officer', organisation: 'west' }] } as const
    const viewer = { person: 'viewer-1', roles: [{ role: 'volunteer', organisation: 'hill' }] } as const
    for (const asker of [other, viewer])
      expect(await list(room, asker)).toEqual({ ok: false, error: 'not_allowed' })
    expect(await looks(room)).toEqual([])
    await list(room)
    expect(await looks(room)).toEqual([
      expect.stringMatching(/^\d{13}#officer-1#fam-1$/),
      expect.stringMatching(/^\d{13}#officer-1#fam-2$/),
    ])
  })

  it('is unknown of a run that never was', async () => {
    const room = await aRoom()
    const ask = callList({ store: room.store, clock: room.clock })
    expect(await ask(officer, a, { ...run, day: '2027-07-09' })).toEqual({ ok: false, error: 'unknown' })
  })
})

describe('whom to call about a change', () => {
  const change = { kind: 'change', programmeId: 'mini-2027', before: 1, after: 2 } as const
  const early = (from: string, to: string) => ({
    kind: 'dates' as const,
    on: [{ day, from, to }],
  })
  const programme = (from: string, to: string) =>
    aProgramme({
      sections: [
        aSectionInput({ id: 'a', dates: early(from, to) }),
        aSectionInput({ id: 'b', site: 'canteen' }),
      ],
    })
  const at = (room: StoreRoom, on: string, time: string) =>
    room.clock.move(instantOf(on, time) - room.clock.now())
  const aChange = async (given: Partial<Family> = {}): Promise<StoreRoom> => {
    const room = await aStore({ now: instantOf('2027-07-01', '10:00') })
    await room.store.publish(programme('05:30', '06:30'))
    await enrol(room, 'fam-1', [a], given)
    at(room, '2027-07-06', '22:30')
    await room.store.publish(programme('06:00', '06:45'))
    await workOff(workDeps(room))
    return room
  }
  const toCall = async (room: StoreRoom, section = a) => {
    const found = await callList({ store: room.store, clock: room.clock })(officer, section, change)
    return found.ok ? found.value.map(({ familyId }) => familyId) : found.error
  }

  it('counts from when it was written, though no gateway comes for it, and keeps it when it was too late', async () => {
    const room = await aChange()
    room.clock.move(15 * minuteMs - 1)
    expect(await toCall(room)).toEqual([])
    room.clock.move(1)
    expect(await toCall(room)).toEqual(['fam-1'])
    at(room, day, '07:30')
    expect(await sendAll(room)).toEqual([])
    const [written] = (await writtenTo(room, 'wx-fam-1')).slice(-1)
    expect(written?.delivery.state).toBe('expired')
    expect(await toCall(room)).toEqual(['fam-1'])
  })

  it('is who wants no messages, or is gone from the channel', async () => {
    const room = await aChange()
    const [written] = await writtenTo(room, 'wx-fam-1')
    if (!written) throw new Error('nothing was written')
    await room.store.change(refOf(written.notice), (delivery) =>
      dropped(delivery, 'unwanted', room.clock.now()),
    )
    room.clock.move(15 * minuteMs)
    expect(await toCall(room)).toEqual(['fam-1'])
  })

  it('is no family whose child does not come on that day, nor one of another section', async () => {
    const [child] = aFamily().children
    const days = { from: '2027-07-12', to: '2027-08-06' }
    const away = child ? [{ ...child, id: 'fam-1-kid-1', days }] : []
    const room = await aChange({ children: away })
    await enrol(room, 'fam-2', [sectionOf('b')])
    room.clock.move(15 * minuteMs)
    expect([await toCall(room), await toCall(room, sectionOf('b'))]).toEqual([[], []])
  })

  it('is a family that waits for its guardian, to whose helper it was written', async () => {
    const until = instantOf('2027-07-08', '10:00')
    const held = { childId: 'kid-1', sectionId: a, party: 1, state: 'held', since: 1, until } as const
    const { children } = aFamily()
    const pending = { helper: 'wx-helper', until }
    const room = await aChange({ contacts: [], children, pending, enrolments: [held] })
    room.clock.move(15 * minuteMs)
    expect(await toCall(room)).toEqual(['fam-1'])
    at(room, '2027-07-07', '05:00')
    expect((await writtenTo(room, 'wx-helper')).map(({ notice }) => notice.what)).toEqual(['session.changed'])
  })

  it('is known of a section that the change dropped', async () => {
    const room = await aStore({ now: instantOf('2027-07-01', '10:00') })
    await room.store.publish(programme('08:30', '10:00'))
    await enrol(room, 'fam-1', [a])
    at(room, '2027-07-06', '12:00')
    await room.store.publish(aProgramme({ sections: [aSectionInput({ id: 'b', site: 'canteen' })] }))
    await workOff(workDeps(room))
    room.clock.move(15 * minuteMs)
    expect(await toCall(room)).toEqual(['fam-1'])
    const [written] = (await writtenTo(room, 'wx-fam-1')).slice(-1)
    const tell = told({ store: room.store, clock: room.clock })
    expect(written && (await tell(officer, a, refOf(written.notice)))).toBe('told')
    expect(await toCall(room)).toEqual([])
  })
})
