import ICAL from 'ical.js'
import { expect, it } from 'vitest'
import { writeCalendar } from '../../../functions/render/calendar.ts'
import type { CalendarEvent } from '../../../shared/calendar.ts'
import { instantOf } from '../../../shared/time.ts'
import { inSeason } from '../../support/programme.ts'
import { inEveryZone } from '../../support/zones.ts'

const anEvent = (overrides: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'mini-2027.draw-hall@2027-07-07T08:30/child-1',
  sequence: 0,
  cancelled: false,
  startsAt: instantOf('2027-07-07', '08:30'),
  endsAt: instantOf('2027-07-07', '10:00'),
  title: '小明 绘画',
  place: '山前村文化礼堂，东镇山前村1号',
  notes: '怎么走：村口, 公交站; 对面\n老师：林老师',
  ...overrides,
})

/** Read by another library than the one that wrote it. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
  return { calendar, events }
}
const eventOf = (event: CalendarEvent) => {
  const [only] = read(writeCalendar('课表')([event], inSeason)).events
  if (!only) throw new Error('no event came back')
  return only
}

inEveryZone('a calendar', () => {
  it.each([
    ['a morning', '2027-07-07', '08:30', '10:00', '2027-07-07T08:30:00', '2027-07-07T10:00:00'],
    ['just after midnight', '2027-07-07', '00:00', '00:30', '2027-07-07T00:00:00', '2027-07-07T00:30:00'],
    ['until midnight', '2027-07-07', '23:00', '24:00', '2027-07-07T23:00:00', '2027-07-08T00:00:00'],
    ['a month’s end', '2027-07-31', '23:30', '24:00', '2027-07-31T23:30:00', '2027-08-01T00:00:00'],
    // Clocks are changed on that night in Los Angeles: 02:30 does not exist there.
    ['a gap of another zone', '2027-03-14', '02:30', '03:00', '2027-03-14T02:30:00', '2027-03-14T03:00:00'],
  ])('says %s in China’s time, and means that moment', (_name, day, from, to, start, end) => {
    const [startsAt, endsAt] = [instantOf(day, from), instantOf(day, to)]
    const event = eventOf(anEvent({ startsAt, endsAt }))

    expect([event.startDate.toString(), event.endDate.toString()]).toEqual([start, end])
    expect(event.startDate.zone.tzid).toBe('Asia/Shanghai')
    expect([event.startDate.toUnixTime() * 1000, event.endDate.toUnixTime() * 1000]).toEqual([
      startsAt,
      endsAt,
    ])
  })
})

it('comes back as it was told, commas, semicolons and line breaks too', () => {
  const event = eventOf(anEvent({ sequence: 3 }))

  expect([event.uid, event.sequence, event.summary, event.location, event.description]).toEqual([
    'mini-2027.draw-hall@2027-07-07T08:30/child-1',
    3,
    '小明 绘画',
    '山前村文化礼堂，东镇山前村1号',
    '怎么走：村口, 公交站; 对面\n老师：林老师',
  ])
  expect(event.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
})

it('says which events are cancelled, and when to look again', () => {
  const { calendar, events } = read(
    writeCalendar('小候鸟课表')([anEvent(), anEvent({ uid: 'b', cancelled: true })], inSeason),
  )

  expect(events.map(({ component }) => component.getFirstPropertyValue('status'))).toEqual([
    'CONFIRMED',
    'CANCELLED',
  ])
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT4H')
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('小候鸟课表')
  expect(calendar.getAllSubcomponents('vtimezone')).toHaveLength(1)
})

it('folds lines by bytes and ends them as the standard says', () => {
  const text = writeCalendar('课表')([anEvent({ notes: '怎么走'.repeat(90) })], inSeason)

  expect(text.replaceAll('\r\n', '')).not.toContain('\n')
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(eventOf(anEvent({ notes: '怎么走'.repeat(90) })).description).toBe('怎么走'.repeat(90))
})

it('of no lessons is a calendar all the same', () => {
  expect(read(writeCalendar('课表')([], inSeason)).events).toEqual([])
})
