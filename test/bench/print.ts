/** One measurement a line, as JSON: what was measured, the floor it stands beside, and what was asked. */
export interface Measurement {
  readonly name: string
  readonly unit: string
  readonly value: number
  /** The same unit, measured in the same run. */
  readonly floor?: { readonly what: string; readonly value: number }
  readonly ratio?: number
  readonly asked?: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export const print = (measurement: Measurement): void => console.log(JSON.stringify(measurement))

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits))

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}
