import { beforeEach, describe, expect, it } from 'vitest'
import { createDeliver, type Deliver } from '../../../functions/app/deliver.ts'
import {
  listOfFamily,
  listTroubled,
  readDeliveries,
  settleDelivery,
} from '../../../functions/app/deliveries.ts'
import { createLater } from '../../../functions/app/later.ts'
import { newTalk, type Talk } from '../../../functions/app/ports.ts'
import type { HouseStore } from '../../../functions/store/index.ts'
import type { Delivery, LeasedMessage, Notice } from '../../../shared/contract/outbox.ts'
import { refOf } from '../../../shared/notice-ref.ts'
import { fenceMs, mostAttempts, nightShiftQuiet, sendingMs } from '../../../shared/outbox.ts'
import { dayMs, hourMs, type Instant, instantOf, minuteMs } from '../../../shared/time.ts'
import { aConversation, aFamily, anEnrolment, aStore, type StoreRoom } from '../../support/store.ts'

/** The machine's own time, far from the program's. */
let real: Instant
let room: StoreRoom
let deliver: Deliver
let leases = 0

const noon = instantOf('2027-07-05', '12:00')

const deliverOf = (store: HouseStore): Deliver =>
  createDeliver({
    store,
    clock: room.clock,
    realNow: () => real,
    random: () => 0.5,
    newLeaseId: () => `lease-${++leases}`,
    failed: (error) => {
      throw error
    },
  })

const startAt = async (now: Instant): Promise<void> => {
  real = Date.UTC(2026, 10, 22)
  room = await aStore({ now })
  deliver = deliverOf(room.store)
}

beforeEach(() => startAt(noon))

const aNotice = (overrides: Partial<Notice> = {}): Notice => ({
  id: 'n-1',
  to: 'wx-li',
  what: 'family.joined',
  at: room.clock.now(),
  about: { familyId: 'fam-1' },
  ...overrides,
})

const put = async (overrides: Partial<Notice> = {}): Promise<Notice> => {
  const notice = aNotice(overrides)
  expect(await room.store.put(notice)).toBe('put')
  return notice
}

/** A conversation with manners of its own, with a family where asked. */
const contactWith = async (manners: Partial<Talk['manners']>, contact = 'wx-li'): Promise<void> => {
  const family = aFamily({ id: `of-${contact}`, contacts: [contact], enrolments: [anEnrolment] })
  const talk = { ...newTalk(), manners: { ...newTalk().manners, ...manners } }
  const conversation = aConversation({ contact, familyId: family.id, talk, touchedAt: room.clock.now() })
  expect(await room.store.save({ conversation, family, entries: [] })).toBe('saved')
}

const token = async (instance = 'one', by = deliver): Promise<number> => {
  const renewed = await by.renew('gateway', instance)
  if (renewed === 'taken') throw new Error('taken')
  return renewed.token
}
const lease = async (by = deliver, limit = 10): Promise<readonly LeasedMessage[]> => {
  const leased = await by.lease('gateway', await token('one', by), limit, `request-${++leases}`)
  if (leased === 'stale') throw new Error('stale')
  return leased
}
const only = async (): Promise<LeasedMessage> => {
  const [message, ...rest] = await lease()
  if (!message || rest.length > 0) throw new Error(`${rest.length} besides`)
  return message
}
const deliveryOf = async (notice: Notice): Promise<Delivery | undefined> =>
  (await readDeliveries(room)([refOf(notice)]))[0]?.delivery

describe('a lease', () => {
  it('hands over the words of the moment, whom they are for and until when', async () => {
    const notice = await put()
    expect(await lease()).toEqual([
      {
        ref: refOf(notice),
        contactId: 'wx-li',
        leaseId: `lease-${leases}`,
        until: new Date(real + minuteMs).toISOString(),
        replies: [expect.objectContaining({ kind: 'text', text: expect.stringContaining('另一位家长') })],
      },
    ])
    expect(await lease()).toEqual([])
  })

  it('leaves to browsers what they fetch', async () => {
    await put({ to: 'web-li' })
    expect(await lease()).toEqual([])
  })

  it('drops what there is nothing to say of, with the reason', async () => {
    const left = await put({ what: 'schedule.tomorrow', about: { familyId: 'gone', day: '2027-07-06' } })
    const empty = await put({ id: 'n-2', what: 'enrolment.closing', about: {} })
    expect(await lease()).toEqual([])
    expect(await deliveryOf(left)).toMatchObject({ state: 'undeliverable', reason: 'not_of_family' })
    expect(await deliveryOf(empty)).toMatchObject({ state: 'expired', reason: 'nothing_to_say' })
  })
})

