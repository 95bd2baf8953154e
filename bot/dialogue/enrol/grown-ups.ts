import { addressWords } from '../../understand/address.ts'
import type { Slot } from '../../understand/meaning.ts'
import type { Draft } from '../state.ts'
import { type Spot, without } from './form.ts'

/*
 * A grown-up who is named beside a child is no child: 他叫王磊 娃叫王小虎, 爸爸叫王磊, 刘姐叫刘芳. The name goes to the guardian, and
 * whoever stood on the form as a child by mistake leaves it.
 */
const called = '(?:的)?(?:名字|姓名|大名|本名|真名|全名)?(?:就)?(?:叫做?|是|:|：) ?'
const name = '([\\p{Script=Han}·]{2,4}?)'
const ends = '(?=$|[\\s,，。.;；、!！\\d]|是|手机|电话|号码|娃|孩子|小孩|儿子|女儿|[幺一]三)'
const child = '(?:孩子|娃儿?|小孩|儿子|女儿|闺女|崽)'
const parents = '(?:爸爸?|妈妈?|父亲|母亲|爹|家长|监护人)'

/** Who is plainly a parent, or addressed as a grown-up. */
const plain = [
  new RegExp(`${parents}${called}${name}${ends}`, 'u'),
  new RegExp(`${addressWords}${called}${name}${ends}`, 'u'),
  new RegExp(`(?:^|[\\s,，。;；])${name} ?是(?:他们?|她们?|${child})?的?${parents}(?=$|[\\s,，。;；])`, 'u'),
]

/** A neighbour or a workmate who is called so, which counts only where the child is called something else. */
const acquaintance = '(?:工友|老乡|邻居|隔壁|同事|朋友|亲戚|厂友)'
const besideChild = [
  new RegExp(`${acquaintance}.*?(?<!${child})[他她]${called}${name}${ends}`, 'u'),
  new RegExp(`${acquaintance}${called}${name}${ends}`, 'u'),
]
const childCalled = new RegExp(`${child}${called}${name}${ends}`, 'u')

const pronouns = /[我你他她]|孩子|爸|妈/

/** The name of the grown-up whom a message names; null where it names none. */
export const grownUpIn = (text: string): string | null => {
  const words = text.normalize('NFKC')
  const patterns = childCalled.test(words) ? [...plain, ...besideChild] : plain
  const found = patterns.map((pattern) => pattern.exec(words)?.[1]).find((each) => each !== undefined)
  return found === undefined || pronouns.test(found) ? null : found
}

/** 没有叫王磊的孩子: a name that is denied is nobody's. */
const denied = (text: string, value: string): boolean =>
  new RegExp(`(?:没有?|不是?)叫${value}`, 'u').test(text)

/** Slots without a child that is none; those left are numbered anew, or not at all where one child is left. */
const withoutChild = (slots: readonly Slot[], gone: ReadonlySet<string>): readonly Slot[] => {
  const isGone = (slot: Slot) => slot.key === 'name' && gone.has(slot.value)
  const numbers = new Set(slots.flatMap((slot) => (isGone(slot) && slot.child ? [slot.child] : [])))
  const left = slots.filter((slot) => !isGone(slot))
  if (numbers.size === 0) return left
  const kept = [...new Set(left.flatMap(({ child: n }) => (n && !numbers.has(n) ? [n] : [])))].sort(
    (a, b) => a - b,
  )
  return left.flatMap((slot) => {
    if (slot.child === undefined) return [slot]
    const { child: number, ...bare } = slot
    if (kept.length < 2) return [bare]
    return numbers.has(number) ? [] : [{ ...bare, child: kept.indexOf(number) + 1 }]
  })
}

/** Nothing was told of it but a name: what children share is copied. */
const isBare = (one: Draft['children'][number]): boolean =>
  one.birth === undefined &&
  one.told === undefined &&
  one.grade === undefined &&
  one.health === undefined &&
  one.wanted.length === 0 &&
  one.sections.length === 0

/** The form without the child of that name: gone where nothing else was told and another is there, else without its name. */
const unlisted = (draft: Draft, gone: string): Draft => {
  const others = draft.children.filter((one) => one.name !== gone || !isBare(one))
  const children = (others.length > 0 ? others : draft.children).map((one) =>
    one.name === gone ? without(one, 'name') : one,
  )
  return { ...draft, children }
}

/** 孩子叫王小虎 beside the grown-up's name: it is the child's, whatever was asked. */
const asChild = (slots: readonly Slot[], text: string): readonly Slot[] => {
  const value = childCalled.exec(text.normalize('NFKC'))?.[1]
  return slots.map((slot) => (slot.key === 'gname' && slot.value === value ? { ...slot, key: 'name' } : slot))
}

interface Heard {
  readonly draft: Draft
  readonly slots: readonly Slot[]
  readonly asked: Spot | null
}

/** What was heard, with the grown-up among the names taken for the guardian. */
export const settleGrownUps = (heard: Heard, text: string, correcting: boolean): Heard => {
  const { draft, asked } = heard
  const grownUp = grownUpIn(text)
  const slots = grownUp === null ? heard.slots : asChild(heard.slots, text)
  const gone = new Set(
    slots.flatMap(({ key, value }) => (key === 'name' && denied(text, value) ? [value] : [])),
  )
  if (grownUp === null) return gone.size > 0 ? { ...heard, slots: withoutChild(slots, gone) } : heard
  const open = draft.guardian.name === undefined || correcting || asked?.field === 'guardian.name'
  const told = open && !slots.some(({ key }) => key === 'gname')
  const next = unlisted(draft, grownUp)
  const id = asked ? draft.children[asked.child]?.id : undefined
  const at = next.children.findIndex((one) => one.id === id)
  return {
    draft: next,
    slots: [
      ...withoutChild(slots, new Set([...gone, grownUp])),
      ...(told ? [{ key: 'gname' as const, value: grownUp }] : []),
    ],
    asked: asked && { ...asked, child: Math.max(0, at) },
  }
}
