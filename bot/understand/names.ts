import { isBabble } from './babble.ts'
import { isCommonWord } from './common.ts'
import type { Mention } from './mention.ts'
import { overlaps } from './mention.ts'
import { nameEnders, neverInNames, seldomLast } from './words/not-in-names.ts'
import {
  compoundSurnames,
  minorityBeginnings,
  nicknames,
  notNames,
  surnames,
  syllablesOfOtherTongues,
} from './words/surnames.ts'

const enders = new RegExp(`^(?:${nameEnders.split(' ').join('|')})`)
const never = new Set(neverInNames)
const seldom = new Set(seldomLast)
const surname = new Set(surnames)
const compound = new Set(compoundSurnames)
const nick = new Set(nicknames)
const forms = new Set(notNames)
const begins = new RegExp(`^(?:${[...minorityBeginnings].sort((a, b) => b.length - a.length).join('|')})`)
const otherTongue = new RegExp(`^[${syllablesOfOtherTongues}]{3,}$`, 'u')
const han = /^[\p{Script=Han}·•]$/u
const ends = /^(?:$|[\d\s,.。!?:;、()~-])/u

interface Around {
  readonly text: string
  /** What was recognised before names are looked for: modules, places, days, ages. */
  readonly taken: readonly Mention[]
}

const startsTaken = (around: Around, at: number) => around.taken.some((mention) => mention.at === at)
const insideTaken = (around: Around, at: number) =>
  around.taken.some((mention) => mention.kind !== 'sex' && at >= mention.at && at < mention.end)

/** How well a name may end here: 3 a word that follows names, 2 punctuation or the end, 1 a known thing or a common word, 0 not. */
const endsWell = (around: Around, at: number): number => {
  const rest = around.text.slice(at)
  if (enders.test(rest)) return 3
  if (ends.test(rest) || startsTaken(around, at)) return 3
  if (/^[开骑坐带拿过]/.test(rest)) return 2
  if (/^[报请退换取选]/.test(rest) || /^[\p{Script=Han}]{1,3}族/u.test(rest)) return 3
  // 石小满和石小圆
  if (/^[和跟与]/.test(rest) && surname.has(rest.charAt(1))) return 3
  if (never.has(rest.charAt(0))) return 2
  if (seldom.has(rest.charAt(0)) || /^[一二三四五六七八九十两]/.test(rest)) return 1
  return isCommonWord(rest.slice(0, 2)) ? 1 : 0
}

const shape = (name: string): number => {
  if (compound.has(name.slice(0, 2)) && name.length >= 3) return 3
  if (begins.test(name) || otherTongue.test(name)) return 3
  if (nick.has(name)) return 3
  if (/^小[\p{Script=Han}]$/u.test(name) || /^阿[\p{Script=Han}]$/u.test(name)) return 2
  if (/^(.)\1$/u.test(name)) return 2
  if (surname.has(name.charAt(0)) && name.length <= 3) return 2
  return 0
}

const clean = (name: string): boolean =>
  (otherTongue.test(name) || ![...name].some((character) => never.has(character))) &&
  !forms.has(name) &&
  !forms.has(name.slice(0, 2))

/** 小宝 is how parents speak of a child, and a name too where one is said or asked for: not 小孩. */
const isPet = (name: string): boolean => /^小[宝贝]$/.test(name)

const stretch = (around: Around, at: number): number => {
  let end = at
  while (
    end < around.text.length &&
    end - at < 12 &&
    han.test(around.text.charAt(end)) &&
    !insideTaken(around, end)
  )
    end++
  return end
}

