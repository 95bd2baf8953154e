import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { no, ok, type Result } from '../../shared/result.ts'
import { end, identify, isAlive, type Process, withArgument } from './processes.ts'

/**
 * One program a data folder. Each leaves a note in `run/` under its own process number, then looks at the notes of the
 * others: of two that begin at once at least one sees the other, so they can never both go on. A single lock file would have
 * to be taken over when its owner is dead, and two that take over at once can both believe they won.
 */
const noteSchema = z.object({
  /** What runs there, in words for the one who is turned away: `a server`, `a backup`. */
  what: z.string(),
  pid: z.int().positive(),
  started: z.string().nullable(),
  /** False while it is still looking at the others' notes. */
  holds: z.boolean(),
  engine: z.object({ pid: z.int().nullable(), endpoint: z.string() }).nullable(),
  url: z.string().nullable(),
})
export type Note = z.infer<typeof noteSchema>

export interface Lock {
  /** Puts into the note what others need to know of a running program. */
  readonly tell: (more: Partial<Pick<Note, 'engine' | 'url'>>) => void
  readonly release: () => void
}

const runFolder = (folder: string) => join(folder, 'run')
const noteFile = (folder: string, pid: number) => join(runFolder(folder), `${pid}.json`)
/** The engine's file, by the path that is on its command line. */
export const databaseFile = (folder: string): string => join(realpathSync(folder), 'data.db')

const readNote = (path: string): Note | null => {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Written beside and moved into place, so that nobody ever reads half a note. */
const writeNote = (folder: string, note: Note): void => {
  const path = noteFile(folder, note.pid)
  mkdirSync(runFolder(folder), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, JSON.stringify(note), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

const notes = (folder: string): readonly Note[] => {
  if (!existsSync(runFolder(folder))) return []
  const files = readdirSync(runFolder(folder)).filter((name) => name.endsWith('.json'))
  return files.map((name) => readNote(join(runFolder(folder), name))).filter((note) => note !== null)
}

const isLive = (note: Note): boolean => isAlive({ pid: note.pid, started: note.started })

/** The program that runs on a data folder, this process included, or null. */
export const runningOn = (folder: string): Note | null =>
  notes(folder).find((note) => note.holds && isLive(note)) ?? null

const others = (folder: string): readonly Note[] =>
  notes(folder).filter((note) => note.pid !== process.pid && isLive(note))

const forgetTheDead = (folder: string): void => {
  for (const note of notes(folder)) if (!isLive(note)) rmSync(noteFile(folder, note.pid), { force: true })
}

const held = (folder: string, mine: Note): Lock => {
  let note: Note = { ...mine, holds: true }
  writeNote(folder, note)
  return {
    tell: (more) => {
      note = { ...note, ...more }
      writeNote(folder, note)
    },
    release: () => rmSync(noteFile(folder, mine.pid), { force: true }),
  }
}

/**
 * Takes the data folder for this process; the error is the note of whoever has it. A dead owner's note counts for nothing.
 * Two that begin in the same instant both step back for a few random milliseconds.
 *
 * @param tries how often to step back before the other one is named as the owner
 */
export const takeLock = async (folder: string, what: string, tries = 20): Promise<Result<Lock, Note>> => {
  const { pid, started } = identify(process.pid)
  const mine: Note = { what, pid, started, holds: false, engine: null, url: null }
  for (let left = tries; ; left -= 1) {
    forgetTheDead(folder)
    const owner = runningOn(folder)
    if (owner) return no(owner)
    writeNote(folder, mine)
    const other = others(folder)[0]
    if (!other) return ok(held(folder, mine))
    rmSync(noteFile(folder, pid), { force: true })
    if (left <= 0) return no(other)
    await wait(5 + Math.random() * 50)
  }
}

/**
 * Ends engines that still hold this folder's database though nobody has the lock (its owner and its keeper were both
 * killed): two engines on one file would destroy it. To be called by the one who holds the lock.
 *
 * @returns the engines that were ended
 */
export const endOrphans = async (folder: string): Promise<readonly Process[]> => {
  const orphans = withArgument(databaseFile(folder))
  await Promise.all(orphans.map(end))
  return orphans
}
