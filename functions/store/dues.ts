import type { ContactId, FamilyId, SectionId } from '../../shared/ids.ts'
import { keptFor } from '../../shared/retention.ts'
import { dayMs, type Instant } from '../../shared/time.ts'
import type { Dues } from '../app/ports.ts'
import { duePages, type Queue } from './due.ts'
import { casePk, contactPk, erasedKey, familyPk, sectionPk } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, textOf } from './marshal.ts'
import { hasLapsed } from './seats-item.ts'
import { holdersOf, readSection } from './section.ts'

/** The first `limit` items of a queue that are due, oldest first: each shard's first, merged. */
const dueItems = async (kit: Kit, queue: Queue, until: Instant, limit: number): Promise<readonly Item[]> => {
  const shards = await Promise.all(
    duePages(queue, until, limit).map(async (page) => {
      const items: Item[] = []
      for await (const item of kit.db.query(page)) items.push(item)
      return items
    }),
  )
  const all = shards.flat().sort((a, b) => (textOf(a, 'dueAt') < textOf(b, 'dueAt') ? -1 : 1))
  return all.slice(0, limit)
}

const afterPrefix = (item: Item, prefix: string): string => textOf(item, 'pk').slice(prefix.length)
const contactPrefix = contactPk('x').slice(0, -1)
const familyPrefix = familyPk('x').slice(0, -1)
const casePrefix = casePk('x').slice(0, -1)
const sectionPrefix = sectionPk('x').slice(0, -1)

export const dueSections = async (kit: Kit, now: Instant, limit: number): Promise<readonly SectionId[]> =>
  // Places on its list are due by themselves.
  [...new Set((await dueItems(kit, 'section', now, limit)).map((item) => afterPrefix(item, sectionPrefix)))]

async function* contacts(kit: Kit, queue: Queue, until: Instant, limit: number): AsyncIterable<ContactId> {
  for (const item of await dueItems(kit, queue, until, limit)) yield afterPrefix(item, contactPrefix)
}

/** A record that ended, or a line of the ledger whose erasure was cut short. */
const familyOf = (item: Item): FamilyId =>
  item.pk === erasedKey('x').pk ? textOf(item, 'sk') : afterPrefix(item, familyPrefix)

async function* families(kit: Kit, now: Instant, limit: number): AsyncIterable<FamilyId> {
  const ids = (await dueItems(kit, 'family', now, limit)).map(familyOf)
  yield* new Set(ids)
}

/** Cases stand in their queue by when they were written, for staff to work through; who is there that long has ended. */
async function* cases(kit: Kit, now: Instant, limit: number): AsyncIterable<string> {
  const old = await dueItems(kit, 'case', now - keptFor.caseDays * dayMs, limit)
  const answered = await dueItems(kit, 'answered', now, limit)
  for (const item of [...old, ...answered].slice(0, limit)) yield afterPrefix(item, casePrefix)
}

async function* lapsed(kit: Kit, now: Instant, limit: number) {
  for (const sectionId of await dueSections(kit, now, limit)) {
    const seats = await readSection(kit, sectionId)
    if (!seats) continue
    for (const [childId, holder] of await holdersOf(kit, sectionId, seats)) {
      if (hasLapsed(holder, now)) yield { sectionId, childId, familyId: holder.familyId }
    }
  }
}

export const createDues = (kit: Kit): Dues => ({
  openTurns: (limit, now = kit.clock.now()) => contacts(kit, 'open', now, limit),
  endedConversations: (now, limit) => contacts(kit, 'conversation', now, limit),
  endedFamilies: (now, limit) => families(kit, now, limit),
  endedCases: (now, limit) => cases(kit, now, limit),
  lapsedHolds: (now, limit) => lapsed(kit, now, limit),
})