/** The likeliest name that begins here, with how sure it is; null when none does. `cued`: a word such as 叫 stands before. */
const nameAt = (around: Around, at: number, cued: boolean): { end: number; points: number } | null => {
  const limit = stretch(around, at)
  const dotted = /^[\p{Script=Han}]{2,8}[·•][\p{Script=Han}]{2,8}/u.exec(around.text.slice(at))
  if (dotted) return { end: at + dotted[0].length, points: 9 }
  const beginning = begins.exec(around.text.slice(at, limit))
  let best: { end: number; points: number } | null = null
  for (
    let length = 2;
    length <= (beginning || otherTongue.test(around.text.slice(at, at + 4)) ? 6 : 4) && at + length <= limit;
    length++
  ) {
    const name = around.text.slice(at, at + length)
    if (!clean(name) && !(cued && isPet(name))) continue
    const ending = endsWell(around, at + length)
    const form = shape(name)
    if (ending === 0 || (form === 0 && !(cued && ending === 3 && length <= 3))) continue
    if (length === 4 && form < 3) continue
    const last = seldom.has(name.slice(-1)) && length > 2 ? 2 : 0
    const ordinary = length === 2 && isCommonWord(name) && form < 3 ? (cued ? 1 : 4) : 0
    const chance = length === 3 && form < 3 && isCommonWord(name.slice(0, 2)) ? (cued ? 1 : 3) : 0
    const points = ending * 2 + form + (length === 3 ? 1 : 0) - last - ordinary - chance
    if (!best || points > best.points) best = { end: at + length, points }
  }
  return best
}

const cue =
  /(?:名字(?:应该|就|写错了|错了|不对|改)*(?:是|叫做|叫作|叫|改成)|姓名(?:是|叫)?:? ?|大名(?:叫)?|小名(?:叫)?|全名(?:叫)?|名叫|名字:? ?|(?<!不|别|要|去|你|能)叫(?:做|作)?)[:,是 ]*/g
const notCued = /^(?:什么|啥|个|老师|人|我|你|他|她|啊|了|来|做|一)/
const kinBefore =
  /(?:我儿(?!子)|我?(?:儿子|女儿|闺女|妹崽|妮|伢|外甥女?|侄子|侄女|侄儿|孙子|孙女|外孙女?|孩子|小孩|小孩子|宝宝|小朋友|娃儿|娃娃|娃|崽|弟弟|妹妹|哥哥|姐姐|老大|老二|老三|大的|小的|大宝|二宝|学生|囡囡|丫头|幺儿|幺妹))(?:是|叫|:)? ?/g

const mentionOf = (around: Around, at: number, end: number, sure: boolean): Mention => {
  const value = around.text.slice(at, end).replace('•', '·')
  return { kind: 'name', at, end, value, because: `${value}→name`, ...(sure ? {} : { unsure: true }) }
}

const afterCues = (around: Around): Mention[] =>
  [...around.text.matchAll(cue)].flatMap((match) => {
    const at = match.index + match[0].length
    if (notCued.test(around.text.slice(at))) return []
    const best = nameAt(around, at, true)
    return best && best.points >= 4 ? [mentionOf(around, at, best.end, best.points >= 6)] : []
  })

const afterKin = (around: Around): Mention[] =>
  [
    ...[...around.text.matchAll(kinBefore)].map((match) => match.index + match[0].length),
    ...around.taken.filter(({ kind }) => kind === 'kin').map(({ end }) => end),
  ].flatMap((at) => {
    // 我女儿 穆妮热 四年级: a word of its own there is a name.
    const best = nameAt(around, at, around.text.charAt(at - 1) === ' ')
    return best && best.points >= 6 ? [mentionOf(around, at, best.end, best.points >= 7)] : []
  })

const opening =
  /(?:(?:帮|给|替)?(?:我家|我们家|(?:隔壁|邻居|同事|亲戚|朋友|别人|老乡|工友)家?)的?|帮我|给我|帮|给|替|麻烦|把|请问|换(?!成|到|个)|加|是|请个?假|退课|[ ,。!?:;、和跟]|^)/g
/** After these a person is likely to be named. */
const forSomeone =
  /(?:帮|给|替|我家的?|我们家的?|隔壁家?的?|(?:邻居|同事|亲戚|朋友|别人|老乡|工友)家?的?|把|我)$/

