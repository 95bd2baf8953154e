import { windowOf } from '../../../shared/enrolment.ts'
import type { Section } from '../../../shared/section.ts'
import { isWished } from '../../../shared/wishes.ts'
import { seatsWords } from '../../wording/choosing.ts'
import { opensWords } from '../../wording/prepared.ts'
import { byDraw } from '../../wording/wishes.ts'
import type { Turn } from '../turn.ts'
import { isOpen } from './opening.ts'

/** How many seats are left; of what is not open yet, when it opens; of what is drawn, that it is. */
export const seatsOrOpening = ({ scene: { facts, now } }: Turn, section: Section): string =>
  isWished(section, now)
    ? `${isOpen(section, now) ? '' : opensWords(windowOf(section).opensAt)}${byDraw}`
    : isOpen(section, now)
      ? seatsWords(facts.seats.get(section.id))
      : opensWords(windowOf(section).opensAt)
