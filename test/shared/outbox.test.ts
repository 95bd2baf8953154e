import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Delivery, type Notice, noticeKinds } from '../../shared/contract/outbox.ts'
import {
  acknowledged,
  asOf,
  begun,
  channelOf,
  comesAtAnyHour,
  dropped,
  fetchedBy,
  isSafety,
  leaseMs,
  mostAttempts,
  nextLook,
  nightShiftQuiet,
  offer,
  pauseMs,
  postponed,
  queued,
  quietUntil,
  sendingMs,
  usualQuiet,
} from '../../shared/outbox.ts'
import { noticeEndsAt } from '../../shared/retention.ts'
import { dayMs, hourMs, instantOf, minuteMs, secondMs, timeOf } from '../../shared/time.ts'
import { inEveryZone } from '../support/zones.ts'

const at = instantOf('2027-07-05', '18:00')
/** The machine's own time is another than the programme's. */
const real = instantOf('2026-11-22', '09:00')
const notice: Notice = { id: 'n', to: 'wx-li', what: 'schedule.tomorrow', at, about: {} }
const waiting = queued(notice)

const taken = (delivery: Delivery, now = at, realNow = real, leaseId = 'lease-1'): Delivery => {
  const offered = offer(delivery, leaseId, now, realNow)
  if (offered.do !== 'take') throw new Error(`not taken: ${offered.do}`)
  return offered.delivery
}
const sending = (delivery: Delivery = waiting, now = at, realNow = real): Delivery => {
  const begins = begun(taken(delivery, now, realNow), 'lease-1', now, realNow)
  if (!begins) throw new Error('not begun')
  return begins
}
const ack = (
  delivery: Delivery,
  result: 'sent' | 'failed' | 'ambiguous',
  leaseId = 'lease-1',
  random = 0.5,
) => acknowledged(delivery, { leaseId, result, now: at, random })

describe('a new message', () => {
  it('waits from when it was written for seven days, unless it says otherwise', () => {
    expect(waiting).toMatchObject({
      state: 'queued',
      notBefore: at,
      expiresAt: noticeEndsAt(at),
      attempts: 0,
    })
    const told = queued({ ...notice, notBefore: at + hourMs, expiresAt: at + dayMs })
    expect(told).toMatchObject({ notBefore: at + hourMs, expiresAt: at + dayMs })
  })

  it('never outlives what is kept of it', () => {
    expect(queued({ ...notice, expiresAt: at + 30 * dayMs }).expiresAt).toBe(noticeEndsAt(at))
  })

  it('goes to a browser or to a gateway, as its contact’s id says', () => {
    expect(['web-abc', 'demo-li', 'wx-li', 'webby'].map(channelOf)).toEqual([
      'web',
      'web',
      'gateway',
      'gateway',
    ])
  })
})

describe('a sender that asks', () => {
  it('gets what is due, from that very moment on', () => {
    const later = queued({ ...notice, notBefore: at + hourMs })
    expect(offer(later, 'l', at + hourMs - 1, real).do).toBe('leave')
    expect(taken(later, at + hourMs)).toMatchObject({
      state: 'leased',
      leaseId: 'lease-1',
      leaseUntil: real + leaseMs,
    })
  })

  it('does not get what another has, until that lease is over in real time', () => {
    const first = taken(waiting)
    expect(offer(first, 'lease-2', at + dayMs, real + leaseMs - 1).do).toBe('leave')
    expect(taken(first, at, real + leaseMs, 'lease-2').leaseId).toBe('lease-2')
  })

  it('never gets what was begun: without an answer it is to be looked at', () => {
    expect(offer(sending(), 'lease-2', at, real + sendingMs - 1).do).toBe('leave')
    expect(offer(sending(), 'lease-2', at + dayMs, real + sendingMs)).toMatchObject({
      do: 'put',
      delivery: { state: 'in_review', reason: 'no_answer', leaseId: 'lease-1' },
    })
  })

  it('finds what is over, the moment of its end included', () => {
    const short = queued({ ...notice, expiresAt: at + hourMs })
    expect(offer(short, 'l', at + hourMs - 1, real).do).toBe('take')
    expect(offer(short, 'l', at + hourMs, real)).toMatchObject({ do: 'put', delivery: { state: 'expired' } })
    expect(offer(taken(short), 'l', at + hourMs, real + leaseMs)).toMatchObject({
      delivery: { state: 'expired' },
    })
  })

  it('gets nothing that has come to an end', () => {
    const ends = [
      ack(sending(), 'sent'),
      ack(sending(), 'ambiguous'),
      ...(['nothing_to_say', 'unwanted', 'contact_left'] as const).map((why) =>
        dropped(taken(waiting), why, at),
      ),
    ]
    for (const end of ends) expect(end && offer(end, 'l', at + dayMs, real + dayMs).do).toBe('leave')
  })
})