/** A bare name where a sentence or a part of it begins: 陈子涵7月20号请假, 小明今天什么课. */
const bare = (around: Around): Mention[] =>
  [...around.text.matchAll(opening)].flatMap((match) => {
    const at = match.index + match[0].length
    if (insideTaken(around, at)) return []
    const best = nameAt(around, at, false)
    const alone = best && at === 0 && best.end === around.text.length
    const needed = forSomeone.test(match[0]) ? 6 : alone ? 7 : 8
    return best && best.points >= needed
      ? [mentionOf(around, at, best.end, best.points >= 9 || Boolean(alone))]
      : []
  })

/** 小明8岁小红6岁: right behind one child's age or course the next name, where its own age follows at once. */
const betweenAges = (around: Around): Mention[] => {
  const aged = around.taken.filter(({ kind }) => kind === 'age' || kind === 'grade' || kind === 'birth')
  const behind = [...aged, ...around.taken.filter(({ kind }) => kind === 'mod')]
  return behind.flatMap(({ end }) => {
    const best = insideTaken(around, end) ? null : nameAt(around, end, false)
    return best && best.points >= 8 && aged.some(({ at }) => at === best.end)
      ? [mentionOf(around, end, best.end, best.points >= 9)]
      : []
  })
}

/** 弓长张, 木子李, 耳东陈: how a surname is spelt out. */
const spelt: readonly (readonly [RegExp, string])[] = [
  [/弓长张/, '张'],
  [/木子李/, '李'],
  [/耳东陈/, '陈'],
  [/双木林/, '林'],
  [/立早章/, '章'],
  [/口天吴/, '吴'],
  [/古月胡/, '胡'],
  [/言午许/, '许'],
  [/草头黄/, '黄'],
  [/三横王/, '王'],
  [/双人徐/, '徐'],
  [/禾呈程/, '程'],
  [/走肖赵/, '赵'],
  [/文刀刘/, '刘'],
  [/人可何/, '何'],
  [/木易杨/, '杨'],
  [/干勾于/, '于'],
  [/人未余/, '余'],
  [/美女姜/, '姜'],
  [/三点水的?江/, '江'],
]

const explained =
  /((?:(?![的是])[\p{Script=Han}]){2,4})[,、 ]?((?:(?:([\p{Script=Han}])[\p{Script=Han}]{0,2}的\3|[\p{Script=Han}]{1,2}([\p{Script=Han}])的\4)[,、 ]?)+)$/u
const givenName =
  /(?:单名|名字?就?(?:是|叫)?)(?:一?个)?([\p{Script=Han}])(?:字)?,? ?姓([\p{Script=Han}])(?![\p{Script=Han}])/u
const familyThenGiven =
  /姓([\p{Script=Han}])的?,? ?(?:单名|名)(?:是|叫)?(?:一?个)?([\p{Script=Han}])(?:字)?(?![\p{Script=Han}])/u
/** 单名一个磊姓石, 姓石单名一个磊: both are 石磊. */
const putTogether = (text: string): string =>
  text
    .replace(/[\p{Script=Han}]{2,4}的([\p{Script=Han}])[ ,、]+(?=\1)/u, '')
    .replace(givenName, '名字叫$2$1')
    .replace(familyThenGiven, '名字叫$1$2')

/** 李想李子的李想法的想: the words that only explain how a name is written. */
const withoutExplanation = (text: string): string => {
  const match = explained.exec(text)
  const [whole = '', name = '', words = ''] = match ?? []
  const said = [...words.matchAll(/的([\p{Script=Han}])/gu)].map(([, character = '']) => character)
  const explains = said.length > 0 && said.every((character) => name.includes(character))
  return explains ? text.slice(0, text.length - whole.length) + name : text
}

/** Writes a spelt-out surname as the surname itself, so that 叫弓长张伟 holds 张伟. */
export const readSpelling = (text: string): string =>
  spelt.reduce(
    (out, [from, to]) => (from.test(out) ? out.replace(from, to).replace(to + to, to) : out),
    withoutExplanation(putTogether(text)),
  )

const unique = (mentions: readonly Mention[]): Mention[] =>
  mentions
    .filter((mention, n) => !mentions.slice(0, n).some((other) => overlaps(other, mention)))
    .sort((a, b) => a.at - b.at)

const denied = /(?:不是|不叫|并非|别叫)$/

