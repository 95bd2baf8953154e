import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type Catalogue, indexCatalogue } from '../../shared/catalogue.ts'
import type { ProgrammeId } from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Database } from './database.ts'
import { chunkKey, headKey, last, versionStamp } from './keys.ts'
import { bytesOf, type Item, numberOf, textOf } from './marshal.ts'
import type { Put } from './requests.ts'

/** Which version of each programme is on offer. Read at every turn, so it holds nothing else. */
export interface Head {
  readonly rev: number
  readonly programmes: Readonly<Record<ProgrammeId, Published>>
}
export interface Published {
  readonly version: number
  /** SHA-256 of the programme's content, hex. */
  readonly digest: string
}

const noHead: Head = { rev: 0, programmes: {} }
/** An item may have 400 KB. */
const chunkBytes = 300 * 1024

export const readHead = (item: Item | null): Head => {
  if (!item) return noHead
  const programmes: Head['programmes'] = JSON.parse(textOf(item, 'programmes'))
  return { rev: numberOf(item, 'rev'), programmes }
}

export const headPut = (head: Head): Put => ({
  item: { ...headKey, v: 1, rev: head.rev + 1, programmes: JSON.stringify(head.programmes) },
  condition:
    head.rev === 0
      ? { when: 'attribute_not_exists(pk)' }
      : { when: '#rev = :rev', names: { '#rev': 'rev' }, values: { ':rev': head.rev } },
})

/** The same content in another order of its keys is the same. */
export const digestOf = (programme: Programme): string =>
  createHash('sha256').update(JSON.stringify(programme, sorted)).digest('hex')

const sorted = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

export const chunkPuts = (programme: Programme, version: number): readonly Put[] => {
  const bytes = gzipSync(JSON.stringify(programme))
  const puts: Put[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const key = chunkKey(programme.id, version, puts.length)
    puts.push({ item: { ...key, v: 1, bytes: bytes.subarray(at, at + chunkBytes) } })
  }
  return puts
}

/** What was written before these were: closures came with the messages of the day. */
type Younger = 'closures' | 'callAfterMinutes'
type StoredProgramme = Omit<Programme, Younger | 'allocation'> &
  Partial<Pick<Programme, Younger>> & {
    /** A method alone, before the days of wishes came. */
    readonly allocation: Programme['allocation'] | 'first_come' | 'wishes' | 'order'
  }

const allocationOf = (stored: StoredProgramme['allocation']): Programme['allocation'] => {
  if (typeof stored !== 'string') return stored
  return { method: stored === 'order' ? 'by_order' : stored }
}

/** Throws where that version never was. */
export const loadProgramme = async (db: Database, id: ProgrammeId, version: number): Promise<Programme> => {
  const { pk } = chunkKey(id, version, 0)
  const prefix = versionStamp(version)
  const parts: Uint8Array[] = []
  for await (const item of db.query({ pk, from: prefix, to: last(prefix) }))
    parts.push(bytesOf(item, 'bytes'))
  const stored: StoredProgramme = JSON.parse(gunzipSync(Buffer.concat(parts)).toString('utf8'))
  return {
    ...stored,
    allocation: allocationOf(stored.allocation),
    closures: stored.closures ?? [],
    callAfterMinutes: stored.callAfterMinutes ?? 15,
  }
}

/** The catalogue of this process: built once a version, however many turns ask. */
export interface CatalogueCache {
  readonly at: (head: Head) => Promise<Catalogue>
  /** The one that was last asked for, without a read; null before the first. */
  readonly latest: () => Catalogue | null
}

export const createCatalogueCache = (db: Database): CatalogueCache => {
  const programmes = new Map<
    ProgrammeId,
    { readonly version: number; readonly programme: Promise<Programme> }
  >()
  let current: { readonly rev: number; readonly catalogue: Promise<Catalogue> } | null = null
  let latest: Catalogue | null = null

  const programmeAt = (id: ProgrammeId, version: number): Promise<Programme> => {
    const held = programmes.get(id)
    if (held?.version === version) return held.programme
    const programme = loadProgramme(db, id, version)
    programmes.set(id, { version, programme })
    programme.catch(() => programmes.delete(id))
    return programme
  }
  const build = async (head: Head): Promise<Catalogue> => {
    const entries = Object.entries(head.programmes).map(async ([id, { version }]) => ({
      programme: await programmeAt(id, version),
      version,
    }))
    latest = indexCatalogue(await Promise.all(entries))
    return latest
  }
  return {
    at: (head) => {
      if (current?.rev === head.rev) return current.catalogue
      const catalogue = build(head)
      current = { rev: head.rev, catalogue }
      catalogue.catch(() => {
        current = null
      })
      return catalogue
    },
    latest: () => latest,
  }
}
