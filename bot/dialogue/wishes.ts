import * as words from '../wording/wishes.ts'
import { plainly } from './enrol/reading.ts'
import { childrenMeant } from './enrolled.ts'
import { numberedChoices, pickOf, saysNo, saysYes } from './pick.ts'
import { ending, resting } from './rest.ts'
import type { Move, Outcome } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'
import { putBack, putOrder, putSure, start } from './wishes/asks.ts'
import { gatheringIn, sectionsOf, wishedIn, wishOf, withoutWishes, withWishes } from './wishes/effects.ts'
import {
  isOpen,
  type Kept,
  keptIn,
  keptOf,
  linesOf,
  programmeIdOf,
  type WishesFlow,
  wishable,
  wishLines,
} from './wishes/kept.ts'
import { listSaid, orderSaid, ranksSaid } from './wishes/order.ts'
import { drawnLacking } from './wishes/results.ts'

export { wishLines } from './wishes/kept.ts'
export { drawnLacking } from './wishes/results.ts'

const labelsOf = (kept: readonly Kept[]): readonly string[] => [
  ...kept.map(({ child }) => words.changeLabel(child.name)),
  ...kept.map(({ child }) => words.withdrawLabel(child.name)),
  words.keepLabel,
]

/** 我的志愿: what was named for each child, or what came of it, and what can be done. */
export const openMyWishes = (turn: Turn): Move => {
  const kept = keptOf(turn)
  if (kept.length === 0) return resting(turn.state, [text(words.noWishes)], ['enrol', 'mine', 'menu'])
  const lacking = drawnLacking(turn)
  if (lacking.length > 0) return { need: lacking }
  const lines = kept.map((one) => linesOf(turn, one))
  const open = kept.filter((one) => isOpen(one, turn))
  if (open.length === 0) return resting(turn.state, lines, ['mine', 'enrol', 'menu'])
  const labels = labelsOf(open)
  return asking(turn.state, start, 'choice', [...lines, text(words.whatNow(labels))], {
    choices: numberedChoices(labels),
  })
}

const closed = (turn: Turn): Move =>
  ending(withTalk(turn.state, { flow: null }), [text(words.closedNow)], ['mine', 'menu'])

const save = (turn: Turn, one: Kept, ranked: readonly string[], waits: boolean): Move => {
  const { family, child, wishes, gathering, sections } = one
  const programmeId = programmeIdOf(sections, family)
  const next = { ...wishes, ranked, waits }
  const effect = wishOf(next, child, { programmeId, familyId: family.id, until: gathering.closesAt })
  return { ...started(turn, child.id), effects: [effect] }
}

const started = (turn: Turn, childId: string) => ({
  state: withTalk(turn.state, { flow: { ...start, stage: 'saving', childId } as const, asked: null }),
  lines: [],
})

const withdraw = (turn: Turn, { family, child, gathering, sections }: Kept): Move => {
  const programmeId = programmeIdOf(sections, family)
  const given = { programmeId, familyId: family.id, childId: child.id, until: gathering.closesAt }
  return { ...started(turn, child.id), effects: [{ kind: 'unwish', ...given }] }
}

const keep = (turn: Turn): Move =>
  ending(withTalk(turn.state, { flow: null }), [text(words.kept)], ['wishes', 'mine', 'menu'])

const answerShow = (turn: Turn): Move | null => {
  const open = keptOf(turn).filter((one) => isOpen(one, turn))
  const at = pickOf(turn, labelsOf(open))
  if (at === null) return saysNo(turn) ? keep(turn) : null
  if (at === 2 * open.length) return keep(turn)
  const one = open[at % open.length]
  if (!one) return closed(turn)
  return at < open.length ? putOrder(turn, one) : putSure(turn, one)
}

const notWaiting = /(?:不|别)(?:用|要|想|排)*候补|算了/

const answerBack = (turn: Turn, flow: WishesFlow, one: Kept): Move | null => {
  const at = pickOf(turn, words.backLabels)
  const said = orderSaid(turn, flow.ranked, wishable(turn, one))
  if (said) return said.length > 0 ? putBack(turn, one, said) : putSure(turn, one)
  if (at === 2) return putOrder(turn, one)
  if (at !== null) return save(turn, one, flow.ranked, at === 0)
  if (notWaiting.test(turn.text)) return save(turn, one, flow.ranked, false)
  if (/候补/.test(turn.text) || saysYes(turn)) return save(turn, one, flow.ranked, true)
  return saysNo(turn) ? putOrder(turn, one) : null
}

