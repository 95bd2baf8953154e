import { cleanEntry, type LogEntry, type LogWord } from '../../shared/log.ts'

/** The program's log: one line of JSON an event, on standard error, cleaned (shared/log.ts). */
export type Log = (what: LogWord, more?: LogEntry) => void

/** @param write takes one line, its end included */
export const createLog =
  (write: (line: string) => void, realNow: () => number): Log =>
  (what, more = {}) =>
    write(`${JSON.stringify({ at: new Date(realNow()).toISOString(), what, ...cleanEntry(more) })}\n`)
