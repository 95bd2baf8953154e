import { lacksConsent, noticeVersion } from '../../shared/consent.ts'
import type { Consent, Enrolment, Family, Scope } from '../../shared/family.ts'
import type { Section } from '../../shared/section.ts'
import { plainly } from './enrol/reading.ts'
import { consents, saysNo } from './pick.ts'
import type { Scene, State } from './state.ts'
import type { Turn } from './turn.ts'

/** A line of the ledger by which the speaker gives a consent or takes it back, under the notice that holds now. */
export const lineOf = (
  turn: Turn,
  family: Pick<Family, 'programmeId'>,
  scope: Scope,
  given: boolean,
): Consent => {
  const programme = turn.scene.catalogue.programmes.get(family.programmeId)
  const notice = programme ? noticeVersion(programme) : (turn.state.talk.agreed ?? '')
  return { scope, given, at: turn.scene.now, by: { contact: turn.scene.contact }, notice }
}

export const withLine = (state: State, family: Family, consent: Consent): State => ({
  ...state,
  family: { ...family, consents: [...family.consents, consent] },
})

const goes = /^(孩子|我们|让[他她]|让孩子)*(去|参加|能去|可以去)(的|吧|啊|呀)*$/
const staysHome = /^(孩子|我们|[他她]|还是|就)*(不(去|参加|让.*去)|别去|去不了)(了|吧|的)*$/

/** What was said to the question about outings; null where it is no answer, as a word on another use (不同意拍照) is none. */
export const outingAnswer = (turn: Turn): boolean | null => {
  const { about } = turn.meaning
  if (about !== null && about !== 'excursion') return null
  const said = plainly(turn.text)
  if (saysNo(turn) || staysHome.test(said)) return false
  return consents(turn) || goes.test(said) ? true : null
}

export interface Lacking {
  readonly enrolment: Enrolment
  readonly section: Section
}

/** What a family is enrolled in without the consent of its own that the section needs. */
export const lackingIn = (scene: Scene, family: Family): readonly Lacking[] =>
  family.enrolments.flatMap((enrolment) => {
    const section = scene.catalogue.sections.get(enrolment.sectionId)
    return section && lacksConsent(family, section) ? [{ enrolment, section }] : []
  })
