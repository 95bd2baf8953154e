import type { Family } from '../../../shared/family.ts'
import * as confirming from '../../wording/confirm.ts'
import * as data from '../../wording/data.ts'
import { fields, limited, nameOf, saidValue } from '../edit/form.ts'
import { committed } from '../enrol/commit.ts'
import { childDraftOf } from '../enrol/family.ts'
import { isOfChild, type Spot } from '../enrol/form.ts'
import { read } from '../enrol/read.ts'
import { numberedChoices, pickOf } from '../pick.ts'
import { putRight } from '../put-right.ts'
import type { Draft, Move } from '../state.ts'
import { asking, type Turn, text, withTalk } from '../turn.ts'
import type { ConfirmFlow } from './flow.ts'

/** What a helper entered, as the guardian has put it right so far: it counts when she consents. */
export const mendedOf = (family: Family, { mended }: ConfirmFlow): Family => ({ ...family, ...mended })

/** The entry as a filled form, so that a correction is read by the rules of an enrolment. */
const formOf = ({ programmeId, children, guardians: [guardian] }: Family): Draft => ({
  programmeId,
  children: children.map(childDraftOf),
  guardian: guardian
    ? { name: guardian.name, phone: guardian.phone, phone2: guardian.phone2, relation: guardian.relation }
    : {},
  trail: [],
})

/** She speaks for the entry, whatever family or talk of helping this contact had before. */
const asGuardian = (turn: Turn): Turn => ({
  ...turn,
  state: { ...withTalk(turn.state, { who: 'guardian' }), family: null },
})

const spotsOf = (family: Family): readonly Spot[] => [
  ...family.children.flatMap((_, child) => fields.filter(isOfChild).map((field) => ({ child, field }))),
  ...fields.filter((field) => !isOfChild(field)).map((field) => ({ child: 0, field })),
]

export const askWhich = (turn: Turn, flow: ConfirmFlow, family: Family): Move => {
  const names = spotsOf(family).map((spot) => nameOf(family, spot))
  return asking(turn.state, { ...flow, stage: 'which' }, 'field', [text(confirming.whichIsWrong(names))], {
    choices: numberedChoices(names),
  })
}

export const askValue = (turn: Turn, flow: ConfirmFlow, family: Family, spot: Spot): Move => {
  const now = saidValue(turn, family, formOf(family), spot)
  const lines = [text(data.nowIs(nameOf(family, spot), now))]
  return asking(turn.state, { ...flow, stage: 'value', spot }, spot.field, lines)
}

const aboutPickup = /[接领](?!着|下来)/

interface Heard {
  readonly spot: Spot | null
  /** The words in which the new value stands; empty where only the field was named. */
  readonly value: string
}

/** What a message is about: the field that it names, the one that is pending, or what it tells by itself. */
const heard = (turn: Turn, { stage, spot }: ConfirmFlow): Heard => {
  const put = putRight(turn)
  if (put) return { spot: { child: spot?.child ?? 0, field: put.field }, value: put.value }
  if (stage === 'value' && spot) return { spot, value: turn.text }
  const field = turn.meaning.field ?? (aboutPickup.test(turn.text) ? 'pickup' : null)
  return { spot: field && fields.includes(field) ? { child: 0, field } : null, value: turn.text }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The entry with what was read in it, and which fields that changed. */
const changedBy = (turn: Turn, family: Family, { spot, value }: Heard) => {
  const form = formOf(family)
  const agrees = turn.meaning.intent === 'affirm' || turn.meaning.intent === 'consent'
  const meaning = putRight(turn) ? ({ ...turn.meaning, intent: 'inform' } as const) : turn.meaning
  const reading = read({ ...asGuardian(turn), text: value, meaning }, form, spot, true)
  // 对，是我家小雨 names the child and does not rename it.
  const taken = reading.taken.filter(
    ({ field }) =>
      fields.includes(field) && (spot ? field === spot.field : !agrees || field !== 'child.name'),
  )
  const draft = taken.reduce((so, one) => limited(so, reading.draft, one), form)
  // What was read of one child only must not add another to the entry.
  const after = { ...draft, children: draft.children.slice(0, form.children.length) }
  const spots = taken.filter(
    (one, at) =>
      taken.findIndex(
        ({ field, child }) => field === one.field && (child === one.child || !isOfChild(field)),
      ) === at && !same(saidValue(turn, family, form, one), saidValue(turn, family, after, one)),
  )
  const problem = reading.problems.find((one) => spot === null || one.spot.field === spot.field)
  return { spots, problem, family: committed(turn, family, after, [], null), after }
}

const picked = (turn: Turn, flow: ConfirmFlow, family: Family): Spot | null => {
  const spots = spotsOf(family)
  const at =
    flow.stage === 'which'
      ? pickOf(
          turn,
          spots.map((spot) => nameOf(family, spot)),
        )
      : null
  return at === null ? null : (spots[at] ?? null)
}

/**
 * Reads a correction of what a helper entered, told back in one line, and puts the question again. The entry itself is left
 * as it is until she consents. Null where nothing was put right.
 */
export const mend = (turn: Turn, flow: ConfirmFlow, entered: Family): Move | null => {
  const family = mendedOf(entered, flow)
  const tapped = picked(turn, flow, family)
  if (tapped) return askValue(turn, flow, family, tapped)
  const said = heard(turn, flow)
  const changed = changedBy(turn, family, said)
  if (changed.problem) {
    const { spot, words } = changed.problem
    const asked = askValue(turn, flow, family, spot)
    return 'need' in asked ? asked : { ...asked, lines: [text(words), ...asked.lines] }
  }
  if (changed.spots.length === 0)
    return putRight(turn) && said.spot ? askValue(turn, flow, family, said.spot) : null
  const lines = changed.spots.map((spot) =>
    data.changedTo(nameOf(family, spot), saidValue(turn, family, changed.after, spot)),
  )
  const { guardians, children } = changed.family
  const next: ConfirmFlow = { ...flow, stage: 'sure', mended: { guardians, children } }
  return askSure(turn, next, lines)
}

/** The question once more, after whatever is told first. */
export const askSure = (turn: Turn, flow: ConfirmFlow, before: readonly string[]): Move =>
  asking(
    turn.state,
    { ...flow, stage: 'sure' },
    'consent',
    [...before, confirming.confirmAskAgain].map(text),
    { choices: confirming.confirmChoices },
  )
