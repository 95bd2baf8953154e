/**
 * Messages of one contact are answered one after another within a process; between processes the conversation's version
 * decides. Waiting here saves work, it is not what makes two messages safe.
 */
export interface Queue {
  /** Runs `work` after everything already waiting for `key`; `busy` when that takes longer than the patience allows. */
  readonly run: <T>(key: string, work: () => Promise<T>) => Promise<T | 'busy'>
}

export const createQueue = (patience: () => Promise<void>): Queue => {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: async <T>(key: string, work: () => Promise<T>) => {
      const before = tails.get(key)
      let gaveUp = false
      const mine = (before ?? Promise.resolve()).then(
        async (): Promise<T | 'busy'> => (gaveUp ? 'busy' : work()),
      )
      const tail = mine.then(
        () => undefined,
        () => undefined,
      )
      tails.set(key, tail)
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      if (!before) return mine
      const waited = await Promise.race([
        before.then(() => 'free' as const),
        patience().then(() => 'tired' as const),
      ])
      if (waited === 'free') return mine
      gaveUp = true
      return 'busy'
    },
  }
}
