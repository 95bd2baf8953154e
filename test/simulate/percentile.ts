export const tenths = (value: number): number => Math.round(value * 10) / 10

/** The value that `share` of all are not above, in tenths; 0 where there is none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return tenths(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0)
}
