import type { Section } from '../../../shared/catalogue.ts'
import type { Expects } from '../../../shared/contract/expects.ts'
import type { Choice } from '../../../shared/contract/reply.ts'
import { placesOf } from '../../../shared/organisations.ts'
import type { Programme } from '../../../shared/programme.ts'
import { listed } from '../../wording/common.ts'
import {
  askConsent,
  askConsentAgain,
  askWho,
  askWhoAgain,
  consentChoices,
  whoChoices,
} from '../../wording/consent.ts'
import { startingDates } from '../../wording/dates.ts'
import * as words from '../../wording/enrol.ts'
import { sectionName } from '../../wording/schedule.ts'
import { seatsLacking } from '../enrolled.ts'
import { numberedChoices } from '../pick.ts'
import type { Draft, Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { calledIn } from './choose.ts'
import { childrenAsked, missingOf, sameSpot } from './form.ts'
import { draftOf, type EnrolFlow, familyOf, programmeOf, type So } from './so.ts'

interface Put {
  readonly turn: Turn
  readonly so: So
  readonly flow: EnrolFlow
}

/** Was this very question pending when the message came? Then it is put in other words. */
const isAgain = ({ turn, flow }: Put): boolean => {
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
const pending = (
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
  return pending({ turn, so, flow }, 'choice', words.whichProgramme(names), {
    choices: numberedChoices(names),
  })
}

export const putConsent = (turn: Turn, so: So, flow: EnrolFlow, programme: Programme): Move => {
  const put = { turn, so, flow }
  const again = isAgain(put)
  return pending(put, 'consent', again ? askConsentAgain(programme) : askConsent(programme), {
    choices: consentChoices,
  })
}

export const putWho = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  const put = { turn, so, flow }
  return pending(put, 'who', isAgain(put) ? askWhoAgain : askWho, { choices: whoChoices })
}

/** Which of the family's children is meant, or one more. */
export const putWhichChild = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  const names = so.state.family?.children.map(({ name }) => name) ?? []
  const choices = numberedChoices([...names, words.anotherChild])
  return pending({ turn, so, flow }, 'choice', words.whichChild(names), { choices })
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
  return child?.name ?? (children.length > 1 ? words.nthChild(index + 1) : '孩子')
}

/** Not missing, and yet read where it is told: a birth says more than the age that is known. */
const welcome = (draft: Draft): readonly Expects[] =>
  draft.children.some(({ age, birth }) => age !== undefined && birth === undefined) ? ['child.birth'] : []

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

const lineOf = (turn: Turn, section: Section): string =>
  words.sectionLine(
    sectionName(section),
    section.site.name,
    startingDates(section),
    words.seatsWords(turn.scene.facts.seats.get(section.id)),
  )

const sectionsOf = (turn: Turn, ids: readonly string[]): readonly Section[] =>
  ids.flatMap((id) => turn.scene.catalogue.sections.get(id) ?? [])

/** Several sections of a module that was named: only those. */
export const putWhich = (turn: Turn, so: So, child: number, sections: readonly Section[]): Move => {
  const need = seatsLacking(turn.scene, sections)
  if (need.length > 0) return { need }
  const flow: EnrolFlow = {
    topic: 'enrol',
    stage: 'modules',
    child,
    field: null,
    shown: sections.map(({ id }) => id),
    page: 0,
  }
  const draft = draftOf(so.state).children[child]
  const lines = sections.map((section) => lineOf(turn, section))
  const question = words.whichSection(draft ? calledIn(draft) : '孩子', sections[0]?.module.name ?? '', lines)
  const choices = [...numberedChoices(sections.map(labelOf)), { label: words.noneFits, say: words.noneFits }]
  return pending({ turn, so, flow }, 'modules', question, { choices })
}

const labelOf = (section: Section): string => `${sectionName(section)} ${section.site.name}`

/** A page of everything that the child can have, near ones first, numbered on from the page before. */
export const putList = (
  turn: Turn,
  so: So,
  child: number,
  sections: readonly Section[],
  page: number,
): Move => {
  const first = page * words.pageSize
  const onPage = sections.slice(first, first + words.pageSize)
  const need = seatsLacking(turn.scene, onPage)
  if (need.length > 0) return { need }
  const more = sections.length > first + words.pageSize
  const flow: EnrolFlow = {
    topic: 'enrol',
    stage: 'modules',
    child,
    field: null,
    shown: sections.map(({ id }) => id),
    page,
  }
  const put = { turn, so, flow }
  const draft = draftOf(so.state).children[child]
  const question = words.sectionList({
    child: draft ? calledIn(draft) : '孩子',
    courses: programmeOf(so.state, turn.scene)?.limits.courses ?? 0,
    first: first + 1,
    lines: onPage.map((section) => lineOf(turn, section)),
    more,
    again: isAgain(put) || page > 0,
  })
  const numbers = onPage.map((section, at) => ({ label: labelOf(section), say: String(first + at + 1) }))
  const ways = [...(more ? [words.moreLabel] : []), words.noneFits].map((label) => ({ label, say: label }))
  return pending(put, 'modules', question, { choices: [...numbers, ...ways] })
}

/** The list that stands on the screen, put again. */
export const putShown = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  const sections = sectionsOf(turn, flow.shown ?? [])
  const child = draftOf(so.state).children[flow.child]
  const narrow = sections.length > 0 && sections.every(({ module }) => child?.wanted.includes(module.id))
  return narrow
    ? putWhich(turn, so, flow.child, sections)
    : putList(turn, so, flow.child, sections, flow.page ?? 0)
}

/** How many people one ticket is for. */
export const putParty = (turn: Turn, so: So, child: number, sectionId: string): Move => {
  const flow: EnrolFlow = { topic: 'enrol', stage: 'modules', child, field: 'choice', shown: [sectionId] }
  const section = turn.scene.catalogue.sections.get(sectionId)
  const most = section?.plan.party.max ?? 1
  const question = words.howManyPeople(section ? sectionName(section) : '', most)
  return pending({ turn, so, flow }, 'choice', question, { choices: words.peopleChoices(most) })
}
