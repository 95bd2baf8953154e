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
        summary: event.title,
        location: event.place || null,
        description: event.notes || null,
      })
    return calendar.toString()
  }
