import { describe, expect, it } from 'vitest'
import { workOff } from '../../../functions/app/agenda.ts'
import { callList, told } from '../../../functions/app/call-list.ts'
import { instantOf, minuteMs } from '../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../support/programme.ts'
import { enrol, workDeps, writtenTo } from '../../support/roster.ts'
import { aStore, type StoreRoom, sectionOf } from '../../support/store.ts'

const day = '2027-07-07'
const run = { kind: 'schedule', programmeId: 'mini-2027', day } as const
const a = sectionOf('a')
const officer = { person: 'officer-1', roles: [{ role: 'union_officer', organisation: 'county' }] } as const

const aRoom = async (): Promise<StoreRoom> => {
  const room = await aStore({ now: instantOf('2027-07-01', '10:00') })
  await room.store.publish(aProgramme({ sections: [aSectionInput({ id: 'a' })] }))
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
    const { refOf } = await import('../../../shared/notice-ref.ts')
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
    const tell = told({ store: room.store, clock: room.clock })
    expect([await tell(ref ?? ''), await tell(ref ?? ''), await tell('nonsense')]).toEqual([
      'told',
      'told',
      'unknown',
    ])
    expect(await namesOf(room)).toEqual(['fam-1'])
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
