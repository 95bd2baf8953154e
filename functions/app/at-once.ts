/** Does `work` for each, so many at a time, and takes the next only when one is done. The first that throws stops the rest. */
export const atOnce = async <T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const rest = items[Symbol.iterator]()
  let stopped = false
  const hand = async (): Promise<void> => {
    for (let next = rest.next(); !next.done && !stopped; next = rest.next()) await work(next.value)
  }
  const hands = Array.from({ length: limit }, () =>
    hand().catch((error: unknown) => {
      stopped = true
      throw error
    }),
  )
  const settled = await Promise.allSettled(hands)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}
