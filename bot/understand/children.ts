import type { Slot, SlotKey } from './meaning.ts'
import type { Mention } from './mention.ts'
import { speakersNames } from './names.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'
import { siblingWords } from './words/sexes.ts'

const sibling = new RegExp(
  Object.keys(siblingWords)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
)

/** A child that a message tells apart from another, and where it begins to speak of it. */
export interface Anchor {
  readonly at: number
  readonly end: number
  readonly said: string
  /** 1, 2, … in the order named; 0 before they are numbered. */
  readonly child: number
}

/** 两个男孩 speaks of both. */
const isPlural = /(?:两|二|俩|三|仨|[23])个?(?:小|大)?$/
/** 姐十岁弟七岁 */
const brieflySaid = /(?<=^|[俩,。 岁级班])[姐弟哥妹](?=[\d一二三四五六七八九十]|读|上|叫|学|报|是)/g
const siblings = (text: string): Anchor[] =>
  [...text.matchAll(sibling), ...text.matchAll(brieflySaid)]
    .map((match) => ({
      at: match.index,
      end: match.index + match[0].length,
      said: match[0].length === 1 ? match[0] + match[0] : match[0],
      child: 0,
    }))
    .sort((a, b) => a.at - b.at)
    .filter(
      ({ at, end, said }) =>
        !(
          /接/.test(text.slice(end, end + 3)) ||
          (isPlural.test(text.slice(0, at)) && !/^(?:一|第)/.test(said)) ||
          /(?:写成|当成|填成|说成|不是)(?:我的?|他|她|我家)?$/.test(text.slice(0, at)) ||
          (said === '一个' &&
            (/^(?:班|人|月|星期|礼拜|课|学期)/.test(text.slice(end)) ||
              (/^(?:娃|孩子|小孩)/.test(text.slice(end)) && text.split('一个').length < 3)))
        ) && !(said === '一个' && /[还这那另]$/.test(text.slice(0, at))),
    )

/** 大儿子陈子豪: a name right after the word for the child is the same child. */
const near = (a: Anchor, b: Anchor, text: string) =>
  b.at >= a.at && /^(?:是|叫|名字|名叫|的|我|他|她|:|,| )*$/.test(text.slice(a.end, b.at))

const isSibling = ({ said }: Anchor): boolean => siblingWords[said] !== undefined

/** 一男一女, 哥哥妹妹: words of two sexes are two children. */
const otherSex = (a: Anchor, b: Anchor): boolean => {
  const [one, other] = [siblingWords[a.said], siblingWords[b.said]]
  return Boolean(one) && Boolean(other) && one !== other
}

const merged = (anchors: readonly Anchor[], text: string): Anchor[] => {
  const out: Anchor[] = []
  // 姐姐叫欣怡 弟弟叫小宝: once a child has its word and its name, the next word is the next child.
  const named = new Set<Anchor>()
  for (const anchor of anchors) {
    const last = out.at(-1)
    const apart = last && (otherSex(last, anchor) || (named.has(last) && isSibling(anchor)))
    if (!last || apart || !near(last, anchor, text)) {
      out.push(anchor)
      continue
    }
    const both = { ...last, end: anchor.end }
    if (isSibling(last)) named.add(both)
    out[out.length - 1] = both
  }
  return out
}

/** The elder and the younger by any of their words: 大的…，老大… are one child. */
const elder = /^(?:老大|大的|大宝|大娃)$/
const younger = /^(?:老二|小的|二宝|二娃|小娃)$/
const sameWord = (said: string, at: number): string => {
  if (said === '一个') return `一个${at}`
  return elder.test(said) ? '老大' : younger.test(said) ? '老二' : said
}

/** 老大10岁老二7岁老大学编程: the same word is the same child; 一个…一个 are two. */
const numbered = (anchors: readonly Anchor[]): Anchor[] => {
  const seen: string[] = []
  return anchors.map((anchor) => {
    const key = sameWord(anchor.said, anchor.at)
    if (!seen.includes(key)) seen.push(key)
    return { ...anchor, child: seen.indexOf(key) + 1 }
  })
}

const countOf = (anchors: readonly Anchor[]) => new Set(anchors.map(({ child }) => child)).size

const pair =
  /[两二俩三仨四2-4]个?(?:孩子|小孩|娃|崽|小朋友|宝|儿子|女儿|都|$)|双胞胎|龙凤胎|俩|姐弟|兄妹|姐妹|兄弟/

/** How many children the words for brothers and sisters tell apart. */
export const siblingsSaid = (text: string): number =>
  countOf(numbered(siblings(text).filter(({ said }) => said !== '一个')))

/** Ages or grades one after another (两个娃8岁和6岁) stand for one child each. */
const byAges = (reading: Reading): Anchor[] => {
  const ages = [...mentionsOf(reading, 'age'), ...mentionsOf(reading, 'grade')].sort((a, b) => a.at - b.at)
  const sameKind = new Set(ages.map(({ kind }) => kind)).size === 1
  return pair.test(reading.text) && ages.length >= 2 && sameKind
    ? ages.map(({ at, end, value }, n) => ({ at, end, said: value, child: n + 1 }))
    : []
}

