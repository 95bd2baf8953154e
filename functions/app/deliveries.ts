import type { DeliveryLine, NoticeRef } from '../../shared/contract/outbox.ts'
import type { FamilyId } from '../../shared/ids.ts'
import { settled } from '../../shared/outbox.ts'
import type { Clock, Desk, Outbox } from './ports.ts'

export interface DeliveriesDeps {
  readonly store: Pick<Outbox, 'troubled' | 'lines' | 'linesTo' | 'change'> & Pick<Desk, 'entered'>
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

/** Everything of the last seven days that was written to those who speak for a family, oldest first. Null for no family. */
export const listOfFamily =
  ({ store }: Pick<DeliveriesDeps, 'store'>) =>
  async (familyId: FamilyId): Promise<readonly DeliveryLine[] | null> => {
    const found = await store.entered({ familyId })
    if (found.kind !== 'family') return null
    const { contacts, pending } = found.family
    const lines = await Promise.all(
      [...contacts, ...(pending ? [pending.helper] : [])].map((contact) => store.linesTo(contact)),
    )
    return lines
      .flat()
      .filter((line) => line.familyId === null || line.familyId === familyId)
      .sort((a, b) => a.at - b.at)
  }

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
