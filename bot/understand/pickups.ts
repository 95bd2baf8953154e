import type { Slot } from './meaning.ts'
import type { Mention } from './mention.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'

const cannot =
  /^(?:今天|明天|后天|来|去|接|他|她|们|那天|临时|要|有|又|也|这|几天|,| )*(?:接不了|来不了|没空|不能(?:接|来)|不来接|不接|没时间|上班|加班|不在|没法|出差|不得空|不行|走不开|有事|忙|来接不了|去不了|来接[^,。]{0,4}(?:别|不要|不能|莫)(?:给|让))/
const notThem =
  /(?:不是|不用|用不着|不要|别让|不要让|不让|别给|不准|不给|不能让|莫让|不许|取消|去掉|把|原来是|本来是|之前是|原先是)(?:他|她|孩子|娃|我|那个|的|后|前|亲)*$/
const ownKin = /我(?:的)?$/
const replaced = /^(?:接)?(?:换成?|改成?|改为)/
const callsName = /(?:叫|名字是?|是|:|姓名是?) ?$/
const collector = /(?:接[^,。]{0,6}人|接送|来接的?|代接|接他的|接她的|接娃的|接的)[^,。]{0,4}$|接[, ]?$/

/** Whom the speaker calls 我妈 is the child's grandmother on one side or the other: not told. 我老公, 我婆婆 are plain. */
const speakersOwn = (reading: Reading, kin: Mention): boolean => {
  const said = reading.text.slice(kin.at, kin.end)
  return (
    ownKin.test(reading.text.slice(0, kin.at)) && /^(?:爸|妈|爸爸|妈妈|哥|姐|哥哥|姐姐|老爸|老妈)$/.test(said)
  )
}

/** 隔壁阿姨, 隔壁王婶: the aunt next door is the neighbour. */
const isOfNeighbour = (reading: Reading, kin: Mention): boolean =>
  mentionsOf(reading, 'kin').some(
    ({ value, end }) =>
      ['邻居', '同事', '老乡'].includes(value) &&
      /^[的家\p{Script=Han}]?$/u.test(reading.text.slice(end, kin.at)) &&
      end <= kin.at,
  )

/** Those who shall collect: not the one who cannot come, nor the one replaced. */
export const collectorsOf = (reading: Reading): Mention[] => {
  const kin = mentionsOf(reading, 'kin').filter((mention) => !speakersOwn(reading, mention))
  const change = reading.text.search(/换|改成|改为|改由/)
  const instead = change >= 0 && kin.some(({ at }) => at > change) && !/换.{0,4}接不了/.test(reading.text)
  const willing = kin
    .filter((one) => !isOfNeighbour(reading, one))
    .filter(({ at, end }) => {
      const [before, after] = [reading.text.slice(0, at), reading.text.slice(end)]
      return (
        !(instead && at < change) && !cannot.test(after) && !notThem.test(before) && !replaced.test(after)
      )
    })
  return willing.filter(({ value }, n) => willing.findIndex((other) => other.value === value) === n)
}

const belongsToCollector = (reading: Reading, name: Mention): boolean => {
  const before = reading.text.slice(0, name.at)
  if (mentionsOf(reading, 'kin').some(({ end }) => end === name.at)) return true
  if (/^(?:来|去|帮忙|帮我|帮)+接/.test(reading.text.slice(name.end))) return true
  const rest = before.replace(callsName, '')
  const called = rest !== before
  return called && (collector.test(rest) || mentionsOf(reading, 'kin').some(({ end }) => end === rest.length))
}

const goesAlone = /自己(?:一个人)?(?:走|回|坐车|骑车|来回|去|上下学|回来)/

/** `pickup` and `pickup_name` of a message about who collects a child, and which names stay the child's. */
export const pickupSlots = (reading: Reading): { slots: Slot[]; names: Set<Mention> } => {
  const names = new Set(mentionsOf(reading, 'name').filter((name) => belongsToCollector(reading, name)))
  const alone = goesAlone.test(reading.text) && !/(?:不|别)(?:能|要|让)?自己|我自己/.test(reading.text)
  const who = [...new Set([...collectorsOf(reading).map(({ value }) => value), ...(alone ? ['自己'] : [])])]
  const slots: Slot[] = [
    ...who.map((value): Slot => ({ key: 'pickup', value })),
    ...[...names].map(({ value }): Slot => ({ key: 'pickup_name', value })),
  ]
  return { slots, names }
}
