/**
 * The program's log: one line of JSON an event, on standard error. Ids and numbers only, by type: nobody can hand it a
 * sentence, a name or an error's message by mistake.
 */
export type LogValue = number | boolean | LogWord | null | undefined
/** A word of ours: an id, a class of error, a route's pattern. */
export type LogWord = string

const isWord = (text: string): boolean => /^[\w.:@=/{}*+-]{1,200}$/.test(text)

const clean = (value: LogValue): LogValue => (typeof value === 'string' && !isWord(value) ? '?' : value)

export type Log = (what: string, more?: Readonly<Record<string, LogValue>>) => void

/** @param write takes one line, its end included */
export const createLog =
  (write: (line: string) => void, realNow: () => number): Log =>
  (what, more = {}) => {
    const shown = Object.fromEntries(Object.entries(more).map(([key, value]) => [key, clean(value)]))
    write(`${JSON.stringify({ at: new Date(realNow()).toISOString(), what, ...shown })}\n`)
  }

/** The class of what was thrown; its message may hold anything. */
export const classOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
