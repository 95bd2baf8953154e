import type { Wishes, WishesNow } from '../../shared/allocation.ts'
import type { ChildId, FamilyId, ProgrammeId, SectionId } from '../../shared/ids.ts'
import { wishesEndAt } from '../../shared/retention.ts'
import type { Instant } from '../../shared/time.ts'
import type { Effect, Enrolled, Outcome, WishLists } from '../app/ports.ts'
import { ttlOf } from './aging.ts'
import { readHead } from './catalogue.ts'
import { shardOf } from './due.ts'
import { type ClearFamily, clearAttributes, familyAlive, hearers, isAlive, readClear } from './family-item.ts'
import { familyKey, headKey, last, wishesKey, wishesPk, wishesPrefix } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, maybeText, numberOf, textOf } from './marshal.ts'
import type { Page, Put } from './requests.ts'

const wishesVersion = 1
/** Items, and so families, that one request reads. */
const pageSize = 100
const shards = 8

const shardFor = (family: FamilyId): number => shardOf(family) % shards
export const keyOf = (programme: ProgrammeId, family: FamilyId, child: ChildId) =>
  wishesKey(programme, shardFor(family), family, child)
const familyPage = (programme: ProgrammeId, family: FamilyId): Page => {
  const prefix = wishesPrefix(family)
  return { pk: wishesPk(programme, shardFor(family)), from: prefix, to: last(prefix) }
}

/** Ids only. */
export const wishesPut = (programme: ProgrammeId, wishes: Wishes, endsAt: Instant): Put => {
  const { familyId, childId, organisations, together, ranked, waits } = wishes
  return {
    item: {
      ...keyOf(programme, familyId, childId),
      v: wishesVersion,
      organisations: JSON.stringify(organisations),
      together: together ?? undefined,
      ranked: JSON.stringify(ranked),
      waits: waits === false ? false : undefined,
      endsAt,
      ttl: ttlOf(endsAt),
    },
  }
}

const idsIn = (item: Item, key: string): readonly string[] => JSON.parse(textOf(item, key))

/** Null for what has ended, and for a version that is not known. */
export const readWishes = (item: Item, now: Instant): Wishes | null => {
  if (item.v !== wishesVersion || now >= numberOf(item, 'endsAt')) return null
  const [familyId = '', childId = ''] = textOf(item, 'sk').split('#')
  return {
    familyId,
    childId,
    organisations: idsIn(item, 'organisations'),
    together: maybeText(item, 'together'),
    ranked: idsIn(item, 'ranked'),
    ...(item.waits === false ? { waits: false } : {}),
  }
}

const seatsOf = ({ enrolments }: ClearFamily, child: ChildId) =>
  enrolments
    .filter(({ childId, state }) => childId === child && state !== 'waiting')
    .map(({ sectionId }) => sectionId)

interface Read {
  readonly wishes: Wishes
  /** What it had when it was drawn; null before. */
  readonly frozen: readonly SectionId[] | null
  readonly family: ClearFamily
}

/** Those who are still there, in one request for all, and whom a guardian has confirmed: a helper's word is no wish. */
const withFamilies = async (kit: Kit, page: readonly Omit<Read, 'family'>[]): Promise<readonly Read[]> => {
  const ids = [...new Set(page.map(({ wishes }) => wishes.familyId))]
  const items = await kit.db.batchGet(ids.map(familyKey), { only: clearAttributes })
  const now = kit.clock.now()
  const families = new Map(
    items.flatMap((item): readonly (readonly [FamilyId, ClearFamily])[] => {
      const family = item && readClear(item)
      return family && isAlive(family, now) && !family.pending ? [[family.id, family]] : []
    }),
  )
  return page.flatMap((each) => {
    const family = families.get(each.wishes.familyId)
    return family ? [{ ...each, family }] : []
  })
}

async function* pagesOf(kit: Kit, programme: ProgrammeId): AsyncIterable<readonly Read[]> {
  for (let shard = 0; shard < shards; shard++) {
    let page: Omit<Read, 'family'>[] = []
    for await (const item of kit.db.query({ pk: wishesPk(programme, shard), from: '!', to: '~', pageSize })) {
      const wishes = readWishes(item, kit.clock.now())
      if (wishes) page.push({ wishes, frozen: item.taken === undefined ? null : idsIn(item, 'taken') })
      if (page.length < pageSize) continue
      yield await withFamilies(kit, page)
      page = []
    }
    if (page.length > 0) yield await withFamilies(kit, page)
  }
}

