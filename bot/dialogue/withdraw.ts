import { noticeVersion } from '../../shared/consent.ts'
import type { Consent, Family, Scope } from '../../shared/family.ts'
import type { About } from '../understand/meaning.ts'
import * as words from '../wording/data.ts'
import { dropDraft } from './drop-draft.ts'
import type { Flow } from './flows.ts'
import { eraseAll, forgotten, leaveFamily, othersIn } from './leave-family.ts'
import { numberedChoices, pick, saysYes } from './pick.ts'
import { ending } from './rest.ts'
import type { Move, Outcome } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'

type WithdrawFlow = Extract<Flow, { topic: 'withdraw' }>

const scopeOf: Partial<Record<About, Scope>> = {
  photo: 'photo',
  insurer: 'insurer',
  excursion: 'excursion',
  next_year: 'next_year',
}

/** A line of the ledger by which the speaker takes a consent back, under the text of the notice that holds now. */
const takenBack = (turn: Turn, family: Family, scope: Scope): Consent => {
  const programme = turn.scene.catalogue.programmes.get(family.programmeId)
  const notice = programme ? noticeVersion(programme) : (turn.state.talk.agreed ?? '')
  return { scope, given: false, at: turn.scene.now, by: { contact: turn.scene.contact }, notice }
}

/** Photo, insurer, excursion, next year: written down, and the class stays (条例 32). */
const scopeOff = (turn: Turn, scope: Scope): Move => {
  const { family } = turn.state
  const said = [text(words.scopeOff(scope))]
  if (!family) return ending(turn.state, said, ['enrol', 'questions', 'human'])
  const consent = takenBack(turn, family, scope)
  const state = { ...turn.state, family: { ...family, consents: [...family.consents, consent] } }
  return {
    ...ending(state, said, ['mine', 'my_data', 'menu']),
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
  const consent = takenBack(turn, family, 'basic')
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
