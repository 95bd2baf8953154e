import type { Slot } from '../../understand/meaning.ts'
import type { Draft } from '../state.ts'
import { isCalled } from './called.ts'

/** One more child is said in so many words: 再报一个孩子, 还有个女儿, 二宝. 没有第二个 is said of a phone. */
export const anotherChildSaid =
  /再报一个|再(?:给|帮|替)(?:另外?)?一?个|(?<!没有?|无|不要)(?:另一个|还有一个|第二个)(?!电话|手机|号|联系|备用|人|1[3-9])|老二|老三|二宝|弟弟|妹妹|(?:还有|另外)一?个?(?:女儿|儿子|孩子|娃|闺女|姐姐|哥哥)/

/** Words by which a name that is new means one more child, and nothing without a name: 小丽也要报. */
const alsoSaid = /还有|另外|也要|也想|也报|再报|再给|哥哥|姐姐|两个|双胞胎/

/** Does a name that is not on the form mean one more child, as the words go? */
export const meansAnother = (text: string): boolean => anotherChildSaid.test(text) || alsoSaid.test(text)

/** Words that put right what was said: the name beside them is the same child's. */
const corrects = /改|更正|不对|[写说填记弄打]错|错了|应该|不是/
/** 名字叫小红 is the name of the child that is there, unless the words say that there is another. */
const callsIt = /叫|名字|姓名|大名/

/** 弟弟来接 or 第二个电话 tell of no further child, 再报一个画画 of none either. */
const elseSaid = /[接送]|电话|手机|号码|紧急|备用|课|班/
const childSaid = /孩子|娃|女儿|儿子|闺女|老二|老三|二宝|弟弟|妹妹/

const ages: ReadonlySet<string> = new Set(['age', 'birth', 'grade'])
const isNew = (draft: Draft, slot: Slot): boolean =>
  slot.key === 'name' && !draft.children.some((child) => isCalled(child, slot.value))

const saysAnother = (text: string, slots: readonly Slot[], draft: Draft): boolean => {
  const aged = slots.some(({ key }) => ages.has(key))
  if (elseSaid.test(text) && !aged) return false
  if (slots.some((slot) => isNew(draft, slot))) return meansAnother(text)
  const bare = childSaid.test(text) || aged || !slots.some(({ key }) => key === 'mod')
  // 弟弟花生过敏 is of the brother who is on the form.
  const more = anotherChildSaid.test(text) && /再|还有|另|第二个|也[要想报]/.test(text)
  return bare && more && !slots.some(({ key }) => key === 'name')
}

/**
 * What a message says where all is told and only right or wrong is asked: `another` child, one that may be (`unclear`: a new
 * name with an age, and no word that tells), or null, what is on the form.
 */
export const anotherOf = (
  text: string,
  slots: readonly Slot[],
  draft: Draft,
): 'another' | 'unclear' | null => {
  if (corrects.test(text) || draft.children.some(({ name }) => name === undefined)) return null
  if (saysAnother(text, slots, draft)) return 'another'
  const doubtful = slots.some((slot) => isNew(draft, slot)) && slots.some(({ key }) => ages.has(key))
  return doubtful && !callsIt.test(text) ? 'unclear' : null
}

const shared: ReadonlySet<string> = new Set(['place', 'emp', 'phone', 'phone2', 'gname', 'rel', 'who', 'opt'])

/** The facts of a message as those of the child in that place (from 1), and of the ones after it. */
export const ofChild = (slots: readonly Slot[], first: number): readonly Slot[] =>
  slots.map((slot) => (shared.has(slot.key) ? slot : { ...slot, child: (slot.child ?? 1) + first - 1 }))
