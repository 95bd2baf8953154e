import { nthChild } from '../../wording/enrol.ts'
import * as words from '../../wording/take-out.ts'
import { numberedChoices, pickOf, saysNo, saysYes } from '../pick.ts'
import type { ChildDraft, Draft, Move } from '../state.ts'
import { after, asking, type Turn, text } from '../turn.ts'
import { shortName } from './people.ts'
import { proceed } from './proceed.ts'
import { draftOf, type EnrolFlow, flowOf, saying, soFar, withDraft } from './so.ts'

/*
 * A child is taken out of the form: 没有叫王磊的孩子, 只有王小虎, 去掉王磊, 第二个不报了. Always after one question, since what was
 * told of it is lost.
 */
const away = '(?:去掉|去除|删掉|删除|删了|移除|划掉|不要|不报|取消)'
const kid = '(?:(?:这个|那个)?(?:孩子|娃儿?|小孩|小朋友))?'
const end = '(?:了|吧|啊|的)*(?=$|[\\s,，。!！])'
const last = ['一', '二', '三', '四', '五', '六']

const someOne =
  /(?:少报|去掉|删掉|删除|删|移除|多报|多)了?一?个(?:孩子|娃|小孩)?(?:了|吧)*$|只(?:有|报)一个(?:孩子|娃|小孩)?(?:的|了|吧)*$/

const saidAway = (said: string, who: string): boolean =>
  [
    `没有?(?:一个)?叫${who}(?:的|这个|那个)?`,
    `没有${who}(?:这个|那个)`,
    `${away}(?:掉|了)?${who}${kid}${end}`,
    `(?:把|将)?${who}${kid}(?:先|就)?(?:不(?:报|来|参加|上)(?:名)?|去掉|删掉|删除|不要)${end}`,
    `${who}不是(?:我家?|我们家?|咱家)?的?(?:孩子|娃|小孩)`,
  ].some((pattern) => new RegExp(pattern, 'u').test(said))

const saidOnly = (said: string, who: string): boolean =>
  new RegExp(`(?:只(?:有|报|给)|就)${who}(?:一个|1个)?${kid}(?:报名?)?${end}`, 'u').test(said)

/** Words for a child of the form: its name, the name it is called by, 第二个. */
const wordsFor = (child: ChildDraft, index: number): string => {
  const place = `第(?:${last[index]}|${index + 1})个`
  return child.name === undefined ? `(?:${place})` : `(?:${child.name}|${shortName(child.name)}|${place})`
}

type Wish = readonly ChildDraft[] | 'which' | 'nobody'

/** Whom a message takes out; null where it takes nobody. `nobody`: one who is not on the form. */
const wishOf = (turn: Turn, { children }: Draft): Wish | null => {
  const said = turn.text.normalize('NFKC')
  const out = children.filter((child, index) => saidAway(said, wordsFor(child, index)))
  const only = children.filter((child, index) => saidOnly(said, wordsFor(child, index)))
  const gone = out.length > 0 ? out : only.length > 0 ? children.filter((child) => !only.includes(child)) : []
  if (gone.length > 0 && gone.length < children.length) return gone
  if (children.length > 1 && someOne.test(said)) return 'which'
  return /没有?叫[\p{Script=Han}]{2,4}的(?:孩子|娃|小孩)/u.test(said) && gone.length === 0 ? 'nobody' : null
}

const namesOf = (children: readonly ChildDraft[], all: readonly ChildDraft[]): readonly string[] =>
  children.map((child) => child.name ?? nthChild(all.indexOf(child) + 1))

const stages: ReadonlySet<EnrolFlow['stage']> = new Set([
  'consent',
  'who',
  'fill',
  'modules',
  'wishes',
  'summary',
  'edit',
])

/** Asks whether the children that a message takes out shall be; null where it takes none out. */
export const takeOut = (turn: Turn, flow: EnrolFlow, ask: () => Move): Move | null => {
  if (!stages.has(flow.stage) || !turn.state.talk.draft) return null
  const draft = draftOf(turn.state)
  const wish = wishOf(turn, draft)
  if (wish === null) return null
  const names = draft.children.flatMap(({ name }) => name ?? [])
  if (wish === 'nobody') return names.length > 0 ? after([text(words.onlyThese(names))], ask()) : null
  return wish === 'which' ? putWhichOut(turn) : putOut(turn, wish)
}

/** Which child shall go. */
export const putWhichOut = (turn: Turn): Move => {
  const { children } = draftOf(turn.state)
  const names = namesOf(children, children)
  return asking(turn.state, flowOf('remove'), 'choice', [text(words.whichOut(names))], {
    choices: numberedChoices(names),
  })
}

const putOut = (turn: Turn, out: readonly ChildDraft[]): Move => {
  const names = namesOf(out, draftOf(turn.state).children)
  const flow: EnrolFlow = { ...flowOf('remove'), out: out.map(({ id }) => id) }
  return asking(turn.state, flow, 'yes_no', [text(words.sureOut(names))], { choices: words.sureChoices })
}

const outOf = (turn: Turn, flow: EnrolFlow): readonly ChildDraft[] =>
  draftOf(turn.state).children.filter(({ id }) => flow.out?.includes(id))

export const askOut = (turn: Turn, flow: EnrolFlow): Move => {
  const out = outOf(turn, flow)
  return out.length > 0 ? putOut(turn, out) : putWhichOut(turn)
}

export const answerOut = (turn: Turn, flow: EnrolFlow): Move | null => {
  const { children } = draftOf(turn.state)
  const out = outOf(turn, flow)
  if (out.length === 0) {
    const at = pickOf(turn, namesOf(children, children))
    const child =
      at === null ? children.find(({ name }) => name !== undefined && turn.text.includes(name)) : children[at]
    return child ? putOut(turn, [child]) : null
  }
  if (saysYes(turn)) return taken(turn, out)
  return saysNo(turn) ? proceed(turn, soFar(turn)) : null
}

const taken = (turn: Turn, out: readonly ChildDraft[]): Move => {
  const draft = draftOf(turn.state)
  const names = namesOf(out, draft.children)
  return proceed(turn, saying(withDraft(soFar(turn), withoutChildren(draft, out)), words.takenOut(names)))
}

/** The form without these children, and the way back through it as if they had never been there. */
const withoutChildren = (draft: Draft, out: readonly ChildDraft[]): Draft => {
  const children = draft.children.filter((child) => !out.includes(child))
  const trail = draft.trail.flatMap((spot) => {
    const child = draft.children[spot.child]
    const at = child ? children.indexOf(child) : -1
    return at < 0 ? [] : [{ ...spot, child: at }]
  })
  return { ...draft, children, trail }
}
