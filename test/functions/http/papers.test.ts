import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { calendarPath, createCalendar, renewCalendar } from '../../../functions/app/calendar.ts'
import { cardPath, createCard } from '../../../functions/app/cards.ts'
import type { Pictures } from '../../../functions/app/ports.ts'
import { createTickets } from '../../../functions/crypto/index.ts'
import { createApp } from '../../../functions/http/app.ts'
import { writeCalendar } from '../../../functions/render/calendar.ts'
import { dayMs, instantOf } from '../../../shared/time.ts'
import { aChild, anEnrolment, sectionIds } from '../../support/family.ts'
import { someDeps } from '../../support/http.ts'
import { aProgramme, aSectionInput } from '../../support/programme.ts'
import { aFamily, aStore, type StoreRoom, settleIn } from '../../support/store.ts'

const day = '2027-07-07'
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47)
const cards = createTickets(async () => 'secret of cards')
const calendars = createTickets(async () => 'secret of calendars')
const threeSites = aFamily({
  children: [aChild({ name: '王小雨' }), aChild({ id: 'child-2', name: '王大明' })],
  enrolments: [
    anEnrolment(),
    anEnrolment({ sectionId: sectionIds.film }),
    anEnrolment({ childId: 'child-2', sectionId: sectionIds.ball }),
    anEnrolment({ childId: 'child-2', sectionId: sectionIds.tiny, state: 'waiting' }),
  ],
})

let room: StoreRoom
let drawn: string[]
let picture: Uint8Array | null
beforeEach(async () => {
  room = await aStore({ now: instantOf(day, '08:00') - dayMs })
  await room.store.publish(aProgramme())
  await settleIn(room, threeSites)
  drawn = []
  picture = png
})

const open = () => {
  const pictures: Pictures = {
    schedule: async (view) => {
      drawn.push(JSON.stringify(view))
      return picture
    },
  }
  const { store, clock } = room
  const write = writeCalendar('小候鸟课表')
  const papers = {
    card: createCard({ store, clock, pictures, tickets: cards }),
    calendar: createCalendar({ store, clock, tickets: calendars, write }),
  }
  const { deps, logged } = someDeps({ papers })
  return { ask: (path: string) => createApp(deps).request(path), app: createApp(deps), logged }
}
const links = () => ({ store: room.store, tickets: calendars })
const read = async (response: Response) =>
  new ICAL.Component(ICAL.parse(await response.text())).getAllSubcomponents('vevent').map((component) => ({
    title: String(component.getFirstPropertyValue('summary')),
    sequence: Number(component.getFirstPropertyValue('sequence')),
    status: String(component.getFirstPropertyValue('status')),
    start: String(component.getFirstPropertyValue('dtstart')),
  }))

describe('a card’s address', () => {
  it('shows the day’s lessons, kept by nobody on the way', async () => {
    const response = await open().ask(await cardPath(cards, 'fam-1', day))

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(png)
    expect(drawn.join()).toContain('小雨')
    expect(drawn.join()).not.toContain('王')
  })

  it('is over with its day, to the minute', async () => {
    const { ask } = open()
    const path = await cardPath(cards, 'fam-1', day)
    room.clock.move(instantOf('2027-07-08') - room.clock.now() - 1)
    expect((await ask(path)).status).toBe(200)

    room.clock.move(1)
    expect((await ask(path)).status).toBe(404)
  })

  it('wrong, foreign, over and of nobody is one and the same 404', async () => {
    const { ask, logged } = open()
    const good = await cardPath(cards, 'fam-1', day)
    const paths = [
      '/cards/guess.png',
      `/cards/${'a'.repeat(4_000)}.png`,
      good.replace(/.\.png$/, good.endsWith('A.png') ? 'B.png' : 'A.png'),
      good.replace('.png', ''),
      good.replace('.png', '.ics'),
      await cardPath(
        createTickets(async () => 'of another installation'),
        'fam-1',
        day,
      ),
      await cardPath(calendars, 'fam-1', day),
      await cardPath(cards, 'fam-2', day),
      await cardPath(cards, 'no id#', day),
      await cardPath(cards, 'fam-1', '2027-07-05'),
      `/cards/${await cards.make(['fam-1', 'someday', '9999999999999'])}.png`,
    ]

    const answers = await Promise.all(paths.map(ask))
    const bodies = await Promise.all(answers.map((answer) => answer.text()))

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404))
    expect(new Set(bodies.map((body) => body.replace(/request-\d+/, ''))).size).toBe(1)
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store')
    expect([drawn, logged]).toEqual([[], []])
  })

  it('of an erased family opens nothing', async () => {
    const path = await cardPath(cards, 'fam-1', day)
    await room.store.perform({ kind: 'erase', familyId: 'fam-1' }, 'turn', 0)

    expect((await open().ask(path)).status).toBe(404)
  })

  it('answers 503 where the picture cannot be drawn', async () => {
    picture = null

    expect((await open().ask(await cardPath(cards, 'fam-1', day))).status).toBe(503)
  })

  it('asked for again and again is refused for a while, and others are not', async () => {
    const { app } = open()
    const path = await cardPath(cards, 'fam-1', day)
    const other = await cardPath(cards, 'fam-1', '2027-07-08')

    const statuses: number[] = []
    for (let n = 0; n < 21; n++) statuses.push((await app.request(path)).status)

    expect(statuses.lastIndexOf(200)).toBe(19)
    expect(statuses[20]).toBe(429)
    expect((await app.request(other)).status).toBe(200)
  })
})

