import type { Child, Family } from '../../shared/family.ts'
import * as words from '../wording/data.ts'
import { childrenMeant } from './enrolled.ts'
import { openErasePhone } from './erase-phone.ts'
import type { Flow } from './flows.ts'
import { asksNoMore, eraseAll, eraseRequests, forgotten, leaveFamily, othersIn } from './leave-family.ts'
import { hasManners } from './manners.ts'
import { requestsLacking, requestsOf } from './own-requests.ts'
import { numberedChoices, pickOf, saysNo, saysYes } from './pick.ts'
import { ending } from './rest.ts'
import type { Move, Outcome } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'
import { unwishOf, withoutWishes } from './wishes/effects.ts'
import { openWithdraw } from './withdraw.ts'

/** `sure`: once more, before all is gone; `other`: the other guardian left, shall the rest go too? */
type EraseFlow = Extract<Flow, { topic: 'erase' }>

/** No family is stored: there is only what is in the conversation, and what was asked of staff. */
const noFamily = ''
const uses = new Set(['photo', 'insurer', 'excursion', 'next_year'])

const namesOf = (family: Family): readonly string[] => family.children.map((child) => child.name)

const sureWords = (turn: Turn, child: Child | undefined): string => {
  const { family } = turn.state
  if (child) return words.sureToEraseChild(child.name)
  if (!family) return words.sureToEraseOwn
  return othersIn(turn).length > 0 ? words.sureToLeave(namesOf(family)) : words.sureToErase(namesOf(family))
}

const askSure = (turn: Turn, child?: Child): Move => {
  const familyId = turn.state.family?.id ?? noFamily
  const shared = othersIn(turn).length > 0
  const flow: EraseFlow = {
    topic: 'erase',
    stage: 'sure',
    familyId,
    shared,
    ...(child ? { childId: child.id } : {}),
  }
  const choices = numberedChoices([words.eraseYes, words.eraseNo])
  return asking(turn.state, flow, 'yes_no', [text(sureWords(turn, child))], { choices })
}

/** 把小明的信息删掉, where the family has more children than the one that was named. */
const onlyChild = (turn: Turn): Child | undefined => {
  const children = turn.state.family?.children ?? []
  const meant = childrenMeant(turn)
  return meant.length === 1 && children.length > 1 ? meant[0] : undefined
}

/** 删除我的信息: a use only, a number only, one child only where the words are about that; else all. Asks once. */
export const openErase = (turn: Turn): Move => {
  const { family, talk } = turn.state
  const { about } = turn.meaning
  if (about && uses.has(about)) return openWithdraw(turn)
  if (about === 'phone' && family) return openErasePhone(turn, family)
  if (family) return askSure(turn, onlyChild(turn))
  if (talk.draft || talk.helped.length > 0 || hasManners(talk)) return askSure(turn)
  const lacking = requestsLacking(turn)
  if (lacking.length > 0) return { need: lacking }
  if (requestsOf(turn).length > 0) return askSure(turn)
  return ending(turn.state, [text(words.nothingStored)], ['enrol', 'questions', 'human'])
}

/** The other guardian's turn, after one left: keeps the rest, or erases that too. */
export const openLeft = (turn: Turn): Move => {
  const { family } = turn.state
  if (!family) return openErase(turn)
  const flow: EraseFlow = { topic: 'erase', stage: 'other', familyId: family.id }
  const choices = numberedChoices([words.keepAll, words.eraseAll])
  return asking(turn.state, flow, 'choice', [text(words.otherLeft(namesOf(family)))], { choices })
}

const answerLeft = (turn: Turn): Move | null => {
  const { family } = turn.state
  const at = pickOf(turn, [words.keepAll, words.eraseAll])
  if (at === 1 || turn.meaning.intent === 'delete_data') return askSure(turn)
  if (at !== 0 && !/留/.test(turn.text)) return null
  const state = { ...turn.state, family: family && { ...family, left: [] } }
  return ending(state, [text(words.keptAll)], ['mine', 'today', 'menu'])
}

