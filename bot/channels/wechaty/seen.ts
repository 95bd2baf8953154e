import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Message ids already answered. A puppet hands old messages out again after a restart: the program would answer them with
 * the same words, but the person would read those twice.
 */
export interface Seen {
  /** True the first time, and marks it as being answered; false for a message in work or answered. */
  readonly take: (id: string) => boolean
  /** It was answered: not even a restart takes it again. */
  readonly done: (id: string) => Promise<void>
  /** It could not be answered: it may come again. */
  readonly giveBack: (id: string) => void
}

/** How many ids are remembered; older ones are forgotten first. */
const remembered = 10_000

/** `file` null remembers within this process only. */
export const seenIn = async (file: string | null): Promise<Seen> => {
  const ids = new Set(file === null ? [] : await readIds(file))
  return {
    take: (id) => {
      if (ids.has(id)) return false
      ids.add(id)
      forgetOldest(ids)
      return true
    },
    done: async (id) => {
      if (file !== null) await appendFile(file, `${id}\n`, { mode: 0o600 })
    },
    giveBack: (id) => {
      ids.delete(id)
    },
  }
}

const forgetOldest = (ids: Set<string>): void => {
  const [oldest] = ids
  if (ids.size > remembered && oldest !== undefined) ids.delete(oldest)
}

/** Reads the file and writes it back with the ids still remembered, so that it never grows for ever. */
const readIds = async (file: string): Promise<readonly string[]> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const lines = (await readIfThere(file)).split('\n').filter((line) => line !== '')
  const kept = lines.slice(-remembered)
  await writeFile(`${file}.new`, kept.map((id) => `${id}\n`).join(''), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return kept
}

const readIfThere = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
