import type { Expects } from '../../../shared/contract/expects.ts'
import type { Choice } from '../../../shared/contract/reply.ts'
import { placesOf } from '../../../shared/organisations.ts'
import type { Programme } from '../../../shared/programme.ts'
import * as choosing from '../../wording/choosing.ts'
import { listed, theChild } from '../../wording/common.ts'
import {
  askConsent,
  askConsentAgain,
  askWho,
  askWhoAgain,
  consentChoices,
  whoChoices,
} from '../../wording/consent.ts'
import * as words from '../../wording/enrol.ts'
import { numberedChoices } from '../pick.ts'
import type { Draft, Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { childrenAsked, missingOf, sameSpot } from './form.ts'
import { draftOf, type EnrolFlow, familyOf, programmeOf, type So } from './so.ts'

interface Put {
  readonly turn: Turn
  readonly so: So
  readonly flow: EnrolFlow
}

/** Was this very question pending when the message came? Then it is put in other words. */
export const isAgain = ({ turn, flow }: Put): boolean => {
  const before = turn.state.talk.flow
  return (
    before?.topic === 'enrol' &&
    before.stage === flow.stage &&
    before.field === flow.field &&
    before.child === flow.child &&
    before.page === flow.page
  )
}

/** Leaves a question pending behind what was said so far. */
export const pending = (
  { so, flow }: Put,
  expects: Expects,
  question: string,
  options: { readonly choices?: readonly Choice[]; readonly missing?: readonly Expects[] } = {},
): Move => ({
  ...asking(so.state, flow, expects, [...so.lines, text(question)], options),
  entries: so.entries,
})

export const putProgrammes = (
  turn: Turn,
  so: So,
  flow: EnrolFlow,
  programmes: readonly Programme[],
): Move => {
  const names = programmes.map(({ name }) => name)
  return pending({ turn, so, flow }, 'choice', choosing.whichProgramme(names), {
    choices: numberedChoices(names),
  })
}

export const putConsent = (turn: Turn, so: So, flow: EnrolFlow, programme: Programme): Move => {
  const put = { turn, so, flow }
  const again = isAgain(put)
  // Told before the yes it is heard as well as after it: nobody says a whole form twice.
  const missing = [...new Set(missingOf(draftOf(so.state)).map((spot) => spot.field))]
  return pending(put, 'consent', again ? askConsentAgain(programme) : askConsent(programme), {
    choices: consentChoices,
    missing,
  })
}

export const putWho = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  const put = { turn, so, flow }
  const missing = [...new Set(missingOf(draftOf(so.state)).map((spot) => spot.field))]
  return pending(put, 'who', isAgain(put) ? askWhoAgain : askWho, { choices: whoChoices, missing })
}

/** Which of the family's children is meant, or one more. */
export const putWhichChild = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  const names = so.state.family?.children.map(({ name }) => name) ?? []
  const choices = numberedChoices([...names, choosing.anotherChild])
  return pending({ turn, so, flow }, 'choice', choosing.whichChild(names), { choices })
}

const placesShown = 5

/** Places that have a class of their own: likelier than the rest, and a tap is quicker than typing. */
const placesWithSites = (programme: Programme | undefined): readonly string[] =>
  programme
    ? placesOf(programme)
        .filter(({ id }) => programme.sites.some((site) => site.organisation === id))
        .slice(0, placesShown)
        .map(({ name }) => name)
    : []

const askingOf = (put: Put): words.Asking => {
  const { so, flow } = put
  const draft = draftOf(so.state)
  const programme = programmeOf(so.state, put.turn.scene)
  const spot = { child: flow.child, field: flow.field ?? 'child.name' }
  const names = childrenAsked(draft, spot).map((index) => nameAt(put, index))
  const sibling = [...draft.children, ...(familyOf(so.state)?.children ?? [])].find(
    (child) => child.days && child.name && child.id !== draft.children[flow.child]?.id,
  )
  return {
    child: listed([...new Set(names)]),
    helper: so.state.talk.who === 'helper',
    again: isAgain(put),
    season: { from: programme?.first ?? '', to: programme?.last ?? '' },
    places: placesWithSites(programme),
    ...(sibling?.days && sibling.name ? { sameDays: { child: sibling.name, ...sibling.days } } : {}),
  }
}

const nameAt = ({ so }: Put, index: number): string => {
  const { children } = draftOf(so.state)
  const child = children[index]
  return child?.name ?? (children.length > 1 ? words.nthChild(index + 1) : theChild)
}

/** Not missing, and yet read where it is told: a birth says more than the age that is known. */
const welcome = (draft: Draft): readonly Expects[] =>
  draft.children.some(({ told, birth }) => told !== undefined && birth === undefined) ? ['child.birth'] : []

/** One field of the form, the rest of what is missing carried along. `lead` stands before the question in its bubble. */
export const putField = (
  turn: Turn,
  so: So,
  flow: EnrolFlow,
  lead = '',
  choices?: readonly Choice[],
): Move => {
  const put = { turn, so, flow }
  const field = flow.field ?? 'child.name'
  const about = { ...askingOf(put), ...(lead === '' ? {} : { again: false }) }
  const missing = missingOf(draftOf(so.state)).filter((spot) => !sameSpot(spot, { child: flow.child, field }))
  return pending(put, field, [lead, words.ask(field, about)].filter((part) => part !== '').join('\n'), {
    choices: choices ?? words.choicesOf(field, about),
    missing: [...new Set([...missing.map((spot) => spot.field), ...welcome(draftOf(so.state))])],
  })
}

/** A doubtful name is shown back before it counts. */
export const putName = (turn: Turn, so: So, child: number): Move => {
  const flow: EnrolFlow = { topic: 'enrol', stage: 'fill', child, field: 'child.name' }
  const name = draftOf(so.state).children[child]?.name ?? ''
  return pending({ turn, so, flow }, 'yes_no', words.isThisTheName(name), { choices: words.nameChoices })
}
