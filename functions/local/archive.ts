import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import * as z from 'zod'
import { reasonOf } from './data-folder.ts'
import { Stopped, stop } from './trouble.ts'

/**
 * A backup's file: gzip over lines of JSON. The first says what it is, each of the others is a record, the last has the
 * counts and a SHA-256 over all lines before it. The sum stands last so that a backup is written in one pass, whatever its
 * size, and a file that was cut short has none.
 */
const headerSchema = z.object({
  v: z.literal(1),
  kind: z.enum(['houniao-data', 'houniao-keys']),
  at: z.iso.datetime(),
  tables: z.array(z.string()),
})
export type ArchiveHeader = z.infer<typeof headerSchema>

const recordSchema = z.object({ t: z.string(), value: z.unknown() })
/** `t` is what is counted by: a table's name, `key`, `erased`, `secret`. */
export type ArchiveRecord = z.infer<typeof recordSchema>

const endSchema = z.object({ end: z.object({ counts: z.record(z.string(), z.int()), sha256: z.string() }) })
export type ArchiveEnd = z.infer<typeof endSchema>['end']

/** What is summed up of lines as they pass. */
const createSum = () => {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  return {
    line: (line: string) => void hash.update(line).update('\n'),
    record: (kind: string) => {
      counts[kind] = (counts[kind] ?? 0) + 1
    },
    end: (): ArchiveEnd => ({ counts, sha256: hash.digest('hex') }),
  }
}

/** Sums up without writing: two passes with one sum have seen the same. */
export const sumOf = async (
  header: ArchiveHeader,
  records: AsyncIterable<ArchiveRecord>,
): Promise<ArchiveEnd> => {
  const sum = createSum()
  sum.line(JSON.stringify(header))
  for await (const record of records) {
    sum.record(record.t)
    sum.line(JSON.stringify(record))
  }
  return sum.end()
}

const syncFile = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}

/**
 * Writes beside and moves into place: a file under the name given is always whole, the old one or the new one.
 *
 * @throws Stopped `file` where it cannot be written
 */
export const writeArchive = async (
  file: string,
  header: ArchiveHeader,
  records: () => AsyncIterable<ArchiveRecord>,
): Promise<ArchiveEnd> => {
  const draft = `${file}.new`
  let end: ArchiveEnd | null = null
  const lines = async function* () {
    const sum = createSum()
    const first = JSON.stringify(header)
    sum.line(first)
    yield `${first}\n`
    for await (const record of records()) {
      const line = JSON.stringify(record)
      sum.record(record.t)
      sum.line(line)
      yield `${line}\n`
    }
    end = sum.end()
    yield `${JSON.stringify({ end })}\n`
  }
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(draft, { mode: 0o600 }))
    await syncFile(draft)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    if (error instanceof Error && 'syscall' in error)
      return stop({ code: 'file', file, reason: `cannot be written (${reasonOf(error)}).` })
    throw error
  }
  return end ?? stop({ code: 'file', file, reason: 'was not written.' })
}

const notWhole = (file: string, why: string): never =>
  stop({
    code: 'file',
    file,
    reason: `is not a whole backup (${why}); nothing was changed. Take another copy of it, or an older one.`,
  })

const parsed = (file: string, line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return notWhole(file, 'a line is garbled')
  }
}

const checkEnd = (file: string, told: ArchiveEnd, found: ArchiveEnd): void => {
  if (told.sha256 !== found.sha256) notWhole(file, 'its checksum is wrong')
}

async function* linesOf(file: string): AsyncIterable<string> {
  const source = createReadStream(file)
  const text = createGunzip()
  const done = pipeline(source, text)
  // Told by the lines below; without this a failure in between would end the process.
  done.catch(() => undefined)
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) yield line
  await done
}

async function* checkedLines(file: string): AsyncIterable<string> {
  try {
    yield* linesOf(file)
  } catch (error) {
    if (error instanceof Stopped) throw error
    const reason = reasonOf(error)
    if (reason === 'ENOENT') stop({ code: 'file', file, reason: 'there is no such file.' })
    notWhole(file, reason.startsWith('Z_') ? 'it is cut short or garbled' : reason)
  }
}

const headerOf = (file: string, kind: ArchiveHeader['kind'], line: string): ArchiveHeader => {
  const header = headerSchema.safeParse(parsed(file, line))
  if (!header.success) return notWhole(file, 'it does not begin like one')
  return header.data.kind === kind ? header.data : notWhole(file, `it holds ${header.data.kind}, not ${kind}`)
}

/**
 * Reads a backup's records in order, each line checked as it passes; the sum can be wrong only after the last, so read
 * once to the end before anything is done with it.
 *
 * @throws Stopped `file` where it is missing, cut short, garbled, or of another kind
 */
export async function* readArchive(file: string, kind: ArchiveHeader['kind']): AsyncIterable<ArchiveRecord> {
  const sum = createSum()
  let first = true
  let told: ArchiveEnd | null = null
  for await (const line of checkedLines(file)) {
    if (told) return notWhole(file, 'something follows its end')
    const end = first ? null : endSchema.safeParse(parsed(file, line))
    if (first) headerOf(file, kind, line)
    if (end?.success) told = end.data.end
    else sum.line(line)
    if (!first && !told) yield recordIn(file, line, sum.record)
    first = false
  }
  if (!told) return notWhole(file, 'its end is missing')
  checkEnd(file, told, sum.end())
}

const recordIn = (file: string, line: string, count: (kind: string) => void): ArchiveRecord => {
  const record = recordSchema.safeParse(parsed(file, line))
  if (!record.success) return notWhole(file, 'a line is no record')
  count(record.data.t)
  return record.data
}

/** Reads to the end and keeps nothing: a file that passes is whole. */
export const verifyArchive = async (file: string, kind: ArchiveHeader['kind']): Promise<number> => {
  let count = 0
  for await (const _record of readArchive(file, kind)) count += 1
  return count
}