describe('beginning', () => {
  it('counts a try, once', () => {
    expect(sending()).toMatchObject({ state: 'sending', attempts: 1, leaseUntil: real + sendingMs })
    expect(begun(sending(), 'lease-1', at, real)).toBe(null)
  })

  it('is refused under another’s lease, a lapsed one, and when the message’s time is over', () => {
    const leased = taken(waiting)
    expect(begun(leased, 'lease-2', at, real)).toBe(null)
    expect(begun(leased, 'lease-1', at, real + leaseMs)).toBe(null)
    expect(begun(leased, 'lease-1', waiting.expiresAt, real)).toBe(null)
    expect(begun(waiting, 'lease-1', at, real)).toBe(null)
  })
})

describe('the channel’s answer', () => {
  it('sent is the end of it, however often it is said', () => {
    const sent = ack(sending(), 'sent')
    expect(sent).toMatchObject({ state: 'sent' })
    expect(sent && ack(sent, 'sent')).toBe(sent)
    expect(sent && ack(sent, 'failed')).toBe(null)
    expect(sent && ack(sent, 'ambiguous')).toBe(null)
  })

  it('failed tries again after a pause, six times in all', () => {
    let delivery = waiting
    for (let n = 1; n < mostAttempts; n++) {
      const again = ack(sending(delivery, delivery.notBefore), 'failed')
      expect(again).toMatchObject({ state: 'queued', attempts: n })
      if (again) delivery = again
    }
    expect(ack(sending(delivery, delivery.notBefore), 'failed')).toMatchObject({
      state: 'failed',
      attempts: 6,
    })
  })

  it('failed said twice does not count twice', () => {
    const again = ack(sending(), 'failed')
    expect(again && ack(again, 'failed')).toBe(null)
  })

  it('ambiguous is for people to look at', () => {
    expect(ack(sending(), 'ambiguous')).toMatchObject({ state: 'in_review', reason: 'ambiguous' })
  })

  it('comes too late and still settles what waits in review for it', () => {
    const lost = offer(sending(), 'lease-2', at, real + sendingMs)
    if (lost.do !== 'put') throw new Error('not in review')
    expect(ack(lost.delivery, 'sent')).toMatchObject({ state: 'sent' })
    expect(ack(lost.delivery, 'failed')).toMatchObject({ state: 'queued' })
  })

  it('of another lease, or before anything was begun, says nothing', () => {
    expect(ack(sending(), 'sent', 'lease-2')).toBe(null)
    expect(ack(taken(waiting), 'sent')).toBe(null)
    expect(ack(waiting, 'sent')).toBe(null)
  })

  it('pauses at random up to a ceiling that doubles to half an hour', () => {
    expect([1, 2, 3, 8, 60].map((attempts) => pauseMs(attempts, 0.5) / secondMs)).toEqual([
      15, 30, 60, 900, 900,
    ])
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (n, x) => {
          const ceiling = Math.min(30 * minuteMs, 30 * secondMs * 2 ** (n - 1))
          expect(pauseMs(n, x)).toBeGreaterThanOrEqual(0)
          expect(pauseMs(n, x)).toBeLessThanOrEqual(ceiling)
        },
      ),
    )
  })
})

