import type { Expects } from '../../shared/contract/expects.ts'
import { comingGrade } from './grades.ts'
import type { Slot, SlotKey } from './meaning.ts'
import { nameAlone } from './names.ts'
import { numeral, readDigits, readNumber } from './numbers.ts'
import { collectorsOf, pickupSlots } from './pickups.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'
import { standing } from './standing.ts'
import {
  guardianWords,
  healthyWords,
  helperWords,
  illWords,
  noneWords,
  wholeSeason,
} from './words/replies.ts'
import { siblingWords } from './words/sexes.ts'

/** How one field is read from a part of a message; an empty list where the part says nothing of it. */
export type FieldReader = (reading: Reading, asked: boolean) => Slot[]

const whole = (words: readonly string[]) =>
  new RegExp(
    `^(?:我|他|她|娃|孩子|就|都|也|,| )*(?:${words.join('|')})(?:的|了|吧|啊|呀|哦|哈|嘛|呢|老师|谢谢|,|。|!|\\.| )*$`,
  )
const some = (words: readonly string[]) => new RegExp(words.join('|'))
const isNone = whole(noneWords)
const isHealthy = whole(healthyWords)
const soundsHealthy = some(healthyWords)
const soundsIll = some(illWords)
const isWholeSeason = some(wholeSeason)
const isGuardian = some(guardianWords)
const isHelper = some(helperWords)

const slot = (key: SlotKey, value: string | undefined | null): Slot[] => (value ? [{ key, value }] : [])
const firstOf = (reading: Reading, kind: Parameters<typeof mentionsOf>[1]): string | undefined =>
  (standing(reading, kind)[0] ?? mentionsOf(reading, kind)[0])?.value

/** Is it an answered 没有? */
export const saysNone = (text: string): boolean => isNone.test(text)

const name: FieldReader = (reading, asked) => {
  const found = firstOf(reading, 'name')
  const last = reading.text.split(/[ ,。]+/).at(-1) ?? ''
  return slot('name', found ?? (asked ? (nameAlone(reading.text) ?? nameAlone(last)) : null))
}

const bareNumber = new RegExp(
  `^(?:今年|他|她|娃|孩子|刚|满|有|是|现在|都|才|已经|,| )*(${numeral}|\\d{4})(?:岁|周|周岁|了|的|吧|啊|呀|咯|啦|哟|嘞|。| )*$`,
)

/** A bare number is years up to 15, and a year of birth from 16 on: children of 16 and more are not enrolled. */
const bareAge = (text: string): Slot[] => {
  const year = /^(二零[零一二][零一二三四五六七八九])年?(?:的|生|吧|。)*$/.exec(text)?.[1]
  if (year) return slot('birth', readDigits(year))
  const number = readNumber(bareNumber.exec(text)?.[1] ?? '')
  if (number === null || number < 1) return []
  if (number >= 2000 && number < 2030) return slot('birth', String(number))
  if (number > 30) return []
  return number >= 16 ? slot('birth', String(2000 + number)) : slot('age', String(number))
}

const birth: FieldReader = (reading, asked) => {
  const found = [
    ...slot('birth', firstOf(reading, 'birth')),
    ...slot('age', firstOf(reading, 'age')),
    ...slot('grade', firstOf(reading, 'grade')),
  ]
  return found.length > 0 || !asked ? found : bareAge(reading.text)
}

const bareGrade =
  /^(?:小学|开学|下学期|上|读|念|马上|今年|现在|秋季|要|在|升|是|,| )*([一二三四五六七八九1-9])(?:了|的|吧|下|上|。| )*$/
const grade: FieldReader = (reading, asked) => {
  const found = comingGrade(reading.text, mentionsOf(reading, 'grade'))?.value
  if (found) return slot('grade', found)
  const said = asked ? readNumber(bareGrade.exec(reading.text)?.[1] ?? '') : null
  return said
    ? slot('grade', String(said))
    : [...slot('age', firstOf(reading, 'age')), ...slot('birth', firstOf(reading, 'birth'))]
}

const brother = /^(?:是|就是|个|他|她|家里|我家|的|小|大)*(弟弟|哥哥|妹妹|姐姐)(?:的|呀|啊|哦|呢|。|!| )*$/
const sex: FieldReader = (reading, asked) => {
  const told = asked ? brother.exec(reading.text)?.[1] : undefined
  return slot('sex', firstOf(reading, 'sex') ?? (told ? siblingWords[told] : undefined))
}
const place: FieldReader = (reading) => [
  ...slot('place', firstOf(reading, 'place')),
  ...slot('emp', firstOf(reading, 'emp')),
]

const days: FieldReader = (reading, asked) => {
  const [first, second] = mentionsOf(reading, 'date')
  if (first)
    return [
      ...slot('date', first.value),
      ...slot('date_end', first.to ?? (second && second.value >= first.value ? second.value : undefined)),
    ]
  return asked && isWholeSeason.test(reading.text) ? slot('days', 'all') : []
}

