import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { CalendarEvent } from '../../shared/calendar.ts'
import { type Instant, wallClock } from '../../shared/time.ts'

const zone = 'Asia/Shanghai'
/** China has had one offset since 1991, so the zone needs no table. */
const vtimezone = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

/** A name may hold anything; what is no character has no place in a calendar, and a line break is the format's own. */
const clean = (text: string): string => text.replace(/[^\P{C}\n\p{Cf}]|[\uD800-\uDFFF]/gu, '')

const refreshSeconds = 4 * 60 * 60

/** Events as iCalendar (RFC 5545), in China's wall clock. Asks calendars to look again every four hours. */
export const writeCalendar =
  (name: string) =>
  (events: readonly CalendarEvent[], now: Instant): string => {
    const calendar = ical({
      name,
      prodId: { company: 'houniao', product: 'calendar', language: 'ZH' },
      method: ICalCalendarMethod.PUBLISH,
      timezone: { name: zone, generator: () => vtimezone },
      ttl: refreshSeconds,
    })
    for (const event of events)
      calendar.createEvent({
        id: event.uid,
        sequence: event.sequence,
        status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
        start: wallClock(event.startsAt),
        end: wallClock(event.endsAt),
        stamp: new Date(now),
        timezone: zone,
        summary: clean(event.title).replace(/\s+/g, ' '),
        location: clean(event.place) || null,
        description: clean(event.notes) || null,
      })
    return calendar.toString()
  }
