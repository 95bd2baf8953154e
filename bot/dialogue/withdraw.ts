import type { Enrolment, Family, Scope } from '../../shared/family.ts'
import type { About } from '../understand/meaning.ts'
import { takenName } from '../wording/change.ts'
import * as words from '../wording/data.ts'
import * as outing from '../wording/excursion.ts'
import { dropDraft } from './drop-draft.ts'
import { withoutOutings } from './enrol/excursion.ts'
import { takenOf, withoutEnrolments } from './enrolled.ts'
import type { Flow } from './flows.ts'
import { eraseAll, forgotten, leaveFamily, othersIn } from './leave-family.ts'
import { numberedChoices, pick, saysYes } from './pick.ts'
import { ending, resting } from './rest.ts'
import { lackingIn, lineOf, withLine } from './scopes.ts'
import type { Effect, Entry, Move, Outcome, State } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'

type WithdrawFlow = Extract<Flow, { topic: 'withdraw' }>

const scopeOf: Partial<Record<About, Scope>> = {
  photo: 'photo',
  insurer: 'insurer',
  excursion: 'excursion',
  next_year: 'next_year',
}

/**
 * Photo, insurer, excursion, next year: written down, and the class stays (条例 32). What stood on this very consent does
 * not: an outing's seat is given back, one that is being chosen leaves the form.
 */
const scopeOff = (turn: Turn, scope: Scope): Move => {
  const { family } = turn.state
  const said = [text(words.scopeOff(scope))]
  if (!family) return ending(turn.state, said, ['enrol', 'questions', 'human'])
  const consent = lineOf(turn, family, scope, false)
  const off = { ...family, consents: [...family.consents, consent] }
  const entries: readonly Entry[] = [{ kind: 'consent', familyId: family.id, consent }]
  const { state, lines } = formWithout(turn, { ...turn.state, family: off })
  const stood = lackingIn(turn.scene, off)
  if (stood.length === 0)
    return { ...ending(state, [...said, ...lines], ['mine', 'my_data', 'menu']), entries }
  const flow: WithdrawFlow = { topic: 'withdraw', stage: 'releasing', familyId: family.id }
  const effects = stood.map(
    ({ enrolment: { sectionId, childId } }): Effect => ({
      kind: 'release',
      sectionId,
      childId,
      familyId: family.id,
    }),
  )
  return { state: withTalk(state, { flow, asked: null }), lines: [], effects, entries }
}

const formWithout = (turn: Turn, state: State) =>
  state.talk.draft && state.talk.who === 'guardian'
    ? withoutOutings(turn, { state, lines: [], entries: [] })
    : { state, lines: [] }

/** The seats that stood on the consent are free: which, by their names. */
const released = (turn: Turn, family: Family, outcomes: readonly Outcome[]): Move => {
  const gone = takenOf(turn.state, turn.scene).filter(({ enrolment }) =>
    outcomes.some(({ did, effect }) => did === 'released' && isOf(effect, enrolment)),
  )
  const left = withoutEnrolments(
    family,
    gone.map(({ enrolment }) => enrolment),
  )
  const names = gone.map(({ child, section }) => takenName(child.name, section))
  const said = names.length > 0 ? outing.outingTakenBack(names) : outing.outingNotReleased
  return ending({ ...turn.state, family: left }, [text(said)], ['mine', 'my_data', 'menu'])
}

const isOf = (effect: Effect, { sectionId, childId }: Enrolment): boolean =>
  effect.kind === 'release' && effect.sectionId === sectionId && effect.childId === childId

/** Only a plain statement gives anything (PIPL 14): 可以拍照吗 asks, 我没说同意拍照 denies, 要是同意拍照 only supposes. */
const unplain = /[吗么嘛?？谁哪几怎啥]|不|没|别|莫|要是|如果|除非|考虑/
const harmless = /没问题|没事|没关系|没意见|不错|不介意/g
/** 身份证 limits a refusal to the insurer; to give that, the insurer itself must be named. */
const names = (scope: Scope, said: string): boolean => scope !== 'insurer' || /保险|投保/.test(said)

const isPlain = (scope: Scope, said: string): boolean =>
  names(scope, said) && !unplain.test(said.replace(harmless, ''))