async function* wishesOf(kit: Kit, programme: ProgrammeId): AsyncIterable<readonly WishesNow[]> {
  for await (const page of pagesOf(kit, programme))
    yield page.map(({ wishes, frozen, family }) => ({
      ...wishes,
      taken: frozen ?? seatsOf(family, wishes.childId),
    }))
}

/** Siblings may come on two pages, and bring their family twice. */
export async function* wishers(kit: Kit, programme: ProgrammeId): AsyncIterable<readonly Enrolled[]> {
  for await (const page of pagesOf(kit, programme)) {
    const families = new Map(page.map(({ family }) => [family.id, family]))
    yield [...families.values()].map((family) => ({
      familyId: family.id,
      contacts: hearers(family),
      enrolments: family.enrolments,
    }))
  }
}

/** Of one family, as they are stored and as they are read. */
export async function* wishItems(
  kit: Kit,
  programme: ProgrammeId,
  family: FamilyId,
): AsyncIterable<readonly [Item, Wishes]> {
  for await (const item of kit.db.query(familyPage(programme, family))) {
    const wishes = readWishes(item, kit.clock.now())
    if (wishes) yield [item, wishes]
  }
}

const ofFamily = async (kit: Kit, programme: ProgrammeId, family: FamilyId): Promise<readonly Wishes[]> => {
  const found: Wishes[] = []
  for await (const [, wishes] of wishItems(kit, programme, family)) found.push(wishes)
  return found
}

/** Beside a family that stands, or not at all: what an erasure deletes must not be written after it. */
const save = async (kit: Kit, programmeId: ProgrammeId, wishes: Wishes): Promise<'saved' | 'gone'> => {
  const catalogue = kit.catalogues.latest() ?? (await kit.catalogues.at(readHead(await kit.db.get(headKey))))
  const programme = catalogue.programmes.get(programmeId)
  if (!programme) return 'gone'
  const stands = { key: familyKey(wishes.familyId), condition: { when: familyAlive } }
  const put = wishesPut(programmeId, wishes, wishesEndAt(programme))
  const { ok } = await kit.db.transact([{ put }, { check: stands }])
  return ok ? 'saved' : 'gone'
}

type Wish = Extract<Effect, { kind: 'wish' }>
type Unwish = Extract<Effect, { kind: 'unwish' }>

/** One word for all of a family: who says it is drawn with the others who say it. */
const siblings = 'siblings'

const wishesIn = ({ childId, familyId, organisations, ranked, together, waits }: Wish): Wishes => ({
  childId,
  familyId,
  organisations,
  ranked,
  together: together ? siblings : null,
  ...(waits ? {} : { waits }),
})

/** What was named last counts. Repeated after its time it answers what it answered before. */
export const wish = async (kit: Kit, effect: Wish): Promise<Outcome> => {
  const wishes = wishesIn(effect)
  if (kit.clock.now() >= effect.until) {
    const item = await kit.db.get(keyOf(effect.programmeId, effect.familyId, effect.childId))
    const stored = item && readWishes(item, kit.clock.now())
    const same = stored?.ranked.join() === wishes.ranked.join() && stored.together === wishes.together
    return same ? { did: 'wished', effect } : { did: 'refused', why: 'closed', effect }
  }
  const saved = await save(kit, effect.programmeId, wishes)
  return saved === 'saved' ? { did: 'wished', effect } : { did: 'refused', why: 'lapsed', effect }
}

export const unwish = async (kit: Kit, effect: Unwish): Promise<Outcome> => {
  const key = keyOf(effect.programmeId, effect.familyId, effect.childId)
  if (kit.clock.now() < effect.until) await kit.db.del({ key })
  else if (await kit.db.get(key)) return { did: 'refused', why: 'closed', effect }
  return { did: 'unwished', effect }
}

/** Part of erasing a family. */
export const eraseWishes = async (kit: Kit, programme: ProgrammeId, family: FamilyId): Promise<void> => {
  for await (const item of kit.db.query({ ...familyPage(programme, family), only: ['pk', 'sk'] })) {
    await kit.db.del({ key: { pk: textOf(item, 'pk'), sk: textOf(item, 'sk') } })
    await kit.fault('erase.wishes')
  }
}

export const createWishLists = (kit: Kit): WishLists => ({
  saveWishes: (programme, wishes) => save(kit, programme, wishes),
  dropWishes: async (programme, family, child) => {
    await kit.db.del({ key: keyOf(programme, family, child) })
  },
  wishesOfFamily: (programme, family) => ofFamily(kit, programme, family),
  wishesOf: (programme) => wishesOf(kit, programme),
})
