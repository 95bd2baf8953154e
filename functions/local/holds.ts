/** What a command has in hand and must let go of, last first: an engine, a lock, a port. */
export interface Holds {
  readonly keep: (letGo: () => Promise<unknown> | unknown) => void
  /** Lets go of everything, once. One that fails does not keep the others. */
  readonly letGo: () => Promise<void>
}

export const createHolds = (): Holds => {
  const held: (() => Promise<unknown> | unknown)[] = []
  return {
    keep: (letGo) => void held.push(letGo),
    letGo: async () => {
      for (let letGo = held.pop(); letGo; letGo = held.pop()) {
        await Promise.resolve()
          .then(letGo)
          .catch(() => undefined)
      }
    },
  }
}

/** Runs `work` and lets go of all it kept, however it ends. */
export const withHolds = async <T>(work: (holds: Holds) => Promise<T>): Promise<T> => {
  const holds = createHolds()
  try {
    return await work(holds)
  } finally {
    await holds.letGo()
  }
}