/**
 * 同意拍照: the one use that was named is written down as given. Null where nothing is given: a question, doubt, no such
 * use named, or a family that its guardian has not confirmed yet.
 */
export const openGive = (turn: Turn): Move | null => {
  const { intent, confidence, about } = turn.meaning
  const scope = intent === 'consent' && about && scopeOf[about]
  if (!scope || confidence !== 'high' || !isPlain(scope, turn.text)) return null
  const { family } = turn.state
  if (!family || family.pending) return null
  const consent = lineOf(turn, family, scope, true)
  const said = [text(words.scopeOn(scope))]
  return {
    ...resting(withLine(turn.state, family, consent), said, ['mine', 'my_data', 'menu']),
    entries: [{ kind: 'consent', familyId: family.id, consent }],
  }
}

const childNames = (family: Family | null): readonly string[] =>
  family?.children.map((child) => child.name) ?? []

const askSure = (turn: Turn, family: Family): Move => {
  const shared = othersIn(turn).length > 0
  const sentence = shared ? words.sureToLeave(childNames(family)) : words.sureToWithdraw(childNames(family))
  const labels = shared ? [words.eraseYes, words.eraseNo] : [words.withdrawYes, words.withdrawNo]
  const flow: WithdrawFlow = { topic: 'withdraw', stage: 'sure', familyId: family.id }
  return asking(turn.state, flow, 'yes_no', [text(sentence)], { choices: numberedChoices(labels) })
}

/** 不同意了: of one use only where one is named, else of all; then it is said what follows and asked once more. */
export const openWithdraw = (turn: Turn): Move => {
  const scope = turn.meaning.about && scopeOf[turn.meaning.about]
  if (scope) return scopeOff(turn, scope)
  if (turn.state.family) return askSure(turn, turn.state.family)
  if (turn.state.talk.draft) return dropDraft({ ...turn, state: withTalk(turn.state, { agreed: null }) })
  return ending(turn.state, [text(words.nothingAgreed)], ['enrol', 'questions', 'human'])
}

/** The ledger's line is written with the decision: should the erasure fail, the consent is withdrawn all the same. */
const withdrawAll = (turn: Turn, family: Family): Move => {
  if (othersIn(turn).length > 0) return leaveFamily(turn, family)
  const consent = lineOf(turn, family, 'basic', false)
  const flow: WithdrawFlow = { topic: 'withdraw', stage: 'erasing', familyId: family.id }
  return {
    state: {
      family: { ...family, consents: [...family.consents, consent] },
      talk: { ...turn.state.talk, flow, asked: null, draft: null },
    },
    lines: [],
    effects: eraseAll(turn, family),
    entries: [{ kind: 'consent', familyId: family.id, consent }],
  }
}

/** 不同意了 said again is no answer to 确定不同意了吗: it is asked once more, so that only a yes or a number decides. */
const answer = (turn: Turn): Move | null => {
  const { family } = turn.state
  if (!family) return ending(turn.state, [text(words.nothingAgreed)], ['enrol', 'questions', 'human'])
  const stays = turn.meaning.intent === 'deny' || turn.meaning.intent === 'consent' || pick(turn, 2) === 1
  if (stays) return ending(turn.state, [text(words.stillAgreed)], ['mine', 'my_data', 'menu'])
  return saysYes(turn) ? withdrawAll(turn, family) : null
}

const resume = (turn: Turn, { stage }: WithdrawFlow, outcomes: readonly Outcome[]): Move => {
  if (stage === 'releasing' && turn.state.family) return released(turn, turn.state.family, outcomes)
  if (outcomes.some(({ did }) => did === 'refused'))
    return ending(turn.state, [text(words.eraseFailed)], ['human', 'menu'])
  const programme = turn.scene.catalogue.programmes.get(turn.state.family?.programmeId ?? '')
  const said = words.withdrawnPaper(programme?.holder.address ?? null)
  return ending(forgotten(turn), [text(said)], ['enrol', 'questions', 'human'])
}

export const withdraw: Topic<WithdrawFlow> = {
  ask: (turn) => openWithdraw({ ...turn, meaning: { ...turn.meaning, about: null } }),
  answer,
  back: () => null,
  resume,
}
