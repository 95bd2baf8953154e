import type {
  AckReason,
  AckResult,
  Channel,
  Delivery,
  LeasedMessage,
  Notice,
  NoticeRef,
} from '../../shared/contract/outbox.ts'
import { readRef } from '../../shared/notice-ref.ts'
import {
  acknowledged,
  begun,
  channelOf,
  comesAtAnyHour,
  dropped,
  isSafety,
  postponed,
  quietUntil,
  unworded,
  usualQuiet,
} from '../../shared/outbox.ts'
import type { Instant } from '../../shared/time.ts'
import { fitted } from './fitted.ts'
import { type WordsDeps, wordsOf } from './notice-words.ts'
import type { Clock, Fence, Leased, Opening, Outbox, Store } from './ports.ts'

export interface DeliverDeps extends WordsDeps {
  readonly store: WordsDeps['store'] & Pick<Store, 'open'> & Pick<Outbox, 'lease' | 'change'> & Fence
  /** The program's time: what is due, and what the hour is. */
  readonly clock: Clock
  /** Real time: leases and tokens never follow the demo's clock. */
  readonly realNow: () => Instant
  /** 0 ≤ x < 1: jitter. */
  readonly random: () => number
  /** A name for each lease that nobody guesses. */
  readonly newLeaseId: () => string
  /** Told of a message that could not be worded; the others are handed over, and it is tried again later, a few times. */
  readonly failed: (error: unknown) => void
}

/** What a sender may do. Whoever asks has shown that it may: the doors check who it is. */
export interface Deliver {
  /** `taken`: another instance sends. `until` is real time. */
  readonly renew: (
    channel: Channel,
    instance: string,
  ) => Promise<{ readonly token: number; readonly until: Instant } | 'taken'>
  readonly lease: (
    channel: Channel,
    token: number,
    limit: number,
    /** Names this request and no other: one that is sent again gets nothing. */
    name: string,
  ) => Promise<readonly LeasedMessage[] | 'stale'>
  /** Just before the channel's call. Anything but `begun`: nothing may be sent. */
  readonly begin: (
    channel: Channel,
    token: number,
    lease: LeaseName,
  ) => Promise<'begun' | 'stale' | 'lost' | 'unknown'>
  /** Needs no token: what has happened is heard from whoever began it, also when another sends by now. */
  readonly ack: (
    channel: Channel,
    lease: LeaseName,
    told: { readonly result: AckResult; readonly reason?: AckReason | undefined },
  ) => Promise<'noted' | 'lost' | 'unknown'>
}

export interface LeaseName {
  readonly ref: NoticeRef
  readonly leaseId: string
}

export const createDeliver = (deps: DeliverDeps): Deliver => {
  const { store, clock, realNow, random } = deps
  return {
    renew: (channel, instance) => store.renew(channel, instance, realNow()),
    lease: async (channel, token, limit, name) =>
      (await store.firstSeen(channel, name, realNow())) ? lease(deps, channel, token, limit) : [],
    begin: async (channel, token, { ref, leaseId }) => {
      if (!(await store.holds(channel, token, realNow()))) return 'stale'
      const change = (delivery: Delivery) => begun(delivery, leaseId, clock.now(), realNow())
      return kindOf(await changeOf(deps, channel, ref, change), 'begun')
    },
    ack: async (channel, { ref, leaseId }, told) => {
      const given = { ...told, leaseId, now: clock.now(), random: random() }
      return kindOf(await changeOf(deps, channel, ref, (delivery) => acknowledged(delivery, given)), 'noted')
    },
  }
}

type Kind = 'changed' | 'left' | 'unknown'
const kindOf = <T>(kind: Kind, done: T): T | 'lost' | 'unknown' => {
  if (kind === 'unknown') return 'unknown'
  return kind === 'changed' ? done : 'lost'
}

/** A message of another channel is none of this one's, whoever guesses its reference. */
const changeOf = async (
  { store }: DeliverDeps,
  channel: Channel,
  ref: NoticeRef,
  change: Parameters<Outbox['change']>[1],
): Promise<Kind> => {
  const name = readRef(ref)
  if (!name || channelOf(name.to) !== channel) return 'unknown'
  return (await store.change(ref, change)).kind
}

/** What is not said now (it is night, nobody wants it, there is nothing to say) is put where it belongs, and not handed over. */
const lease = async (
  deps: DeliverDeps,
  channel: Channel,
  token: number,
  limit: number,
): Promise<readonly LeasedMessage[] | 'stale'> => {
  const { store, clock, realNow } = deps
  if (!(await store.holds(channel, token, realNow()))) return 'stale'
  const asked = { limit, leaseId: deps.newLeaseId(), now: clock.now(), realNow: realNow() }
  const leased = await store.lease(channel, asked)
  const handed = await Promise.all(
    leased.map((one) =>
      handOver(deps, one).catch(async (error: unknown) => {
        deps.failed(error)
        const given = { leaseId: asked.leaseId, now: asked.now, random: deps.random() }
        await store.change(one.ref, (delivery) => unworded(delivery, given))
        return null
      }),
    ),
  )
  return handed.filter((message) => message !== null)
}

const handOver = async (deps: DeliverDeps, leased: Leased): Promise<LeasedMessage | null> => {
  const { ref, notice, delivery } = leased
  const opening = await deps.store.open(notice.to)
  const now = deps.clock.now()
  const instead = insteadOf(leased, opening, now)
  const replies = instead ? [] : fitted(await wordsOf(deps, notice, opening))
  if (replies.length === 0) {
    await putBack(deps, leased, instead ?? dropped(delivery, silenceOf(notice, opening), now))
    return null
  }
  const { leaseId, leaseUntil } = delivery
  if (leaseId === null || leaseUntil === null) throw new Error('a leased message without a lease')
  return { ref, contactId: notice.to, leaseId, until: new Date(leaseUntil).toISOString(), replies }
}

/** Where manners forbid to say it now, what becomes of it. Safety comes to everybody, and what is for soon at any hour. */
const insteadOf = (
  { notice, delivery }: Leased,
  { conversation }: Opening,
  now: Instant,
): Delivery | null => {
  const manners = conversation?.talk.manners
  const safety = isSafety(notice)
  if (manners?.left && !safety) return dropped(delivery, 'contact_left', now)
  if (manners?.stopped && !safety) return dropped(delivery, 'unwanted', now)
  const until = comesAtAnyHour(notice) ? null : quietUntil(now, manners?.quiet ?? usualQuiet)
  return until === null || isTooLate(notice, until) ? null : postponed(delivery, notice.what, until, now)
}

/** Put off until then it would come after the lesson that it speaks of: rather a word at a bad hour. */
const isTooLate = ({ about }: Notice, until: Instant): boolean =>
  about.first !== undefined && until >= Number(about.first)

/** Nothing to say: for staff, whether because the contact has left the family that it is about. */
export const silenceOf = ({ about }: Notice, { family }: Opening): 'nothing_to_say' | 'not_of_family' =>
  about.familyId !== undefined && about.familyId !== family?.id ? 'not_of_family' : 'nothing_to_say'

/** Only while the lease is ours: if it lapsed meanwhile, whoever has it now decides. */
const putBack = async ({ store }: DeliverDeps, { ref, delivery }: Leased, next: Delivery): Promise<void> => {
  await store.change(ref, (current) =>
    current.state === 'leased' && current.leaseId === delivery.leaseId ? next : null,
  )
}
