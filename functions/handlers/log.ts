/** One line of JSON to the function's log. Ids, classes and numbers only: never a word that a person wrote. */
export const log = (entry: Readonly<Record<string, string | number | boolean | undefined>>): void => {
  process.stdout.write(`${JSON.stringify(entry)}\n`)
}

/** What was thrown, by its class: its message may hold anything. */
export const classOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
