import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type {
  Announcements,
  Clock,
  Desk,
  Draws,
  Dues,
  FaultPoint,
  Feeds,
  Fence,
  Looks,
  Mailbox,
  Menus,
  Outbox,
  Outcome,
  OwnWords,
  Rosters,
  Runs,
  SeatDesk,
  SeatReads,
  Store,
  StoreEffect,
  Upkeep,
  WishLists,
} from '../app/ports.ts'
import type { Keyring } from '../crypto/keyring.ts'
import { askRemoved } from './asks.ts'
import { createCatalogueCache } from './catalogue.ts'
import { claim } from './claim.ts'
import { createDatabase } from './database.ts'
import { createDesk } from './desk.ts'
import { createDraws } from './draw.ts'
import { createDues } from './dues.ts'
import { eraseFamily } from './erase.ts'
import { createFeeds } from './feeds.ts'
import { createFence } from './fence.ts'
import { firm } from './firm.ts'
import { createKnown, type Kit } from './kit.ts'
import { lookUp } from './look.ts'
import { createLooks } from './looks.ts'
import { createMailbox } from './mailbox.ts'
import { measure, type OnCall } from './measure.ts'
import { move } from './move.ts'
import { openContact } from './open.ts'
import { disown } from './orphans.ts'
import { createOutbox, heard } from './outbox.ts'
import { eraseRequests } from './own-requests.ts'
import { createOwnWords } from './own-words.ts'
import { createMenus } from './publish.ts'
import { release } from './release.ts'
import { realBackoff } from './retry.ts'
import { createRosters } from './rosters.ts'
import { createRuns } from './runs.ts'
import { alikeOf } from './same-child.ts'
import { saveTurn } from './save.ts'
import { createSeatDesk, createSeatReads } from './seat-reads.ts'
import { together } from './together.ts'
import { createUpkeep } from './upkeep.ts'
import { createWishLists, unwish, wish } from './wishes.ts'

export { dynamoClient } from './client.ts'
export { type Call, measure, type OnCall } from './measure.ts'
export { tableRequest } from './table.ts'

export interface StoreOptions {
  readonly client: DynamoDBClient
  readonly tableName: string
  readonly keyring: Keyring
  readonly clock: Clock
  readonly fault?: FaultPoint
  /** Hears of every request of this client, with its cost. For the bench. */
  readonly onCall?: OnCall
  /** For the pauses between tries; real ones by default. */
  readonly random?: () => number
  readonly delay?: (ms: number) => Promise<void>
}

export type HouseStore = Store &
  Mailbox &
  Menus &
  Dues &
  Upkeep &
  Desk &
  Outbox &
  Fence &
  Rosters &
  Runs &
  Feeds &
  Looks &
  SeatReads &
  SeatDesk &
  OwnWords &
  Announcements &
  WishLists &
  Draws

/** All that the program keeps, in one DynamoDB table. The keys that seal it are the keyring's. */
export const dynamoStore = (options: StoreOptions): HouseStore => {
  if (options.onCall) measure(options.client, options.onCall)
  const kit = kitOf(options)
  return {
    open: (contact) => openContact(kit, contact),
    save: (save) => saveTurn(kit, save),
    look: (queries) => lookUp(kit, queries),
    perform: (effect) => perform(kit, effect),
    disown: (effects) => disown(kit, effects),
    ...createMailbox(kit),
    ...createMenus(kit),
    ...createDues(kit),
    ...createUpkeep(kit),
    ...createDesk(kit),
    ...createFeeds(kit),
    ...createOutbox(kit),
    ...createFence(kit),
    ...createRosters(kit),
    ...createRuns(kit),
    ...createLooks(kit),
    ...createSeatReads(kit),
    ...createSeatDesk(kit),
    ...createWishLists(kit),
    ...createDraws(kit),
    ...createOwnWords(kit),
  }
}

const kitOf = (options: StoreOptions): Kit => {
  const { random = realBackoff.random, delay = realBackoff.delay } = options
  const db = createDatabase(options.client, options.tableName, { random, delay })
  return {
    db,
    keyring: options.keyring,
    clock: options.clock,
    fault: options.fault ?? (() => undefined),
    catalogues: createCatalogueCache(db),
    known: createKnown(),
  }
}

/** Each effect is idempotent by what it names (a child in a section, a family, a contact), so the turn's number adds nothing here. */
const perform = async (kit: Kit, effect: StoreEffect): Promise<Outcome> => {
  switch (effect.kind) {
    case 'claim':
      return claim(kit, effect)
    case 'firm':
      return firm(kit, effect)
    case 'move':
      return move(kit, effect)
    case 'together':
      return together(kit, effect)
    case 'release':
      return { did: (await release(kit, effect)) === 'kept' ? 'seat' : 'released', effect }
    case 'erase':
      await eraseFamily(kit, effect.familyId)
      return { did: 'erased', effect }
    case 'erase_requests':
      await eraseRequests(kit, effect.contact)
      return { did: 'erased', effect }
    case 'same':
      return { did: 'same', found: await alikeOf(kit, effect), effect }
    case 'ask_no_more':
      await kit.db.update(askRemoved(effect.familyId, effect.contact))
      return { did: 'released', effect }
    case 'wish':
      return wish(kit, effect)
    case 'unwish':
      return unwish(kit, effect)
    case 'acknowledge':
      return { did: 'heard', notices: await heard(kit, effect.contact, effect), effect }
  }
}