const ownName = /(?:^|[,。 ;、])(?:家长|监护人|本人|联系人|我)(?:的)?(?:姓名|名字)?(?:叫|是|:)+ ?/
const guardianName: FieldReader = (reading, asked) => {
  if (!asked && !ownName.test(reading.text)) return []
  return slot('gname', firstOf(reading, 'name') ?? nameAlone(reading.text.replace(ownName, '')))
}

const phone: FieldReader = (reading) => slot('phone', firstOf(reading, 'phone'))
const phone2: FieldReader = (reading, asked) => {
  if (/(?:没|无|不)(?:有|得|需)?(?:第二|备用|别的|其他|另外|其它)/.test(reading.text))
    return slot('phone2', 'none')
  const given = slot('phone2', firstOf(reading, 'phone'))
  const none = isNone.test(reading.text) || /^(?:没|冇|莫得|无)(?:有|得)?(?!错|问题|关系)/.test(reading.text)
  return given.length > 0 || !asked || !none ? given : slot('phone2', 'none')
}

const iAm = /我(?:是|系)?(?:他|她|孩子|娃|小孩)?(?:的)?$/
const relation: FieldReader = (reading, asked) => {
  const kin = mentionsOf(reading, 'kin')
  const told = kin.find(({ at }) => iAm.test(reading.text.slice(0, at))) ?? (asked ? kin[0] : undefined)
  if (told) return slot('rel', told.value)
  const word = asked ? /^(?:我是)?(?:他|她)?的?(爸|妈|爹|娘|父|母)/.exec(reading.text)?.[1] : undefined
  return slot(
    'rel',
    word
      ? '妈娘母'.includes(word)
        ? '妈妈'
        : '爸爸'
      : /^(?:父子|父女)$/.test(reading.text)
        ? '爸爸'
        : /^(?:母子|母女)$/.test(reading.text)
          ? '妈妈'
          : undefined,
  )
}

const health: FieldReader = (reading, asked) => {
  const { text } = reading
  if (asked && (isNone.test(text) || isHealthy.test(text))) return slot('health', 'none')
  if (
    soundsHealthy.test(text) &&
    !(soundsIll.test(text) && /对.{1,6}过敏|但|就是|只是|不过(?!敏)/.test(text))
  )
    return slot('health', 'none')
  return soundsIll.test(text) || (asked && !otherThanHealth(text)) ? slot('health', reading.said) : []
}

const plainReply =
  /^(?:对|是|好|行|可以|嗯+|没错|确认|不|不对|不是|错|ok|[\d一二两三])(?:的|了|啊|呀|吧|!|。| )*$/i
const elseSaid =
  /错了|不对|改成|改为|修改|应该是|名字|姓名|年龄|年级|生日|电话|手机|号码|报名|再报|取消|退课|同意|[来去]接|谁接|[?]|吗$|\d{4,}|\d岁/

/** Any words may be an illness, but not a yes or no, nor what speaks of another field or of the enrolment. */
const otherThanHealth = (text: string): boolean => plainReply.test(text) || elseSaid.test(text)

const iCollect = /(?:我|本人)(?:们)?(?:一个人|自己|会|来|去|天天|每天|亲自|下班)*(?:来|去)?(?:接|送)/
const pickup: FieldReader = (reading, asked) => {
  const told = /接|领|送/.test(reading.text) || asked
  if (!told) return []
  const { slots } = pickupSlots(reading)
  const own =
    iCollect.test(reading.text) || (asked && /^我(?:自己)?$/.test(reading.text)) ? slot('pickup', '本人') : []
  const alone =
    asked && slots.length === 0 && /^自己(?:一个人)?$/.test(reading.text) ? slot('pickup', '自己') : []
  const named =
    asked && slots.every(({ key }) => key !== 'pickup_name')
      ? mentionsOf(reading, 'name').map(({ value }): Slot => ({ key: 'pickup_name', value }))
      : []
  return [...own, ...slots, ...alone, ...named]
}

const modules: FieldReader = (reading) =>
  mentionsOf(reading, 'mod').map(({ value }): Slot => ({ key: 'mod', value }))

const who: FieldReader = (reading, asked) => {
  const helper = isHelper.test(reading.text)
  if (
    !helper &&
    !isGuardian.test(reading.text) &&
    !(asked && collectorsOf(reading).some(({ value }) => value === '爸爸' || value === '妈妈'))
  )
    return []
  return [...slot('who', helper ? 'helper' : 'guardian'), ...relation(reading, asked)]
}

/** How each field is read. Fields that are no part of a form (menu, confirm, code) have no reader here. */
export const fieldReaders: Readonly<Partial<Record<Expects, FieldReader>>> = {
  'child.name': name,
  'child.birth': birth,
  'child.grade': grade,
  'child.sex': sex,
  'child.days': days,
  'guardian.name': guardianName,
  'guardian.phone': phone,
  'guardian.phone2': phone2,
  'guardian.relation': relation,
  place,
  employer: place,
  health,
  pickup,
  modules,
  wishes: modules,
  who,
}
