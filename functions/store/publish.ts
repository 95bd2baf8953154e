import { LRUCache } from 'lru-cache'
import { type Catalogue, indexCatalogue, type Section } from '../../shared/catalogue.ts'
import { changesBetween } from '../../shared/changes.ts'
import { keepingClosures } from '../../shared/closures.ts'
import type { OrganisationId, ProgrammeId, SectionId } from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import { quotaEndsAt } from '../../shared/quotas.ts'
import { reshape, type SeatPlan } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import type { Menus, Published } from '../app/ports.ts'
import { chunkPuts, digestOf, type Head, headPut, loadProgramme, readHead } from './catalogue.ts'
import { moveLine } from './history.ts'
import { headKey, seatsKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { bytesOf, type Item } from './marshal.ts'
import { promote } from './promote.ts'
import type { Write } from './requests.ts'
import { newRun } from './runs.ts'
import { emptyRoom, newSeats, readSeats, type Seats } from './seats-item.ts'
import { readSection, waitersOf } from './section.ts'
import { reshaped } from './section-requests.ts'

interface Version {
  readonly version: number
  readonly programme: Programme
}

export const createMenus = (kit: Kit): Menus => ({
  publish: async (file) => {
    const published = await publish(kit, file.id, (current) =>
      current ? keepingClosures(file, current) : file,
    )
    if (!published) throw new Error('a file is always published')
    return published
  },
  revise: (id, change) => publish(kit, id, (current) => current && change(current)),
  versionOf: versionsOf(kit),
})

/**
 * Chunks first, seats next, the head last and only over the head that was read: until then nobody sees anything of it, and
 * a publication that was cut short is simply run again.
 */
const publish = async (
  kit: Kit,
  id: ProgrammeId,
  next: (current: Programme | null) => Programme | null,
): Promise<Published | null> => {
  const head = readHead(await kit.db.get(headKey))
  const before = head.programmes[id]
  const current = before
    ? { version: before.version, programme: await loadProgramme(kit.db, id, before.version) }
    : null
  const programme = next(current?.programme ?? null)
  if (!programme) return null
  const digest = digestOf(programme)
  if (before?.digest === digest) {
    // Another publication that was cut short may have left its capacities behind.
    await provideSeats(kit, programme)
    return { version: before.version, changed: false }
  }
  const version = await writeContent(kit, programme, (before?.version ?? 0) + 1)
  await kit.fault('publish.chunks')
  await provideSeats(kit, programme)
  await kit.fault('publish.seats')
  const written = await writeHead(
    kit,
    head,
    { id, version, digest },
    runsOf(kit, current, { programme, version }),
  )
  return written ? { version, changed: true } : publish(kit, id, next)
}

/** Under the first version from `version` on that is free: one that was cut short, or is being published beside us, keeps its own. */
const writeContent = async (kit: Kit, programme: Programme, version: number): Promise<number> => {
  for (const put of chunkPuts(programme, version)) {
    const written = await kit.db.put({ ...put, condition: { when: 'attribute_not_exists(pk)' } })
    if (!written.ok && !isSame(written.old, put.item.bytes)) return writeContent(kit, programme, version + 1)
  }
  return version
}

const isSame = (old: Item | null, bytes: unknown): boolean =>
  old !== null && bytes instanceof Uint8Array && Buffer.from(bytesOf(old, 'bytes')).equals(bytes)

/** False where somebody else published meanwhile. */
const writeHead = async (
  kit: Kit,
  head: Head,
  { id, version, digest }: { readonly id: ProgrammeId; readonly version: number; readonly digest: string },
  runs: readonly Write[],
): Promise<boolean> => {
  const put = headPut({ ...head, programmes: { ...head.programmes, [id]: { version, digest } } })
  if (runs.length === 0) return (await kit.db.put(put)).ok
  return (await kit.db.transact([{ put }, ...runs])).ok
}

/** The run that tells families what changes for them, where anything from now on does. */
const runsOf = (kit: Kit, current: Version | null, next: Version): readonly Write[] => {
  if (!current) return []
  const now = kit.clock.now()
  const programmeId = next.programme.id
  const changes = changesBetween(indexCatalogue([current]), indexCatalogue([next]), programmeId, now)
  if (changes.length === 0) return []
  return [{ put: newRun({ kind: 'change', programmeId, before: current.version, after: next.version }, now) }]
}

/** Versions that messages of a change are worded from, a few at a time. */
const keptVersions = 6

/** A version is written whole before anybody can name it, and never written again. */
const versionsOf = (kit: Kit): Menus['versionOf'] => {
  const kept = new LRUCache<string, Promise<Catalogue>>({ max: keptVersions })
  return async (id, version) => {
    const head = readHead(await kit.db.get(headKey))
    if (!Number.isSafeInteger(version) || version < 1 || version > (head.programmes[id]?.version ?? 0))
      return null
    const name = `${id}@${version}`
    const known = kept.get(name)
    if (known) return known
    const loading = loadProgramme(kit.db, id, version).then((programme) =>
      indexCatalogue([{ programme, version }]),
    )
    kept.set(name, loading)
    loading.catch(() => kept.delete(name))
    return loading
  }
}
const provideSeats = async (kit: Kit, programme: Programme): Promise<void> => {
  const sections = [...indexCatalogue([{ programme, version: 1 }]).sections.values()]
  const items = await kit.db.batchGet(
    sections.map((section) => seatsKey(section.id)),
    { only: ['capacity', 'left', 'waiting', 'marks', 'quotas', 'dueAt'] },
  )
  for (let at = 0; at < sections.length; at += atOnce) {
    const group = sections.slice(at, at + atOnce)
    await Promise.all(group.map((section, n) => provide(kit, section, items[at + n] ?? null)))
  }
}

const atOnce = 25

const provide = async (kit: Kit, section: Section, item: Item | null): Promise<void> => {
  const plan = { capacity: section.capacity, quotas: section.plan.quotas }
  if (item) return adjust(kit, section.id, plan, readSeats(item))
  const room = reshape(emptyRoom(section.capacity), plan, kit.clock.now())
  const { ok } = await kit.db.put(newSeats(section.id, room))
  if (!ok) await adjust(kit, section.id, plan, null)
}

/** Nobody is thrown out: `left` may go below nothing, and then no claim succeeds until enough have gone. */
const adjust = async (kit: Kit, section: SectionId, plan: SeatPlan, read: Seats | null): Promise<void> => {
  const seats = read ?? (await readSection(kit, section))
  const now = kit.clock.now()
  if (!seats || isShaped(seats, plan, now)) return
  const waiting = await waitersFor(kit, section, seats)
  const room = reshape(seats, plan, now, waiting)
  const { ok } = await kit.db.transact([
    { update: reshaped(section, seats, room, now) },
    moveLine(kit, section, 'section', 'resized', { party: plan.capacity }, now),
  ])
  if (!ok) return adjust(kit, section, plan, null)
  await kit.fault('publish.capacity')
  await promote(kit, section)
}

/** What stands there is what the programme says: most publications change few sections. */
const isShaped = ({ capacity, quotas }: Seats, plan: SeatPlan, now: Instant): boolean => {
  const wanted = plan.quotas.filter(({ until }) => now < quotaEndsAt(until))
  const same = wanted.every(({ organisation, seats, until }) => {
    const quota = quotas.get(organisation)
    return quota?.asked === seats && quota.until === quotaEndsAt(until)
  })
  return capacity === plan.capacity && same && quotas.size === wanted.length
}

/** How many of those on the list may draw from a quota that is new. */
const waitersFor = async (
  kit: Kit,
  section: SectionId,
  seats: Seats,
): Promise<(organisation: OrganisationId) => number> => {
  const counted = new Map<OrganisationId, number>()
  if (seats.waiting > 0) {
    for await (const { draws } of waitersOf(kit, section))
      for (const { organisation } of draws) counted.set(organisation, (counted.get(organisation) ?? 0) + 1)
  }
  return (organisation) => counted.get(organisation) ?? 0
}