/** Names of children and others, none that a correction denies (是陈浩不是程浩 holds 陈浩). */
export const findNames = (text: string, taken: readonly Mention[]): Mention[] => {
  const around = { text, taken }
  const full = afterCues(around).find(({ at }) => /(?:大名|全名)(?:叫|是)?[: ]?$/.test(text.slice(0, at)))
  if (full) return [full]
  return unique([...afterCues(around), ...afterKin(around), ...bare(around), ...betweenAges(around)]).filter(
    ({ at }) => !denied.test(text.slice(0, at)),
  )
}

const fluff =
  /^(?:他|她|我|就|写|填|麻烦|请|孩子|娃|小孩|小朋友|名字|姓名|大名|全名|我家|儿子|女儿|我们|娃儿)*(?:叫做|叫作|叫|是|就是|写|姓名)?[:, ]*|(?:啊|呀|哦|的|吧|呢|了|就行|就好|就可以|,?谢谢|,老师|同学|小朋友)*[,。.! ]*$/gu

/** The whole message as a name, where a name was asked for: 欧阳俊, 叫毛豆, 阿依努尔·买买提. Null when it cannot be one. */
export const nameAlone = (text: string): string | null => {
  const rest = text
    .replace(/\(.*\)/, '')
    .replace(fluff, '')
    .replaceAll('•', '·')
    .replaceAll(' ', '')
  if (isBabble(rest) || /胞胎|龙凤胎/.test(rest)) return null
  if (
    !/^[\p{Script=Han}·]{2,4}$/u.test(rest) &&
    !(
      /^[\p{Script=Han}·]{5,12}$/u.test(rest) &&
      (rest.includes('·') || begins.test(rest) || otherTongue.test(rest))
    )
  )
    return null
  const wished = /想$/.test(rest) && rest.length <= 3 && surname.has(rest.charAt(0)) && !/^我/.test(rest)
  if ((!clean(rest) && !wished && !isPet(rest)) || enders.test(rest)) return null
  return rest
}

const iAmCalled =
  /(?:^|[^帮给替跟和让])我(?:的名字|名字)?(?:是他们?的?爸爸?|是他们?的?妈妈?|是家长|叫|是)+[: ]?$/
const isMe = /^(?:是|就是)我(?:自己|本人|的名字)?(?:$|[ ,。!的])/

const iAmKin = /我是(?:他们?|她们?|孩子|娃|小孩)?的?(?:爸爸?|妈妈?|父亲|母亲)[: ]?$/

/** 妈妈王丽, or the name right before the number: who is called is no child, save where that one collects. */
const parentBefore = /(?:爸爸?|妈妈?|父亲|母亲|家长|监护人|联系人|大人)的?(?:姓名|名字|叫|是)*[: ]*$/
const numberAfter = /^(?:的)?(?:手机|电话|号码|联系方式)*[:,是 ]*1[3-9]\d{9}/
const isCalled = (text: string, { at, end }: Mention): boolean =>
  (parentBefore.test(text.slice(0, at)) && !/^[来去]?[接送]/.test(text.slice(end))) ||
  numberAfter.test(text.slice(end))

const isOwn = (text: string, { at, end }: Mention): boolean =>
  iAmCalled.test(text.slice(0, at)) || iAmKin.test(text.slice(0, at)) || isMe.test(text.slice(end))

/**
 * The speaker's own name among several: 我叫李建国…老大李浩, 李建国是我. A single name after 我叫 may be a child's who writes, so it
 * stays as it is.
 */
export const speakersNames = (text: string, names: readonly Mention[]): ReadonlySet<Mention> => {
  const others = names.length - names.filter((name) => isCalled(text, name)).length
  const own = names.filter((name) => (others > 0 && isCalled(text, name)) || isOwn(text, name))
  const sure = ({ at, end }: Mention) =>
    isMe.test(text.slice(end)) ||
    iAmKin.test(text.slice(0, at)) ||
    (parentBefore.test(text.slice(0, at)) && numberAfter.test(text.slice(end)))
  return new Set(own.length < names.length ? own : own.filter(sure))
}