const answerSure = (turn: Turn, flow: EraseFlow): Move | null => {
  if (saysNo(turn)) return ending(turn.state, [text(words.notErased)], ['my_data', 'edit', 'menu'])
  if (!saysYes(turn)) return null
  // Asked to leave the rest to the other guardian, who has left since, or the other way round: that is another question.
  const asItWas = flow.childId !== undefined || flow.shared === othersIn(turn).length > 0
  return asItWas ? eraseNow(turn, flow) : askSure(turn)
}

const eraseNow = (turn: Turn, flow: EraseFlow): Move => {
  const { family } = turn.state
  if (!family) return eraseOwn(turn)
  if (flow.childId !== undefined) return eraseChild(turn, family, flow.childId)
  if (othersIn(turn).length > 0) return leaveFamily(turn, family)
  const erasing: EraseFlow = { topic: 'erase', stage: 'erasing', familyId: family.id }
  return {
    state: { ...turn.state, talk: { ...turn.state.talk, flow: erasing, asked: null, draft: null } },
    lines: [],
    effects: eraseAll(turn, family),
  }
}

const eraseOwn = (turn: Turn): Move => ({
  state: withTalk(forgotten(turn), { flow: { topic: 'erase', stage: 'erasing', familyId: noFamily } }),
  lines: [],
  effects: [eraseRequests(turn), ...asksNoMore(turn)],
})

/** The seats are given back first; the child is taken out of the family when that is done. */
const eraseChild = (turn: Turn, family: Family, childId: string): Move => {
  const seats = family.enrolments.filter((enrolment) => enrolment.childId === childId)
  const wished = unwishOf(turn, family, childId)
  if (seats.length + wished.length === 0) return withoutChild(turn, family, childId)
  const erasing: EraseFlow = { topic: 'erase', stage: 'erasing', familyId: family.id, childId }
  return {
    state: { ...turn.state, talk: { ...turn.state.talk, flow: erasing, asked: null } },
    lines: [],
    effects: [
      ...seats.map(
        ({ sectionId }) => ({ kind: 'release', sectionId, childId, familyId: family.id }) as const,
      ),
      ...wished,
    ],
  }
}

const withoutChild = (turn: Turn, family: Family, childId: string): Move => {
  const gone = family.children.find((child) => child.id === childId)
  const rest = {
    ...withoutWishes(family, childId),
    children: family.children.filter((child) => child.id !== childId),
    enrolments: family.enrolments.filter((enrolment) => enrolment.childId !== childId),
  }
  const state = { ...turn.state, family: rest }
  return ending(state, [text(words.erasedChild(gone?.name ?? ''))], ['mine', 'my_data', 'menu'])
}

const resume = (turn: Turn, flow: EraseFlow, outcomes: readonly Outcome[]): Move => {
  const { family } = turn.state
  if (flow.childId !== undefined && family) return withoutChild(turn, family, flow.childId)
  if (outcomes.some(({ did }) => did === 'refused'))
    return ending(turn.state, [text(words.eraseFailed)], ['human', 'menu'])
  return ending(forgotten(turn), [text(goneWords(flow))], ['enrol', 'questions', 'human'])
}

const goneWords = ({ stage, familyId }: EraseFlow): string => {
  if (stage === 'leaving') return words.leftNow
  return familyId === noFamily ? words.erasedOwn : words.erased
}

export const erase: Topic<EraseFlow> = {
  ask: (turn, flow) => {
    if (flow.stage === 'other') return openLeft(turn)
    return askSure(
      turn,
      turn.state.family?.children.find((child) => child.id === flow.childId),
    )
  },
  answer: (turn, flow) => (flow.stage === 'other' ? answerLeft(turn) : answerSure(turn, flow)),
  back: () => null,
  resume,
}