describe('manners', () => {
  const until = (notice: Notice) => deliveryOf(notice)

  it('put off what comes at night until seven, over midnight too', async () => {
    await startAt(instantOf('2027-07-05', '22:00'))
    const notice = await put({ what: 'session.changed' })
    expect(await lease()).toEqual([])
    const seven = instantOf('2027-07-06', '07:00')
    expect(await until(notice)).toMatchObject({
      state: 'queued',
      reason: 'quiet_hours',
      notBefore: seven,
      attempts: 0,
    })
    room.clock.move(2 * hourMs + 30 * minuteMs)
    expect(await lease()).toEqual([])
    room.clock.move(seven - room.clock.now() - 1)
    expect(await lease()).toEqual([])
    room.clock.move(1)
    await lease()
    expect((await until(notice))?.reason).not.toBe('quiet_hours')
  })

  it('in the morning say first what presses, then the rest', async () => {
    await startAt(instantOf('2027-07-05', '23:00'))
    const joined = await put({ id: 'n-1' })
    const lost = await put({ id: 'n-2', what: 'seat.taken_back' })
    await lease()
    const [first, second] = [await until(lost), await until(joined)]
    expect(first?.notBefore).toBe(instantOf('2027-07-06', '07:00'))
    expect(second?.notBefore).toBeGreaterThan(first?.notBefore ?? 0)
    expect(second?.notBefore).toBeLessThanOrEqual(instantOf('2027-07-06', '07:05'))
  })

  it('wake somebody rather than let a child come to a closed door', async () => {
    await startAt(instantOf('2027-07-06', '07:30'))
    await contactWith({ quiet: nightShiftQuiet })
    const at = (time: string) => ({ familyId: 'of-wx-li', first: String(instantOf('2027-07-06', time)) })
    const soon = await put({ what: 'session.changed', about: at('08:30') })
    const later = await put({ id: 'n-2', what: 'session.changed', about: at('18:00') })
    await lease()
    expect((await until(soon))?.reason).not.toBe('quiet_hours')
    expect(await until(later)).toMatchObject({ state: 'queued', reason: 'quiet_hours' })
  })

  it('write to nobody who has left the channel, until they speak again', async () => {
    await contactWith({ left: true })
    const notice = await put()
    expect(await lease()).toEqual([])
    expect(await until(notice)).toMatchObject({ state: 'undeliverable', reason: 'contact_left' })
  })

  it('go by the contact’s own hours instead of the usual ones', async () => {
    await startAt(instantOf('2027-07-05', '23:30'))
    await contactWith({ quiet: nightShiftQuiet })
    await put()
    expect(await lease()).toHaveLength(1)
    room.clock.move(9 * hourMs)
    const byDay = await put({ id: 'n-2' })
    expect(await lease()).toEqual([])
    expect((await until(byDay))?.notBefore).toBeGreaterThanOrEqual(instantOf('2027-07-06', '15:00'))
  })

  it('let nothing but safety reach who said 退订', async () => {
    await contactWith({ stopped: true })
    const notice = await put()
    const other = await put({ id: 'n-2', to: 'wx-zhou' })
    expect((await lease()).map(({ ref }) => ref)).toEqual([refOf(other)])
    expect(await until(notice)).toMatchObject({ state: 'undeliverable', reason: 'unwanted' })
  })

  it('hold back no word of safety: neither at night nor after 退订', async () => {
    await startAt(instantOf('2027-07-05', '23:00'))
    await contactWith({ stopped: true })
    const about = { familyId: 'of-wx-li', day: '2027-07-06', town: 'chumen' }
    const notice = await put({ what: 'town.closure', about })
    await lease()
    const state = await until(notice)
    expect(state?.reason).not.toBe('unwanted')
    expect(state?.reason).not.toBe('quiet_hours')
  })

  it('outlive the rest of a conversation while there is a family', async () => {
    await contactWith({ stopped: true })
    room.clock.move(20 * dayMs)
    expect((await room.store.open('wx-li')).conversation?.talk.manners.stopped).toBe(true)
    await room.store.endConversation('wx-li', room.clock.now())
    expect((await room.beside().open('wx-li')).conversation?.talk.manners.stopped).toBe(true)
  })

  it('say a thing once an evening, however often its cause is repeated', async () => {
    const digest = { id: 'schedule.2027-07-06.wx-li', at: room.clock.now() }
    await put(digest)
    expect(await room.store.put(aNotice(digest))).toBe('known')
    expect(await lease()).toHaveLength(1)
  })
})