/** The children that a message tells apart, in order; none where it speaks of one. */
export const childrenOf = (reading: Reading): Anchor[] => {
  const { text } = reading
  const all = mentionsOf(reading, 'name')
  const own = speakersNames(text, all)
  const names = all
    .filter((name) => !own.has(name))
    .map(({ at, end, value }) => ({ at, end, said: value, child: 0 }))
  const both = merged(
    // 陈大宝 holds no 大宝.
    [
      ...siblings(text).filter(({ at }) => !names.some((name) => at >= name.at && at < name.end)),
      ...names,
    ].sort((a, b) => a.at - b.at),
    text,
  )
  const told = numbered(both.filter(({ said }) => said !== '一个'))
  const kinds = Math.max(siblingsSaid(text), countOf(numbered(names)))
  if (countOf(told) >= 2 && kinds >= 2) return countOf(told) > kinds ? numbered(names) : told
  const ones = numbered(both.filter(({ said }) => said === '一个' || said === '另一个'))
  return countOf(ones) >= 2 ? ones : byAges(reading)
}

/** 双胞胎都是7岁: two children of whom the same is said. */
export const areTwins = (text: string): boolean =>
  /[双三]胞胎|龙凤胎|(?:两|俩|2)个?(?:孩子|娃|小孩|儿子|女儿|小朋友|丫头|姑娘|小子|男孩|女孩|闺女|崽)?都/.test(
    text,
  )

const shared: ReadonlySet<SlotKey> = new Set(['place', 'emp', 'phone', 'date', 'date_end', 'time'])

const toldOfAll = (text: string, at: number, first: Anchor): boolean =>
  at < first.at ||
  /(?:都|全|两个人?|俩|一起|一样)(?:是|想|要|报|学|上|在|读|选|来|去|参加|喜欢|打|跳)*$/.test(
    text.slice(Math.max(first.at, at - 8), at),
  )

/** 大的…8岁，小的…7岁，绘画: a course in words of its own behind all of them, where none of them has one, is everybody's. */
const alone = /^(?:都|想|要|报|学|选|上|课程?|[:是])*$/
const isBare = (text: string, from: number, mods: readonly Mention[]): boolean => {
  const start = Math.max(...[',', '。', ';', '、', ' '].map((mark) => text.lastIndexOf(mark, from - 1))) + 1
  const [first] = mods
  return first !== undefined && mods.every(({ at }) => at >= start) && alone.test(text.slice(start, first.at))
}
const unowned = (reading: Reading, anchors: readonly Anchor[]): boolean => {
  const mods = [...mentionsOf(reading, 'mod')].sort((a, b) => a.at - b.at)
  const [first] = mods
  return (
    first !== undefined && anchors.every(({ end }) => end <= first.at) && isBare(reading.text, first.at, mods)
  )
}

/** Gives each slot to the child it was said of; what was said of all (双胞胎都是7岁) goes to each. */
export const bindToChildren = (
  reading: Reading,
  anchors: readonly Anchor[],
  placed: readonly { slot: Slot; at: number }[],
): Slot[] => {
  const [first] = anchors
  const told = placed.map(({ slot }) => slot)
  const all = /三胞胎|(?:三|仨|3)个?(?:孩子|娃|小孩)?都/.test(reading.text) ? [1, 2, 3] : [1, 2]
  if (!first)
    return placed.length > 0 &&
      areTwins(reading.text) &&
      told.some(({ key }) => key === 'age' || key === 'grade' || key === 'birth' || key === 'sex')
      ? told.flatMap((slot) => (shared.has(slot.key) ? [slot] : all.map((child) => ({ ...slot, child }))))
      : told
  return placed.flatMap(({ slot, at }) => {
    if (shared.has(slot.key)) return [slot]
    if (toldOfAll(reading.text, at, first) || (slot.key === 'mod' && unowned(reading, anchors)))
      return [...new Set(anchors.map(({ child }) => child))].map((child) => ({ ...slot, child }))
    const child = anchors.filter((anchor) => anchor.at <= at).at(-1)?.child ?? 1
    return [{ ...slot, child }]
  })
}

/** Of one child several sexes or ages cannot hold: the first counts. */
export const oneOfEach = (slots: readonly Slot[]): Slot[] => {
  const single: ReadonlySet<SlotKey> = new Set([
    'sex',
    'age',
    'birth',
    'grade',
    'time',
    'time-',
    'phone',
    'place',
    'emp',
    'date',
    'name',
  ])
  return slots.filter((slot, n) => {
    const same = (other: Slot) =>
      other.key === slot.key &&
      other.child === slot.child &&
      (single.has(slot.key) || other.value === slot.value)
    return slots.findIndex(same) === n
  })
}