const answer = (turn: Turn, flow: WishesFlow): Move | null => {
  if (flow.stage === 'show') return answerShow(turn)
  const one = keptIn(turn, flow)
  if (!one || !isOpen(one, turn)) return closed(turn)
  if (flow.stage === 'sure') {
    if (saysYes(turn) || /撤/.test(turn.text)) return withdraw(turn, one)
    return saysNo(turn) ? keep(turn) : null
  }
  if (flow.stage === 'back') return answerBack(turn, flow, one)
  const said = listSaid(turn, sectionsOf(turn.scene, flow.ranked))
  return said ? putBack(turn, one, said) : null
}

const resume = (turn: Turn, flow: WishesFlow, outcomes: readonly Outcome[]): Move => {
  const { family } = turn.state
  const child = family?.children.find(({ id }) => id === flow.childId)
  const [outcome] = outcomes
  const over = withTalk(turn.state, { flow: null })
  if (!family || !child || !outcome) return ending(over, [text(words.noWishes)], ['menu'])
  if (outcome.did === 'refused') return closed(turn)
  if (outcome.did === 'unwished') {
    const state = { ...over, family: withoutWishes(family, child.id) }
    return ending(state, [text(words.withdrawn(child.name))], ['enrol', 'mine', 'menu'])
  }
  const wished = wishedIn(outcomes)
  const sections = sectionsOf(turn.scene, wished[0]?.ranked ?? [])
  const gathering = gatheringIn(sections)
  const said = gathering ? words.saved(child.name, sections, gathering) : words.kept
  return ending(
    { ...over, family: withWishes(family, ...wished) },
    [text(said)],
    ['wishes', 'another', 'menu'],
  )
}

/** 我的志愿, 抽签结果 in the middle of something else. */
export const lookAtWishes = (turn: Turn): Move | null => {
  if (
    !/^(?:看看?|查一?查?|查看)?(?:我家?的?志愿|抽签结果)/.test(plainly(turn.text)) ||
    keptOf(turn).length === 0
  )
    return null
  const lacking = drawnLacking(turn)
  return lacking.length > 0 ? { need: lacking } : { state: turn.state, lines: wishLines(turn) }
}

const shown = /志愿|抽签|抽中|中签/
const away = /撤|取消|退|删|不(?:要|报|参加|抽)/
const other = /改|换|调|重(?:排|新|填)|顺序/

/**
 * 我的志愿, 改志愿, 撤回志愿, 抽签结果出来了吗: of wishes that are kept, with nothing else pending. So is 绘画第一 of whoever named
 * it. Null where it is about something else.
 */
export const openWishes = (turn: Turn): Move | null => {
  const said = plainly(turn.text)
  const kept = keptOf(turn)
  const open = kept.filter((one) => isOpen(one, turn))
  const meant = open.filter(({ child }) => childrenMeant(turn).includes(child))
  const [only] = meant.length === 1 ? meant : open.length === 1 ? open : []
  if (!shown.test(said)) return only ? reordered(turn, only) : null
  if (said.length > 20 || (kept.length === 0 && !/我.{0,3}志愿/.test(said))) return null
  if (only && away.test(said)) return putSure(turn, only)
  const ranked = only ? reordered(turn, only) : null
  if (ranked) return ranked
  if (kept.length > 0 && open.length === 0 && (away.test(said) || other.test(said))) return closed(turn)
  return only && other.test(said) ? putOrder(turn, only) : openMyWishes(turn)
}

const reordered = (turn: Turn, one: Kept): Move | null => {
  const all = wishable(turn, one)
  const said = ranksSaid(turn.text, all) ? orderSaid(turn, one.wishes.ranked, all) : null
  return said && putBack(turn, one, said)
}

/** Wishes that are kept, and what came of them. */
export const wishes: Topic<WishesFlow> = {
  ask: (turn, flow) => {
    const one = keptIn(turn, flow)
    if (flow.stage === 'show' || !one) return openMyWishes(turn)
    if (!isOpen(one, turn)) return closed(turn)
    if (flow.stage === 'order') return putOrder(turn, one)
    return flow.stage === 'sure' ? putSure(turn, one) : putBack(turn, one, flow.ranked)
  },
  answer,
  back: (turn, flow) => (flow.stage === 'show' ? null : openMyWishes(turn)),
  resume,
}