describe('sending', () => {
  it('goes lease, begin, call, acknowledge', async () => {
    const notice = await put()
    const message = await only()
    expect(await deliver.begin('gateway', await token(), message)).toBe('begun')
    expect(await deliver.ack('gateway', message, { result: 'sent' })).toBe('noted')
    expect(await deliver.ack('gateway', message, { result: 'sent' })).toBe('noted')
    expect(await deliveryOf(notice)).toMatchObject({ state: 'sent', attempts: 1 })
  })

  it('is refused to a stale token, before and after a lease', async () => {
    await put()
    const old = await token('one')
    const message = await only()
    expect(await deliver.renew('gateway', 'two')).toBe('taken')
    real += fenceMs
    const fresh = await token('two')
    expect(fresh).toBeGreaterThan(old)
    expect(await deliver.lease('gateway', old, 10, 'late')).toBe('stale')
    expect(await deliver.begin('gateway', old, message)).toBe('stale')
    expect(await deliver.renew('gateway', 'one')).toBe('taken')
  })

  it('is refused under a lease that is over or another’s', async () => {
    await put()
    const message = await only()
    expect(await deliver.begin('gateway', await token(), { ...message, leaseId: 'guess' })).toBe('lost')
    room.clock.move(minuteMs)
    real += minuteMs
    const again = await only()
    expect(await deliver.begin('gateway', await token(), message)).toBe('lost')
    expect(await deliver.begin('gateway', await token(), again)).toBe('begun')
    expect(await deliver.begin('gateway', await token(), again)).toBe('lost')
    expect(await deliver.ack('gateway', message, { result: 'sent' })).toBe('lost')
  })

  it('knows no message of another channel, and none that was made up', async () => {
    const web = await put({ to: 'web-li' })
    const lease = { leaseId: 'guess' }
    for (const ref of [refOf(web), refOf(aNotice({ id: 'other' })), 'x', '../..', ''])
      expect(await deliver.begin('gateway', await token(), { ...lease, ref }), ref).toBe('unknown')
  })

  it('never hands one message to two senders at once', async () => {
    for (let n = 0; n < 20; n++) await put({ id: `n-${n}`, to: `wx-${n}` })
    const beside = deliverOf(room.beside())
    const taken = await Promise.all([lease(), lease(beside), lease(), lease(beside)])
    const refs = taken.flat().map(({ ref }) => ref)
    expect(new Set(refs).size).toBe(refs.length)
  })

  it('that failed for certain is tried again after a pause, a few times, and is then a dead letter', async () => {
    const notice = await put()
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const message = await only()
      await deliver.begin('gateway', await token(), message)
      expect(await deliver.ack('gateway', message, { result: 'failed', reason: 'too_fast' })).toBe('noted')
      expect(await lease()).toEqual([])
      room.clock.move(30 * minuteMs)
    }
    expect(await deliveryOf(notice)).toMatchObject({ state: 'failed', reason: 'too_fast' })
  })

  it('to somebody who left ends', async () => {
    const notice = await put()
    const message = await only()
    await deliver.begin('gateway', await token(), message)
    await deliver.ack('gateway', message, { result: 'failed', reason: 'contact_left' })
    expect(await deliveryOf(notice)).toMatchObject({ state: 'undeliverable', reason: 'contact_left' })
  })

  it('that nobody answered for goes to review and is not sent again, though a late answer settles it', async () => {
    const notice = await put()
    const message = await only()
    await deliver.begin('gateway', await token(), message)
    room.clock.move(sendingMs)
    real += sendingMs
    expect(await lease()).toEqual([])
    expect(await deliveryOf(notice)).toMatchObject({ state: 'in_review', reason: 'no_answer' })
    expect(await deliver.ack('gateway', message, { result: 'sent' })).toBe('noted')
    expect(await deliveryOf(notice)).toMatchObject({ state: 'sent' })
  })
})

