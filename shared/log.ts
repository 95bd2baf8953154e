/** What a line of a log may hold: ids, classes, numbers and words of ours. Nothing that a person wrote. */
export type LogValue = number | boolean | LogWord | null | undefined
/** An id, a class of error, a route's pattern. */
export type LogWord = string

export type LogEntry = Readonly<Record<string, LogValue>>

const isWord = (text: string): boolean => /^[\w.:@=/{}*+-]{1,200}$/.test(text)

const clean = (value: LogValue): LogValue => (typeof value === 'string' && !isWord(value) ? '?' : value)

/** Whatever is no word of ours becomes `?`: nobody can log a sentence, a name or an error's message by mistake. */
export const cleanEntry = (entry: LogEntry): LogEntry =>
  Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, clean(value)]))

/** The class of what was thrown; its message may hold anything, and its name too if somebody set it. */
export const classOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  return /^\w{1,60}$/.test(error.name) ? error.name : 'Error'
}
