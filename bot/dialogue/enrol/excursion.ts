import { lacksConsent } from '../../../shared/consent.ts'
import type { Section } from '../../../shared/section.ts'
import * as words from '../../wording/excursion.ts'
import { lineOf, withLine } from '../scopes.ts'
import type { Draft, Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { calledIn } from './choose.ts'
import { isAgain, pending } from './put.ts'
import { draftOf, familyOf, flowOf, type So, saying, withDraft } from './so.ts'

const sectionOf = (turn: Turn, id: string): Section | undefined => turn.scene.catalogue.sections.get(id)

/** Is this a section of the family in hand whose own consent is not given? Never where a helper fills in: no helper is asked. */
const lacks = (so: So, section: Section | undefined): boolean => {
  const family = familyOf(so.state)
  return family !== null && section !== undefined && lacksConsent(family, section)
}

/** Chosen sections that need a consent of their own which is not given, each with the children who chose it. */
export const outingsToAsk = (turn: Turn, so: So): readonly words.Outing[] => {
  const { children } = draftOf(so.state)
  const ids = new Set(children.flatMap(({ sections }) => sections.map(({ id }) => id)))
  return [...ids].flatMap((id) => {
    const section = sectionOf(turn, id)
    const theirs = children.filter(({ sections }) => sections.some((each) => each.id === id))
    return section && lacks(so, section) ? [{ section, children: theirs.map(calledIn) }] : []
  })
}

/** One question for all of them, before anything is confirmed (PIPL 29: a separate consent). */
export const putOutings = (turn: Turn, so: So, outings: readonly words.Outing[]): Move => {
  const put = { turn, so, flow: flowOf('excursion') }
  const question = isAgain(put) ? words.askOutingAgain(outings) : words.askOuting(outings)
  return pending(put, 'yes_no', question, { choices: words.outingChoices })
}

/** The answer as a line of the ledger, a no too: it can be shown what was asked and answered. */
const written = (turn: Turn, so: So, given: boolean): So => {
  const family = familyOf(so.state)
  if (!family) return so
  const consent = lineOf(turn, family, 'excursion', given)
  const entry = { kind: 'consent', familyId: family.id, consent } as const
  return { ...so, state: withLine(so.state, family, consent), entries: [...so.entries, entry] }
}

export const agreed = (turn: Turn, so: So): So => saying(written(turn, so, true), words.outingGiven)

export const declined = (turn: Turn, so: So): So => withoutOutings(turn, written(turn, so, false))

/** Only those sections leave the draft. Who has none left is shown the others: outings are not listed again. */
export const withoutOutings = (turn: Turn, so: So): So => {
  const outings = outingsToAsk(turn, so)
  const draft = draftOf(so.state)
  const children = draft.children.map((child) => {
    const sections = child.sections.filter(({ id }) => !lacks(so, sectionOf(turn, id)))
    return sections.length === child.sections.length
      ? child
      : { ...child, sections, chosen: sections.length > 0 }
  })
  const fewer: Draft = { ...draft, children, noOutings: true }
  return saying(withDraft(so, fewer), outings.length > 0 ? words.outingDropped(outings) : '')
}
