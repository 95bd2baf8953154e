import type { DeliveryLine, NoticeRef } from '../../shared/contract/outbox.ts'
import { settled } from '../../shared/outbox.ts'
import type { Clock, Outbox } from './ports.ts'

export interface DeliveriesDeps {
  readonly store: Pick<Outbox, 'troubled' | 'lines' | 'change'>
  readonly clock: Clock
}

export interface TroubledPage {
  readonly lines: readonly DeliveryLine[]
  /** To be given for the next page; null with the last one. */
  readonly after: string | null
}

const pageSize = 50

/** What staff must look at, oldest first: dead letters, and messages of which nobody knows whether they arrived. Ids only. */
export const listTroubled =
  ({ store }: DeliveriesDeps) =>
  (after: string | null = null, limit = pageSize): Promise<TroubledPage> =>
    store.troubled(after, Math.max(1, Math.min(limit, pageSize)))

/** To whom, when, by which way, what became of it; null for what is not known (any more). */
export const readDeliveries =
  ({ store }: DeliveriesDeps) =>
  (refs: readonly NoticeRef[]): Promise<readonly (DeliveryLine | null)[]> =>
    store.lines(refs)

export type Settled = 'settled' | 'not_open' | 'unknown'

/**
 * `again` sends a dead letter once more, and one in review too: whoever says so knows that it did not arrive. `arrived`
 * closes a review. `not_open` where there is nothing to settle, or the message's time is over.
 */
export const settleDelivery =
  ({ store, clock }: DeliveriesDeps) =>
  async (ref: NoticeRef, verdict: 'again' | 'arrived'): Promise<Settled> => {
    const { kind } = await store.change(ref, (delivery) => settled(delivery, verdict, clock.now()))
    if (kind === 'unknown') return 'unknown'
    return kind === 'changed' ? 'settled' : 'not_open'
  }
