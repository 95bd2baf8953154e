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
  dropped,
  isSafety,
  postponed,
  quietUntil,
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
  /** Told of a message that could not be worded; the others are handed over, and it is tried again when its lease ends. */
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
    lease: (channel, token, limit) => lease(deps, channel, token, limit),
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
      handOver(deps, one).catch((error: unknown) => {
        deps.failed(error)
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

/** Where manners forbid to say it now, what becomes of it. Safety comes at any hour, to everybody. */
const insteadOf = (
  { notice, delivery }: Leased,
  { conversation }: Opening,
  now: Instant,
): Delivery | null => {
  if (isSafety(notice.what)) return null
  const manners = conversation?.talk.manners
  if (manners?.stopped) return dropped(delivery, 'unwanted', now)
  const until = quietUntil(now, manners?.quiet ?? usualQuiet)
  return until === null ? null : postponed(delivery, until, now)
}

/** Nothing to say: for staff, whether because the contact has left the family that it is about. */
export const silenceOf = ({ about }: Notice, { family }: Opening): 'nothing_to_say' | 'contact_left' =>
  about.familyId !== undefined && about.familyId !== family?.id ? 'contact_left' : 'nothing_to_say'

/** Only while the lease is ours: if it lapsed meanwhile, whoever has it now decides. */
const putBack = async ({ store }: DeliverDeps, { ref, delivery }: Leased, next: Delivery): Promise<void> => {
  await store.change(ref, (current) =>
    current.state === 'leased' && current.leaseId === delivery.leaseId ? next : null,
  )
}
