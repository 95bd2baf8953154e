import { basicGiven } from '../../../shared/consent.ts'
import type { Choice } from '../../../shared/contract/reply.ts'
import type { Programme } from '../../../shared/programme.ts'
import * as choosing from '../../wording/choosing.ts'
import { fieldName, theChild } from '../../wording/common.ts'
import { noticeChanged } from '../../wording/consent.ts'
import * as words from '../../wording/enrol.ts'
import { ending } from '../rest.ts'
import type { Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { text } from '../turn.ts'
import { calledIn, changedChild, openTo, stillOpen, toCount, whyNothing } from './choose.ts'
import { outingsToAsk, putOutings } from './excursion.ts'
import { adopted, mustConsent, settled } from './family.ts'
import { isOfChild, missingOf, type Spot, sameSpot } from './form.ts'
import { openProgrammes } from './programmes.ts'
import { putConsent, putField, putProgrammes, putWhichChild, putWho } from './put.ts'
import { putList, putParty, putWhich } from './put-sections.ts'
import { draftOf, familyOf, flowOf, programmeOf, type So, saying, withDraft } from './so.ts'
import { putSummary } from './summary.ts'
import { sayTooYoungOrOld, settleWanted } from './wanted.ts'
import { mustAskTogether, putTogether, putWishes, toRank } from './wishes.ts'

export interface Options {
  /** Asked first where it is still missing: what was just refused, or undone. */
  readonly first?: Spot
  /** Stands before the question, in its bubble: why an answer was not taken. */
  readonly lead?: string
  readonly choices?: readonly Choice[]
  /** How many answers the message gave. */
  readonly taken?: number
  /** Names of the fields that it filled besides the one asked for. */
  readonly noted?: readonly string[]
}

/** Puts whatever comes next: programme, consent, who, the form, sections, the summary. What is known is passed over. */
export const proceed = (turn: Turn, given: So, options: Options = {}): Move => {
  const so = opened(given)
  const programme = programmeOf(so.state, turn.scene)
  if (!programme) return putProgrammes(turn, so, flowOf('programme'), openProgrammes(turn.scene))
  const told = sayTooYoungOrOld(turn, so)
  if (mustConsent(told.state, programme)) return toConsent(turn, told, programme)
  if (told.state.talk.who === null) return putWho(turn, told, flowOf('who'))
  const { so: with_, known } = adopted(settled(turn, told, programme), programme)
  const next = known.length > 0 ? saying(with_, ...known.map(words.alreadyKnown)) : with_
  return toForm(turn, next, options) ?? toSections(turn, stillOpen(turn, reasoned(next, options)))
}

/** What was ready is asked about again: shown anew, it is to be confirmed anew. */
const opened = (so: So): So => {
  if (!so.state.talk.draft?.ready) return so
  const { ready, ...draft } = so.state.talk.draft
  return withDraft(so, draft)
}

/** Why an answer was not taken, where its field has an older answer and is not asked again. */
const reasoned = (so: So, { lead }: Options): So => (lead ? saying(so, lead) : so)

const toConsent = (turn: Turn, so: So, programme: Programme): Move => {
  const family = familyOf(so.state)
  const before = family !== null && basicGiven(family)
  return putConsent(turn, before ? saying(so, noticeChanged) : so, flowOf('consent'), programme)
}

/** Asks which of the family's children is meant. */
export const toWhichChild = (turn: Turn, so: So): Move => putWhichChild(turn, so, flowOf('who', 0, 'choice'))

const toForm = (turn: Turn, so: So, options: Options): Move | null => {
  const missing = missingOf(draftOf(so.state))
  const { first } = options
  const wanted = first && missing.find((spot) => sameSpot(spot, first))
  const spot = wanted ?? missing[0]
  if (!spot) return null
  const lead = wanted && options.lead !== undefined ? options.lead : listOf(turn, so, missing, options)
  return putField(
    turn,
    so,
    flowOf('fill', spot.child, spot.field),
    lead,
    wanted ? options.choices : undefined,
  )
}

/** The list of what is missing: when the form begins, and after a message that filled several fields. */
const listOf = (turn: Turn, so: So, missing: readonly Spot[], options: Options): string => {
  const { taken = 0, noted = [] } = options
  const before = turn.state.talk.flow
  const begins = before?.topic !== 'enrol' || before.stage !== 'fill'
  const long = missing.length > 2 && (begins || taken > 1)
  const heard = noted.length > 0 ? words.notedFields(noted) : ''
  if (long) return [heard, words.stillMissing(namesOf(so, missing))].filter((part) => part !== '').join('\n')
  return heard !== '' ? heard : taken > 1 && so.lines.length === 0 ? words.noted : ''
}

const namesOf = (so: So, missing: readonly Spot[]): readonly string[] => {
  const { children } = draftOf(so.state)
  const several = children.length > 1
  return missing.map(({ child, field }) => {
    const name = children[child]?.name
    return several && isOfChild(field) && field !== 'child.days' && name
      ? `${name}的${fieldName(field)}`
      : fieldName(field)
  })
}

/** Sections for each child in turn, and the order of what it wishes for; then the people of a ticket, the consent to outings, the summary. */
export const toSections = (turn: Turn, so: So): Move => {
  const ranking = toRank(turn, so)
  if (ranking >= 0) return putWishes(turn, so, ranking)
  const { children } = draftOf(so.state)
  const index = children.findIndex(({ chosen }) => !chosen)
  const child = children[index]
  if (!child) return toSummary(turn, so)
  const { so: next, which } = settleWanted(turn, so, index)
  if (which.length > 0) return putWhich(turn, next, index, which)
  const chosen = (draftOf(next.state).children[index]?.sections.length ?? 0) > 0
  if (child.wanted.length > 0 && chosen) return toSections(turn, changedChild(next, index, { chosen: true }))
  const open = openTo(turn, next, index)
  if (open.length > 0) return putList(turn, next, index, open, 0)
  return chosen
    ? toSections(
        turn,
        saying(changedChild(next, index, { chosen: true }), choosing.nothingMore(calledIn(child))),
      )
    : nothingFor(turn, next, index)
}

const toSummary = (turn: Turn, so: So): Move => {
  const open = toCount(so)
  if (open) return putParty(turn, so, open.child, open.sectionId)
  const outings = outingsToAsk(turn, so)
  if (outings.length > 0) return putOutings(turn, so, outings)
  if (mustAskTogether(turn, so)) return putTogether(turn, so)
  const some = draftOf(so.state).children.some(({ sections }) => sections.length > 0)
  return some ? putSummary(turn, so) : nothingFor(turn, so, 0)
}

/** Nothing can be had: why, and the ways that stay open. What was filled in is kept. */
export const nothingFor = (turn: Turn, so: So, index: number): Move => {
  const programme = programmeOf(so.state, turn.scene)
  const child = draftOf(so.state).children[index]
  const told = so.lines.map((line) => (line.kind === 'text' ? line.text : ''))
  const why = whyNothing(turn, so, index).filter((words) => !told.includes(words))
  const line = programme ? choosing.nothingFits(child ? calledIn(child) : theChild, why, programme) : ''
  // To come back to it is to choose anew.
  const open = changedChild(so, index, { chosen: false })
  return { ...ending(open.state, [...open.lines, text(line)], ['human', 'questions']), entries: open.entries }
}
