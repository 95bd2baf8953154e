import type { Section } from '../../../shared/catalogue.ts'
import { mayStandBeside } from '../../../shared/enrolment.ts'
import type { SectionId } from '../../../shared/ids.ts'
import type { Refusal } from '../../../shared/refusals.ts'
import { listed } from '../../wording/common.ts'
import { dayWithWeekday } from '../../wording/dates.ts'
import * as words from '../../wording/offers.ts'
import { hoursWords, sectionName } from '../../wording/schedule.ts'
import { type Taken, takenOf } from '../enrolled.ts'
import type { Place } from '../flows.ts'
import { numberedChoices, pickOf } from '../pick.ts'
import type { Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import type { OfferFlow } from './flow.ts'
import { isAmong, type Offer, partOf, placesOf, wordsOf } from './live.ts'

/** An offered seat that cannot stand beside what its child has, and which of that could go for it. */
export interface Clash {
  /** The offer, of this child alone. */
  readonly offer: Offer
  readonly refusal: Refusal
  readonly others: readonly Taken[]
}

/** Seats only: a place on another list is asked about when it is offered one. */
const seatsBeside = (turn: Turn, { enrolment }: Taken, flow: OfferFlow): readonly Taken[] =>
  takenOf(turn.state, turn.scene).filter(
    (other) =>
      other.enrolment.childId === enrolment.childId &&
      other.enrolment.sectionId !== enrolment.sectionId &&
      (other.enrolment.state === 'seat' ||
        other.enrolment.state === 'held' ||
        // Accepted with the same word.
        (other.enrolment.state === 'offered' && isAmong(flow.among.flat(), other.enrolment))) &&
      !isAmong([...flow.instead, ...flow.refused], other.enrolment),
  )

const takenIds = (refusal: Refusal): readonly SectionId[] => {
  if (refusal.code === 'limit') return refusal.taken
  return refusal.code === 'overlap' || refusal.code === 'one_period' ? [refusal.taken] : []
}

const sectionsOf = (taken: readonly Taken[]): readonly Section[] =>
  taken.flatMap(({ section }) => (section ? [section] : []))

const clashOf = (turn: Turn, flow: OfferFlow, offer: Offer, taken: Taken): readonly Clash[] => {
  const beside = seatsBeside(turn, taken, flow)
  const refusal = mayStandBeside(sectionsOf(beside), offer.section)
  if (!refusal) return []
  const ids = takenIds(refusal)
  const own = partOf(offer, [taken.enrolment])
  const others = beside.filter(({ enrolment }) => ids.includes(enrolment.sectionId))
  return own ? [{ offer: own, refusal, others }] : []
}

/** What stands in the way of these offers: rules that a seat got since, or a change that waited for this one. */
export const clashes = (turn: Turn, flow: OfferFlow, offers: readonly Offer[]): readonly Clash[] =>
  offers.flatMap((offer) =>
    offer.taken
      .filter(({ enrolment }) => !isAmong(flow.refused, enrolment))
      .flatMap((taken) => clashOf(turn, flow, offer, taken)),
  )

const nameIn = (turn: Turn, id: SectionId): string => {
  const section = turn.scene.catalogue.sections.get(id)
  return section ? sectionName(section) : ''
}

const whyWords = (turn: Turn, { offer, refusal }: Clash): string => {
  const fresh = sectionName(offer.section)
  const { clashWhy } = words
  switch (refusal.code) {
    case 'overlap': {
      const other = nameIn(turn, refusal.taken)
      if (refusal.travelMinutes > 0) return clashWhy.travel(fresh, other, refusal.travelMinutes)
      return clashWhy.overlap(
        fresh,
        other,
        `${dayWithWeekday(refusal.session.day)} ${hoursWords(refusal.session)}`,
      )
    }
    case 'limit': {
      const taken = listed(refusal.taken.map((id) => nameIn(turn, id)))
      return clashWhy.limit(offer.taken[0]?.child.name ?? '', refusal.courses, taken)
    }
    case 'one_period':
      return clashWhy.onePeriod(fresh, nameIn(turn, refusal.taken))
    default:
      return ''
  }
}

const labelsOf = ({ offer, others }: Clash): readonly string[] => {
  const fresh = sectionName(offer.section)
  return [
    ...sectionsOf(others).map((other) => words.insteadOf(fresh, sectionName(other))),
    words.keepOthers(fresh),
    words.thinkItOver,
  ]
}

/** Which of the two is kept; nothing goes before that is said, and the old one not before the new one is theirs. */
export const askClash = (turn: Turn, flow: OfferFlow, clash: Clash): Move => {
  const labels = labelsOf(clash)
  const asked = text(words.clash(whyWords(turn, clash), wordsOf(clash.offer, turn.scene), labels))
  return asking(turn.state, { ...flow, stage: 'clash' }, 'choice', [asked], {
    choices: numberedChoices(labels),
  })
}

/** What was chosen: the flow with what goes, or that it is to be thought over. Null where nothing was. */
export const answerClash = (turn: Turn, flow: OfferFlow, clash: Clash): OfferFlow | 'later' | null => {
  const at = pickOf(turn, labelsOf(clash))
  if (at === null) return null
  const other = clash.others[at]
  if (other) return { ...flow, instead: [...flow.instead, placeOf(other)] }
  return at === clash.others.length
    ? { ...flow, refused: [...flow.refused, ...placesOf(clash.offer)] }
    : 'later'
}

const placeOf = ({ enrolment: { sectionId, childId } }: Taken): Place => ({ sectionId, childId })
