import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import {
  type ArchiveEnd,
  type ArchiveHeader,
  type ArchiveRecord,
  createSum,
  endSchema,
  headerSchema,
  recordSchema,
} from './archive.ts'
import { reasonOf } from './data-folder.ts'
import { Stopped, stop } from './trouble.ts'

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
