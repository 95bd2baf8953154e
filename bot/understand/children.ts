import type { Slot, SlotKey } from './meaning.ts'
import type { Mention } from './mention.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'
import { siblingWords } from './words/sexes.ts'

const sibling = new RegExp(Object.keys(siblingWords).sort((a, b) => b.length - a.length).join('|'), 'g')

/** A child that a message tells apart from another, and where it begins to speak of it. */
interface Anchor {
  readonly at: number
  readonly end: number
  readonly said: string
}

const siblings = (text: string): Anchor[] =>
  [...text.matchAll(sibling)]
    .map((match) => ({ at: match.index, end: match.index + match[0].length, said: match[0] }))
    .filter(({ at, end, said }) => !(/接/.test(text.slice(end, end + 3)) || (said === '一个' && /^(?:班|人|月|星期|礼拜|课|娃|孩子|小孩|学期)/.test(text.slice(end)))) && !(said === '一个' && /[还这那另]$/.test(text.slice(0, at))))

/** 大儿子陈子豪: a name right after the word for the child is the same child. */
const near = (a: Anchor, b: Anchor, text: string) => b.at >= a.at && /^(?:是|叫|名字|名叫|的|我|他|她|:|,| )*$/.test(text.slice(a.end, b.at))

const merged = (anchors: readonly Anchor[], text: string): Anchor[] => {
  const out: Anchor[] = []
  for (const anchor of anchors) {
    const last = out.at(-1)
    if (last && near(last, anchor, text)) out[out.length - 1] = { ...last, end: anchor.end }
    else out.push(anchor)
  }
  return out
}

const distinct = (anchors: readonly Anchor[]) => new Set(anchors.map(({ said, at }) => (said === '一个' ? `一个${at}` : said))).size === anchors.length

/** The children that a message tells apart, in order; fewer than two means that it speaks of one. */
export const childrenOf = (reading: Reading): Anchor[] => {
  const { text } = reading
  const names = mentionsOf(reading, 'name').map(({ at, end, value }) => ({ at, end, said: value }))
  const both = merged([...siblings(text), ...names].sort((a, b) => a.at - b.at), text)
  const counted = both.filter(({ said }) => said !== '一个')
  const chosen = counted.length >= 2 ? counted : both
  if (chosen.length >= 2 && distinct(chosen)) return chosen
  const ages = [...mentionsOf(reading, 'age'), ...mentionsOf(reading, 'grade')].sort((a, b) => a.at - b.at)
  const several = /[两二三俩仨]个?(?:孩子|小孩|娃|崽|小朋友|宝|儿子|女儿|都|$)|双胞胎|龙凤胎|俩|姐弟|兄妹|姐妹|兄弟/.test(text)
  return several && ages.length >= 2 ? ages.map(({ at, end, value }) => ({ at, end, said: value + at })) : []
}

const shared: ReadonlySet<SlotKey> = new Set(['place', 'emp', 'phone', 'date', 'date_end', 'time'])

const toldOfAll = (text: string, at: number, first: Anchor): boolean =>
  at < first.at || /(?:都|全|两个人?|俩|一起|一样)(?:是|想|要|报|学|上|在|读|选)*$/.test(text.slice(Math.max(first.at, at - 8), at))

/** Gives each slot to the child it was said of; what was said of all (双胞胎都是7岁) goes to each. */
export const bindToChildren = (reading: Reading, anchors: readonly Anchor[], placed: readonly { slot: Slot; at: number }[]): Slot[] => {
  const [first] = anchors
  if (!first || anchors.length < 2) return placed.map(({ slot }) => slot)
  return placed.flatMap(({ slot, at }) => {
    if (shared.has(slot.key)) return [slot]
    if (toldOfAll(reading.text, at, first)) return anchors.map((_, n) => ({ ...slot, child: n + 1 }))
    const child = anchors.filter((anchor) => anchor.at <= at).length
    return [{ ...slot, child: Math.max(child, 1) }]
  })
}

/** Of one child several sexes or ages cannot hold: the first counts. */
export const oneOfEach = (slots: readonly Slot[]): Slot[] => {
  const single: ReadonlySet<SlotKey> = new Set(['sex', 'age', 'birth', 'grade', 'time', 'time-', 'phone', 'place', 'emp', 'date', 'name'])
  return slots.filter((slot, n) => {
    const same = (other: Slot) => other.key === slot.key && other.child === slot.child && (single.has(slot.key) || other.value === slot.value)
    return slots.findIndex(same) === n
  })
}

export const isMention = (mention: Mention, kinds: readonly Mention['kind'][]): boolean => kinds.includes(mention.kind)
