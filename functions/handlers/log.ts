import { cleanEntry, type LogEntry } from '../../shared/log.ts'

/** One line of JSON to the function's log, cleaned (shared/log.ts). */
export const log = (entry: LogEntry): void => {
  process.stdout.write(`${JSON.stringify(cleanEntry(entry))}\n`)
}
