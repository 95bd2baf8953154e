import type { Instant } from '../../shared/time.ts'
import { duePages, type Queue } from './due.ts'
import type { Kit } from './kit.ts'
import { type Item, textOf } from './marshal.ts'

/** A shard with the next of its items at hand. */
interface Shard {
  readonly items: AsyncIterator<Item>
  head: Item | null
  given: number
}

const opened = async (items: AsyncIterator<Item>): Promise<Shard> => {
  const shard: Shard = { items, head: null, given: 0 }
  await step(shard)
  return shard
}

const step = async (shard: Shard): Promise<void> => {
  const { done, value } = await shard.items.next()
  shard.head = done ? null : value
}

/** Of two with the same moment (a run stamps all of its messages alike) the one whose shard gave less. */
const before = (a: Shard, b: Shard): number => {
  const [left, right] = [dueAtOf(a), dueAtOf(b)]
  if (left !== right) return left < right ? -1 : 1
  return a.given - b.given
}
const dueAtOf = (shard: Shard): string => (shard.head ? textOf(shard.head, 'dueAt') : '~')

/**
 * Keys of what is due in a queue until a moment, it included, oldest first, as far as they are asked for; `pageSize` of a shard
 * at a time. The index is a moment behind: an item may be gone or due no longer.
 */
export async function* dueInOrder(
  kit: Kit,
  queue: Queue,
  until: Instant,
  pageSize: number,
  from: Instant = 0,
): AsyncIterable<Item> {
  const pages = duePages(queue, until, undefined, from).map((page) => kit.db.query({ ...page, pageSize }))
  const shards = await Promise.all(pages.map((page) => opened(page[Symbol.asyncIterator]())))
  for (;;) {
    const next = shards.reduce((a, b) => (before(b, a) < 0 ? b : a))
    if (!next.head) return
    yield next.head
    next.given++
    await step(next)
  }
}

/** What a page of a list is: its items in order, and where the next one goes on, or null. */
export interface DueList {
  readonly items: readonly Item[]
  readonly after: string | null
}

/**
 * A page of a queue, oldest first. `after` is what the page before gave, or null. `idOf` tells apart what one moment brought:
 * that has no order in the index, so that its rest is read before the page ends.
 */
export const dueList = async (
  kit: Kit,
  queue: Queue,
  idOf: (item: Item) => string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<DueList> => {
  const cursorOf = (item: Item): string => `${textOf(item, 'dueAt')}.${idOf(item)}`
  const from = Number((after ?? '0').split('.')[0])
  const pages = duePages(queue, kit.clock.now(), undefined, Number.isSafeInteger(from) ? from : 0)
  const firstOf = async (page: (typeof pages)[number]): Promise<readonly Item[]> => {
    const found: Item[] = []
    let last = ''
    for await (const item of kit.db.query({ ...page, pageSize: limit + 1 })) {
      if (found.length > limit && textOf(item, 'dueAt') !== last) break
      last = textOf(item, 'dueAt')
      if (cursorOf(item) > (after ?? '')) found.push(item)
    }
    return found
  }
  const all = (await Promise.all(pages.map(firstOf))).flat()
  all.sort((a, b) => (cursorOf(a) < cursorOf(b) ? -1 : 1))
  const items = all.slice(0, limit)
  const last = items.at(-1)
  return { items, after: last && all.length > limit ? cursorOf(last) : null }
}
