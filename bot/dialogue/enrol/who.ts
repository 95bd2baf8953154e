import { whoChoices } from '../../wording/consent.ts'
import { pickOf } from '../pick.ts'
import type { Talk } from '../state.ts'
import { slotOf, type Turn } from '../turn.ts'
import { isNone, plainly } from './reading.ts'

type Who = NonNullable<Talk['who']>

/** One more family than the one that is being entered: 还有一家, 再帮一家报. */
export const anotherFamilySaid =
  /(还有|另外?|下|第二|再[帮替给]?)一?(个|户)?家(?!长|里)|再[帮替给](一|另外?一?)?(户|别人|邻居)|(还有|另外)(一个)?(邻居|同事)/

const helperSaid =
  /(帮|替|给|代)(别人|人家|邻居|同事|亲戚|学生|朋友|老乡|工友|他们|隔壁|别家)|(邻居|同事|朋友|老乡|工友|隔壁)家?的?(孩子|娃|小孩|儿子|女儿)|外甥|侄[子女儿]|孙[子女儿]|我是.{0,6}(老师|人事|邻居|志愿者|班主任|奶奶|爷爷|外婆|外公|阿婆|阿公)|我们?(班|厂|公司|单位)(上|里)?(的)?(学生|员工|职工|孩子|同事)/
const guardianSaid =
  /我们?家?的?(大|小|二)?(娃|儿子?|女儿|闺女|孩子|宝|小孩|老大|老二|崽|囡|小朋友|小子|丫头|双胞胎|两个)|我是.{0,5}(爸|妈|家长|监护人)|自己(家)?的?(孩子|娃)|(大|小)(儿子|女儿)|^(是的?)?(爸爸?|妈妈?|家长|自己(家)?的?)$/

const fromRelation = (relation: string | undefined): Who | null =>
  relation === '爸爸' || relation === '妈妈' ? 'guardian' : relation === undefined ? null : 'helper'

/**
 * Who is speaking, as far as the words say so. 我家娃 is a parent; grandparents, neighbours and teachers help, since only a
 * guardian can consent.
 */
export const whoSaid = (turn: Turn): Who | null => {
  const slot = slotOf(turn.meaning, 'who')
  if (slot === 'guardian' || slot === 'helper') return slot
  if (helperSaid.test(turn.text) || anotherFamilySaid.test(turn.text)) return 'helper'
  return guardianSaid.test(plainly(turn.text)) ? 'guardian' : fromRelation(slotOf(turn.meaning, 'rel'))
}

/** The answer to the question itself: a number, the words of a choice, or a plain yes and no (是自己家的吗). */
export const whoAnswered = (turn: Turn): Who | null => {
  const picked = pickOf(
    turn,
    whoChoices.map(({ say }) => say),
  )
  if (picked !== null) return picked === 0 ? 'guardian' : 'helper'
  const { intent } = turn.meaning
  // 没有 is no answer to either or.
  if (isNone(plainly(turn.text))) return null
  return whoSaid(turn) ?? (intent === 'affirm' ? 'guardian' : intent === 'deny' ? 'helper' : null)
}

/** While a family with a named child is being entered, a further one is named. */
export const isAnotherFamily = ({ text, state }: Turn): boolean =>
  anotherFamilySaid.test(text) && (state.talk.draft?.children.some(({ name }) => name !== undefined) ?? false)
