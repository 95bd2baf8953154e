import { methodOf } from './programme.ts'
import type { Section } from './section.ts'
import { addDays, type Instant, instantOf } from './time.ts'

/** When wishes for a section are gathered, drawn, and when what the draw left over is anybody's. */
export interface Gathering {
  readonly opensAt: Instant
  /** The first moment at which nothing is named or changed any more. */
  readonly closesAt: Instant
  readonly drawnAt: Instant
  /** The next morning, when all that were drawn have their seats. */
  readonly leftAt: Instant
  /** What the lots are drawn from is known; until then nothing is drawn, and nothing is left over. */
  readonly seeded: boolean
}

/** Null for a section whose seats are given otherwise. */
export const gatheringOf = ({ programme, plan }: Pick<Section, 'programme' | 'plan'>): Gathering | null => {
  const { wishes } = programme.allocation
  if (!wishes || methodOf(programme, plan) !== 'wishes') return null
  return {
    opensAt: instantOf(wishes.from),
    closesAt: instantOf(wishes.to, '24:00'),
    drawnAt: instantOf(wishes.drawn, wishes.at),
    leftAt: instantOf(addDays(wishes.drawn, 1), programme.enrolment.at),
    seeded: wishes.seed !== null,
  }
}

/** Is this section named among wishes rather than claimed? Until the last of the days on which they are gathered is over. */
export const isWished = (section: Pick<Section, 'programme' | 'plan'>, now: Instant): boolean => {
  const gathering = gatheringOf(section)
  return gathering !== null && now < gathering.closesAt
}

/** Neither named nor claimed: between the last day of wishes and the morning after the draw. */
export const isDrawing = (section: Pick<Section, 'programme' | 'plan'>, now: Instant): boolean => {
  const gathering = gatheringOf(section)
  if (!gathering || now < gathering.closesAt) return false
  return now < gathering.leftAt || !gathering.seeded
}