describe('what staff look at', () => {
  const inReview = async (): Promise<Notice> => {
    const notice = await put()
    const message = await only()
    await deliver.begin('gateway', await token(), message)
    await deliver.ack('gateway', message, { result: 'ambiguous' })
    return notice
  }

  it('names ids, times and states, no word', async () => {
    const notice = await inReview()
    const { lines, after } = await listTroubled(room)()
    expect(after).toBe(null)
    expect(lines).toMatchObject([
      { ref: refOf(notice), to: 'wx-li', familyId: 'fam-1', channel: 'gateway', what: 'family.joined' },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/\p{Script=Han}/u)
  })

  it('is sent again once it is said so, from the first try, and once only', async () => {
    const notice = await inReview()
    expect(await settleDelivery(room)(refOf(notice), 'again')).toBe('settled')
    expect(await settleDelivery(room)(refOf(notice), 'again')).toBe('not_open')
    expect((await listTroubled(room)()).lines).toEqual([])
    expect(await lease()).toHaveLength(1)
    expect(await deliveryOf(notice)).toMatchObject({ attempts: 0 })
  })

  it('is closed when it arrived, and unknown when it is none', async () => {
    const notice = await inReview()
    expect(await settleDelivery(room)(refOf(notice), 'arrived')).toBe('settled')
    expect(await deliveryOf(notice)).toMatchObject({ state: 'sent', reason: 'by_staff' })
    expect(await settleDelivery(room)('made-up', 'arrived')).toBe('unknown')
  })

  it('is not sent when its time is over', async () => {
    const notice = await put({ expiresAt: room.clock.now() + hourMs })
    const message = await only()
    await deliver.begin('gateway', await token(), message)
    await deliver.ack('gateway', message, { result: 'ambiguous' })
    room.clock.move(hourMs)
    expect(await settleDelivery(room)(refOf(notice), 'again')).toBe('not_open')
  })
})

describe('a browser that comes back', () => {
  const later = (after = '', contact = 'web-li') =>
    createLater({ store: room.store, clock: room.clock })(contact, after)
  const web = (overrides: Partial<Notice> = {}) => put({ to: 'web-li', ...overrides })

  it('gets what came while it was closed, at night too, and it is written down once', async () => {
    await startAt(instantOf('2027-07-05', '23:00'))
    const notice = await web()
    const first = await later()
    expect(first.replies).toHaveLength(1)
    const fetchedAt = room.clock.now()
    expect(await deliveryOf(notice)).toMatchObject({ state: 'sent', changedAt: fetchedAt })
    room.clock.move(minuteMs)
    expect((await later()).replies).toHaveLength(1)
    expect(await deliveryOf(notice)).toMatchObject({ changedAt: fetchedAt })
    room.clock.move(3 * minuteMs)
    expect((await later((await later(first.after)).after)).replies).toEqual([])
  })

  it('loses nothing that was put off until after its cursor, nor an answer that was lost on the way', async () => {
    const start = room.clock.now()
    const notice = await web({ notBefore: start + hourMs })
    let { after } = await later()
    for (let minutes = 0; minutes < 59; minutes += 10) {
      room.clock.move(10 * minuteMs)
      const page = await later(after)
      after = page.after
      if (minutes < 50) expect(page.replies).toEqual([])
      else expect(page.replies).toMatchObject([{ at: new Date(start + hourMs).toISOString() }])
      if (minutes < 50) continue
      // The answer was lost: the page asks again with the cursor that it had.
      expect((await later(after)).replies).toHaveLength(1)
    }
    expect(await deliveryOf(notice)).toMatchObject({ state: 'sent', reason: 'fetched' })
    room.clock.move(5 * minuteMs)
    const { after: next } = await later(after)
    room.clock.move(5 * minuteMs)
    expect((await later(next)).replies).toEqual([])
  })

  it('is not shown what is over', async () => {
    const notice = await web({ expiresAt: room.clock.now() + hourMs })
    room.clock.move(hourMs)
    expect((await later()).replies).toEqual([])
    expect(await deliveryOf(notice)).toMatchObject({ state: 'expired' })
  })

  it('after 退订 is shown nothing but safety', async () => {
    await contactWith({ stopped: true }, 'web-li')
    const notice = await web()
    expect((await later()).replies).toEqual([])
    expect(await deliveryOf(notice)).toMatchObject({ state: 'undeliverable', reason: 'unwanted' })
  })

  it('gets all of a long absence, page by page', async () => {
    for (let n = 0; n < 60; n++) {
      await web({ id: `n-${n}` })
      room.clock.move(1)
    }
    room.clock.move(3 * dayMs)
    const first = await later()
    expect(first.replies).toHaveLength(50)
    const second = await later(first.after)
    const ids = new Set([...first.replies, ...second.replies].map(({ id }) => id))
    expect(ids.size).toBe(60)
  })
})

describe('words that cannot be made', () => {
  const broken = (failures: unknown[]): Deliver =>
    createDeliver({
      store: {
        ...room.store,
        open: async () => {
          throw new Error('the engine hiccups')
        },
      },
      clock: room.clock,
      realNow: () => real,
      random: () => 0.5,
      newLeaseId: () => `lease-${++leases}`,
      failed: (error) => failures.push(error),
    })

  it('are tried again a few times, with pauses, then staff see the message', async () => {
    const notice = await put()
    const failures: unknown[] = []
    const by = broken(failures)
    for (let tried = 0; tried < mostAttempts; tried++) {
      expect(await lease(by)).toEqual([])
      expect(await lease(by)).toEqual([])
      expect((await deliveryOf(notice))?.attempts).toBe(tried + 1)
      room.clock.move(hourMs)
    }
    expect(failures).toHaveLength(mostAttempts)
    expect(await deliveryOf(notice)).toMatchObject({ state: 'failed', reason: 'no_words' })
    expect((await listTroubled(room)()).lines).toHaveLength(1)
  })
})

describe('a sender that fell silent', () => {
  it('leaves its call to the sweep, which puts it before staff', async () => {
    const notice = await put()
    const message = await only()
    expect(await deliver.begin('gateway', await token(), message)).toBe('begun')
    const review = () =>
      room.store.reviewLapsed('gateway', { limit: 10, now: room.clock.now(), realNow: real })
    room.clock.move(sendingMs)
    expect(await review()).toBe(0)
    real += sendingMs
    expect(await review()).toBe(1)
    expect(await deliveryOf(notice)).toMatchObject({ state: 'in_review', reason: 'no_answer' })
    expect(await review()).toBe(0)
  })
})

describe('behind a backlog', () => {
  it('the call of a sender that fell silent is found all the same', async () => {
    const notice = await put()
    const message = await only()
    expect(await deliver.begin('gateway', await token(), message)).toBe('begun')
    for (let n = 0; n < 25; n++) await put({ id: `ahead-${n}`, to: `wx-${n}`, what: 'seat.taken_back' })
    real += sendingMs
    room.clock.move(sendingMs)
    let reviewed = 0
    for (let pass = 0; pass < 8; pass++)
      reviewed += await room.store.reviewLapsed('gateway', { limit: 4, now: room.clock.now(), realNow: real })
    expect(reviewed).toBe(1)
    expect(await deliveryOf(notice)).toMatchObject({ state: 'in_review' })
  })
})

describe('a copy that was brought back', () => {
  it('sends nothing that may have gone out meanwhile before somebody of staff says so', async () => {
    const waits = await put()
    const later = await put({ id: 'n-2', notBefore: noon + dayMs })
    const page = await put({ id: 'n-3', to: 'web-1' })
    expect(await room.store.reviewRestored('gateway')).toBe(2)
    expect(await lease()).toEqual([])
    expect(await deliveryOf(later)).toMatchObject({ state: 'in_review', reason: 'restored' })
    expect(await deliveryOf(page)).toMatchObject({ state: 'queued' })
    expect(await settleDelivery(room)(refOf(waits), 'again')).toBe('settled')
    expect(await lease()).toHaveLength(1)
  })
})

describe('收到', () => {
  it('shows that a message in review has arrived, so that nobody sends it again', async () => {
    const notice = await put({ what: 'announcement', id: 'ann' })
    await room.store.lease('gateway', { limit: 1, leaseId: 'l-1', now: noon, realNow: real })
    await room.store.change(refOf(notice), (delivery) => ({
      ...delivery,
      state: 'in_review',
      reason: 'ambiguous',
    }))
    expect(await room.store.heard('wx-li', noon - hourMs, noon + 1)).toHaveLength(1)
    expect(await deliveryOf(notice)).toMatchObject({ state: 'sent', reason: 'by_contact', heardAt: noon + 1 })
    expect((await listTroubled(room)()).lines).toEqual([])
    expect(await settleDelivery(room)(refOf(notice), 'again')).toBe('not_open')
  })
})

describe('what was written to a family', () => {
  it('is listed with when, by which way and what became of it, without a word', async () => {
    await contactWith({})
    await put({ about: { familyId: 'of-wx-li' } })
    await put({ id: 'n-2', about: { familyId: 'another' } })
    await put({ id: 'n-3', to: 'wx-zhou', about: { familyId: 'of-wx-li' } })
    expect(await listOfFamily(room)('of-wx-li')).toEqual([
      expect.objectContaining({ to: 'wx-li', channel: 'gateway', what: 'family.joined', at: noon }),
    ])
    expect(await listOfFamily(room)('nobody')).toBe(null)
  })
})