describe('the place in line', () => {
  it('is the moment from which it may be sent, and nowhere after an end', () => {
    expect(nextLook('schedule.tomorrow', waiting)).toBe(at)
    for (const state of ['sent', 'failed', 'expired', 'undeliverable', 'in_review'] as const)
      expect(nextLook('schedule.tomorrow', { ...waiting, state })).toBe(null)
  })

  it('of what somebody has in hand is the end of the lease, by the program’s clock', () => {
    expect(nextLook('schedule.tomorrow', taken(waiting))).toBe(at + leaseMs)
    expect(nextLook('schedule.tomorrow', sending())).toBe(at + sendingMs)
  })

  it('of safety is before a change, and of a change before an evening’s schedules', () => {
    const late = { ...waiting, notBefore: at + 2 * hourMs, changedAt: at + 2 * hourMs }
    const places = (['town.closure', 'session.changed', 'schedule.tomorrow'] as const).map(
      (what) => nextLook(what, late) ?? 0,
    )
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect(places[1]).toBeLessThan(at)
  })

  it('of what is put off is not before its time, so that nobody reads it all night', () => {
    for (const what of noticeKinds) {
      const put = postponed(taken(waiting), 'session.changed', at + 13 * hourMs, at)
      expect(nextLook(what, put)).toBe(at + 13 * hourMs)
    }
  })
})

describe('what a browser fetches', () => {
  it('is sent by that, once, and not when its time is over', () => {
    const sent = fetchedBy(waiting, at)
    expect(sent).toMatchObject({ state: 'sent', changedAt: at })
    expect(sent && fetchedBy(sent, at)).toBe(null)
    expect(fetchedBy(waiting, waiting.expiresAt)).toBe(null)
  })

  it('is told as expired when nobody fetched it, though nobody wrote that down', () => {
    expect(asOf(waiting, waiting.expiresAt - 1)).toBe(waiting)
    expect(asOf(waiting, waiting.expiresAt + dayMs)).toMatchObject({
      state: 'expired',
      changedAt: waiting.expiresAt,
    })
  })
})

describe('safety', () => {
  const order = (about: Readonly<Record<string, string>>) => ({
    what: 'town.closure' as const,
    at: instantOf('2027-07-06', '03:00'),
    about,
  })

  it('is what keeps from harm, and comes to whoever wants nothing', () => {
    const kinds = noticeKinds.filter((what) => isSafety({ what, about: {} }))
    expect(kinds).toEqual(['town.closure', 'not_signed_in'])
    expect(isSafety(order({ day: '2027-07-06', goesOn: 'yes' }))).toBe(false)
    expect(isSafety(order({ day: '2027-07-31' }))).toBe(true)
  })

  it('comes at any hour for today and tomorrow', () => {
    const days = ['2027-07-06', '2027-07-07', '2027-07-08']
    expect(days.map((day) => comesAtAnyHour(order({ day })))).toEqual([true, true, false])
    expect(comesAtAnyHour(order({ day: '2027-07-06', goesOn: 'yes' }))).toBe(false)
  })
})

inEveryZone('quiet hours', () => {
  const on = (time: string, day = '2027-07-31') => instantOf(day, time)

  it.each([
    ['21:59', null],
    ['22:00', on('07:00', '2027-08-01')],
    ['23:59', on('07:00', '2027-08-01')],
    ['00:00', on('07:00')],
    ['06:59', on('07:00')],
    ['07:00', null],
    ['12:00', null],
  ])('at %s over midnight and a month’s end', (time, until) => {
    expect(quietUntil(on(time), usualQuiet)).toBe(until)
  })

  it('run over a year’s end', () => {
    expect(quietUntil(on('22:30', '2027-12-31'), usualQuiet)).toBe(on('07:00', '2028-01-01'))
    expect(quietUntil(on('22:30', '2028-02-28'), usualQuiet)).toBe(on('07:00', '2028-02-29'))
  })

  it('of who works at night are by day', () => {
    expect(
      ['06:59', '07:00', '14:59', '15:00', '23:00'].map((time) => quietUntil(on(time), nightShiftQuiet)),
    ).toEqual([null, on('15:00'), on('15:00'), null, null])
  })

  it('end outside themselves, and no later than a day from now', () => {
    const time = fc.integer({ min: 0, max: 1_439 }).map((n) => timeOf(on('00:00') + n * minuteMs))
    fc.assert(
      fc.property(time, time, fc.integer({ min: 0, max: 400 * 1_440 }), (from, to, minutes) => {
        const now = on('00:00') + minutes * minuteMs
        const until = quietUntil(now, { from, to })
        if (until === null) return
        expect(until).toBeGreaterThan(now)
        expect(until - now).toBeLessThanOrEqual(dayMs)
        expect(quietUntil(until, { from, to })).toBe(null)
      }),
    )
  })
})
