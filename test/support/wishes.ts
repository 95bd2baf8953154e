import type { Programme } from '../../shared/programme.ts'
import { instantOf } from '../../shared/time.ts'
import { aProgramme } from './programme.ts'

/** Wishes are gathered on the first three days of June, and drawn two days later. */
export const gathering = { from: '2027-06-01', to: '2027-06-03', drawn: '2027-06-05', at: '10:00' } as const
export const wishesOpen = instantOf('2027-06-01', '10:00')
export const wishesOver = instantOf('2027-06-04', '09:00')
export const drawnAt = instantOf('2027-06-05', '10:00')
export const leftAt = instantOf('2027-06-06', '08:00')
export const seed = '2027060517'

/** The small programme: 篮球 and 绘画 in the hall are drawn, one seat each unless told otherwise; the rest is first come. */
export const aDrawnProgramme = (
  published: string | null = null,
  seats: Readonly<Record<string, number>> = { 'ball-tiny': 1, 'draw-hall': 1 },
): Programme => {
  const programme = aProgramme()
  return {
    ...programme,
    allocation: { method: 'first_come', wishes: { ...gathering, seed: published, groups: [] } },
    sections: programme.sections.map((section) => {
      const cap = seats[section.id]
      return cap === undefined
        ? section
        : { ...section, allocation: 'wishes', capacity: { ...section.capacity, cap } }
    }),
  }
}

/** The town publishes what the lots are drawn from. */
export const withSeed = (programme: Programme): Programme => {
  const { wishes } = programme.allocation
  return wishes
    ? { ...programme, allocation: { ...programme.allocation, wishes: { ...wishes, seed } } }
    : programme
}