describe('a calendar’s address', () => {
  const path = async () => (await calendarPath(links(), 'fam-1')) ?? ''

  it('gives every lesson of all children at all sites, without a full name, and none that is waited for', async () => {
    const response = await open().ask(await path())
    const text = await response.clone().text()
    const events = await read(response)

    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(new Set(events.map(({ title }) => title))).toEqual(
      new Set(['小雨 绘画', '小雨 露天电影', '大明 篮球']),
    )
    expect(events.filter(({ start }) => start.startsWith(day)).map(({ start }) => start)).toEqual([
      '2027-07-07T08:30:00',
      '2027-07-07T09:30:00',
    ])
    expect(text).not.toMatch(/王|李|138/)
  })

  it('tells a new programme’s changes: a later sequence, and CANCELLED for what is gone', async () => {
    const { ask } = open()
    const before = await read(await ask(await path()))
    const dates = { kind: 'dates', on: [{ day, from: '08:30', to: '09:00' }] } as const
    await room.store.publish(
      aProgramme({ sections: [aSectionInput({ dates: { ...dates, on: [...dates.on] } })] }),
    )

    const after = await read(await ask(await path()))
    const again = await read(await ask(await path()))

    expect(before.every(({ sequence, status }) => sequence === 0 && status === 'CONFIRMED')).toBe(true)
    expect(after).toHaveLength(before.length)
    expect(after.filter(({ status }) => status === 'CONFIRMED')).toEqual([
      { title: '小雨 绘画', sequence: 1, status: 'CONFIRMED', start: '2027-07-07T08:30:00' },
    ])
    expect(after.map(({ title }) => title)).toContain('已取消：大明 课程')
    expect(again).toEqual(after)
  })

  it('keeps a lesson that is moved the same event, at its new time', async () => {
    const { ask } = open()
    const events = async () => {
      const calendar = new ICAL.Component(ICAL.parse(await (await ask(await path())).text()))
      return calendar
        .getAllSubcomponents('vevent')
        .filter((event) => String(event.getFirstPropertyValue('summary')) === '小雨 绘画')
        .map((event) =>
          ['uid', 'sequence', 'dtstart'].map((name) => String(event.getFirstPropertyValue(name))),
        )
    }
    const drawOn = (on: string) =>
      aProgramme({
        sections: [
          aSectionInput({ dates: { kind: 'dates', on: [{ day: on, from: '08:30', to: '10:00' }] } }),
        ],
      })
    await room.store.publish(drawOn(day))
    const [before] = await events()
    await room.store.publish(drawOn('2027-07-09'))

    expect(await events()).toEqual([[before?.[0], '1', '2027-07-09T08:30:00']])
  })

  it('is the same until it is renewed; then the old one is a 404 and the new one works', async () => {
    const { ask } = open()
    const old = await path()
    await ask(old)
    expect(await path()).toBe(old)

    const renewed = (await renewCalendar(links(), 'fam-1', 'turn-1')) ?? ''

    expect(renewed).not.toBe(old)
    expect([(await ask(old)).status, (await ask(renewed)).status]).toEqual([404, 200])
    expect(await path()).toBe(renewed)
  })

  it('renewed before its turn was remembered stays as it is, and can be renewed again', async () => {
    const { ask } = open()
    await renewCalendar(links(), 'fam-1', 'turn-1')
    const renewed = await path()
    const { renewedBy: _, ...item } = (await room.db.get({ pk: 'FAMILY#fam-1', sk: 'CALENDAR' })) ?? {}
    await room.db.put({ item: { pk: 'FAMILY#fam-1', sk: 'CALENDAR', ...item, v: 1 } })

    expect(await path()).toBe(renewed)
    const next = (await renewCalendar(links(), 'fam-1', 'turn-2')) ?? ''
    expect([(await ask(renewed)).status, (await ask(next)).status]).toEqual([404, 200])
  })

  it('guessed, foreign or of a family that is gone is one 404', async () => {
    const { ask } = open()
    const paths = [
      '/calendar/guess.ics',
      (await path()).replace('.ics', '.png'),
      `/calendar/${await cards.make(['fam-1', '1'])}.ics`,
      `/calendar/${await calendars.make(['fam-1', '0'])}.ics`,
      `/calendar/${await calendars.make(['fam-2', '1'])}.ics`,
    ]

    expect(await Promise.all(paths.map(async (one) => (await ask(one)).status))).toEqual(paths.map(() => 404))
  })

  it('dies with the family, and nothing of the feed is left', async () => {
    const { ask } = open()
    const old = await path()
    await ask(old)
    await room.store.perform({ kind: 'erase', familyId: 'fam-1' }, 'turn', 0)

    expect((await ask(old)).status).toBe(404)
    expect(await calendarPath(links(), 'fam-1')).toBeNull()
    expect(await renewCalendar(links(), 'fam-1', 'turn-1')).toBeNull()
    expect(await room.db.get({ pk: 'FAMILY#fam-1', sk: 'CALENDAR' })).toBeNull()
    expect(await room.store.saveFeed('fam-1', { rev: 0, generation: 1, renewedBy: [], said: {} })).toBe(
      'conflict',
    )
  })

  it('remembers ids and numbers only', async () => {
    await open().ask(await path())
    const item = await room.db.get({ pk: 'FAMILY#fam-1', sk: 'CALENDAR' })

    expect(JSON.stringify(item)).not.toMatch(/\p{Script=Han}/u)
    expect(JSON.stringify(item).length).toBeLessThan(4_000)
  })

  it('of two fetches at once says the same to both', async () => {
    const { ask } = open()
    const [one, other] = await Promise.all([ask(await path()), ask(await path())])

    expect(await one.text()).toBe(await other.text())
  })
})
