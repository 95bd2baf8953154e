import type { Said } from '../../shared/calendar.ts'
import { type FamilyId, isId } from '../../shared/ids.ts'
import type { Feed, Feeds } from '../app/ports.ts'
import { readHead } from './catalogue.ts'
import { unchanged } from './conversation-item.ts'
import { familyAlive } from './family-item.ts'
import { openFamily } from './family-read.ts'
import { familyKey, feedKey, headKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, numberOf, textOf } from './marshal.ts'
import type { Put } from './requests.ts'

const noFeed: Feed = { rev: 0, generation: 1, renewedBy: [], said: {} }

/** One of a version that is not known counts as none but for what keeps old addresses shut. */
const readFeed = (item: Item | null): Feed => {
  if (!item) return noFeed
  const said: Said = item.v === 1 || item.v === 2 ? JSON.parse(textOf(item, 'said')) : {}
  // The first version did not remember who renewed it.
  const renewedBy: Feed['renewedBy'] = item.v === 2 ? JSON.parse(textOf(item, 'renewedBy')) : []
  return { rev: numberOf(item, 'rev'), generation: numberOf(item, 'generation'), renewedBy, said }
}

/** Ids, days and numbers only. It stands among the family's items and goes with them. */
const feedPut = (family: FamilyId, { rev, generation, renewedBy, said }: Feed): Put => ({
  item: {
    ...feedKey(family),
    v: 2,
    rev: rev + 1,
    generation,
    renewedBy: JSON.stringify(renewedBy),
    said: JSON.stringify(said),
  },
  condition: unchanged(rev),
})

export const createFeeds = (kit: Kit): Feeds => ({
  family: async (id) => {
    if (!isId(id)) return null
    const [item = null, head = null, feed = null] = await kit.db.batchGet([
      familyKey(id),
      headKey,
      feedKey(id),
    ])
    const family = await openFamily(kit, item, kit.clock.now())
    if (!family) return null
    return { family, catalogue: await kit.catalogues.at(readHead(head)), feed: readFeed(feed) }
  },
  saveFeed: async (id, feed) => {
    const alive = { key: familyKey(id), condition: { when: familyAlive } }
    const { ok } = await kit.db.transact([{ check: alive }, { put: feedPut(id, feed) }])
    return ok ? 'saved' : 'conflict'
  },
})
