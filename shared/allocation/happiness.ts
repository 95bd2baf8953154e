import type { Applicant } from './draw.ts'
import type { Row } from './table.ts'

/** Of n wishes the first has priority n - 1 and the last 0, as Feriennet has it: the highest number is the dearest wish. */
const weightOf = (wishes: number, at: number): number => wishes - at

/** Σ accepted (priority + 1) / Σ (priority + 1) over all children, from 0 to 1; null without a wish. */
export const happinessOf = (applicants: readonly Applicant[], rows: readonly Row[]): number | null => {
  const accepted = new Map(
    rows.map((row) => [row.childId, new Set(row.accepted.map(({ section }) => section))]),
  )
  let [got, all] = [0, 0]
  for (const { childId, wishes } of applicants)
    for (const [at, section] of wishes.entries()) {
      const weight = weightOf(wishes.length, at)
      all += weight
      if (accepted.get(childId)?.has(section)) got += weight
    }
  return all === 0 ? null : got / all
}
