/** Does all of it, so many at a time, each as soon as there is room; in order of the list otherwise. */
export const inLanes = async <T>(
  list: readonly T[],
  width: number,
  work: (one: T) => Promise<void>,
): Promise<void> => {
  const queue = list.values()
  const lane = async (): Promise<void> => {
    for (const one of queue) await work(one)
  }
  await Promise.all(Array.from({ length: width }, lane))
}
