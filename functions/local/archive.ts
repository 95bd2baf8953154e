import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import * as z from 'zod'
import { reasonOf } from './data-folder.ts'
import { stop } from './trouble.ts'

/**
 * A backup's file: gzip over lines of JSON. The first says what it is, each of the others is a record, the last has the
 * counts and a SHA-256 over all lines before it. The sum stands last so that a backup is written in one pass, whatever its
 * size, and a file that was cut short has none.
 */
export const headerSchema = z.object({
  v: z.literal(1),
  kind: z.enum(['houniao-data', 'houniao-keys']),
  at: z.iso.datetime(),
  tables: z.array(z.string()),
})
export type ArchiveHeader = z.infer<typeof headerSchema>

export const recordSchema = z.object({ t: z.string(), value: z.unknown() })
/** `t` is what is counted by: a table's name, `key`, `erased`, `secret`. */
export type ArchiveRecord = z.infer<typeof recordSchema>

export const endSchema = z.object({
  end: z.object({ counts: z.record(z.string(), z.int()), sha256: z.string() }),
})
export type ArchiveEnd = z.infer<typeof endSchema>['end']

/** What is summed up of lines as they pass. */
export const createSum = () => {
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
