import { noticeVersion } from '../../shared/consent.ts'
import type { Consent, Family, Scope } from '../../shared/family.ts'
import type { About } from '../understand/meaning.ts'
import * as words from '../wording/data.ts'
import { dropDraft } from './drop-draft.ts'
import type { Flow } from './flows.ts'
import { eraseAll, forgotten, leaveFamily, othersIn } from './leave-family.ts'
import { numberedChoices, pick, saysYes } from './pick.ts'
import { ending, resting } from './rest.ts'
import type { Move, Outcome, State } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'

type WithdrawFlow = Extract<Flow, { topic: 'withdraw' }>

const scopeOf: Partial<Record<About, Scope>> = {
  photo: 'photo',
  insurer: 'insurer',
  excursion: 'excursion',
  next_year: 'next_year',
}

/** A line of the ledger by which the speaker gives a consent or takes it back, under the notice that holds now. */
const lineOf = (turn: Turn, family: Family, scope: Scope, given: boolean): Consent => {
  const programme = turn.scene.catalogue.programmes.get(family.programmeId)
  const notice = programme ? noticeVersion(programme) : (turn.state.talk.agreed ?? '')
  return { scope, given, at: turn.scene.now, by: { contact: turn.scene.contact }, notice }
}

const withLine = (state: State, family: Family, consent: Consent): State => ({
  ...state,
  family: { ...family, consents: [...family.consents, consent] },
})

/** Photo, insurer, excursion, next year: written down, and the class stays (条例 32). */
const scopeOff = (turn: Turn, scope: Scope): Move => {
  const { family } = turn.state
  const said = [text(words.scopeOff(scope))]
  if (!family) return ending(turn.state, said, ['enrol', 'questions', 'human'])
  const consent = lineOf(turn, family, scope, false)
  return {
    ...ending(withLine(turn.state, family, consent), said, ['mine', 'my_data', 'menu']),
    entries: [{ kind: 'consent', familyId: family.id, consent }],
  }
}

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
    effects: eraseAll(family),
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

const resume = (turn: Turn, _: WithdrawFlow, outcomes: readonly Outcome[]): Move => {
  if (!outcomes.some(({ did }) => did === 'erased'))
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
