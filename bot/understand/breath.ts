import { type Anchor, childrenOf, siblingsSaid } from './children.ts'
import type { Asked, Slot } from './meaning.ts'
import type { Mention } from './mention.ts'
import { speakersNames } from './names.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'
import { slotsFor } from './slots.ts'
import { healthyWords, illWords } from './words/replies.ts'

/*
 * One long message that tells of a whole family (老大…，老二…，都不过敏，我是她妈，爷爷接): what is said of each child goes to that
 * child, and what the family shares is read from the words around it rather than from the order.
 */
const otherThanEnrolling = /[?]|[吗么]$|能不能|可不可以|几点|多少|换|退|取消|请假|不对|错了|改成|排到|候补/
const inTheForm: ReadonlySet<string> = new Set([
  'menu',
  'consent',
  'who',
  'place',
  'employer',
  'health',
  'pickup',
])
const isOpen = ({ expects }: Asked): boolean =>
  expects === null || inTheForm.has(expects) || /^(?:child|guardian)\./.test(expects)

/** How many kinds of facts the message holds. */
const kindsIn = (reading: Reading): number => {
  const has = (...kinds: Mention['kind'][]) => kinds.some((kind) => mentionsOf(reading, kind).length > 0)
  return [
    has('name'),
    has('age', 'grade', 'birth'),
    has('mod'),
    has('phone'),
    has('place', 'emp'),
    has('kin'),
    mentionedHealth.test(reading.text),
  ].filter(Boolean).length
}

const healthy = `(?:${healthyWords.filter((word) => !/正常|都\|很/.test(word)).join('|')}|没过敏|不过敏)`
const mentionedHealth = new RegExp(`${healthy}|${illWords.join('|')}`)
const clauseEnd = /[\s,。;、]+/u

interface Clause {
  readonly text: string
  readonly at: number
}

/** Stretches between punctuation, and from one child to the next. */
const clausesOf = (reading: Reading, anchors: readonly Anchor[]): Clause[] => {
  const borders = new Set([0, ...anchors.map(({ at }) => at)])
  for (const match of reading.text.matchAll(/[\s,。;、]+/gu)) borders.add(match.index + match[0].length)
  const starts = [...borders].sort((a, b) => a - b)
  return starts.map((at, n) => ({ at, text: reading.text.slice(at, starts[n + 1]).replace(clauseEnd, '') }))
}

/** The words before slips were mended, where they still stand in the same places: an illness is kept as it was said. */
const asSaid = ({ said, text }: Reading): string => (said.length === text.length ? said : text)

const ofAll = /都|全部|两个|俩|三个/

/** Illness or health of the child that the clause names, else of all. The words of the clause are kept without its child. */
const healthSlots = (reading: Reading, anchors: readonly Anchor[]): Slot[] =>
  clausesOf(reading, anchors).flatMap(({ text, at }): Slot[] => {
    if (!mentionedHealth.test(text)) return []
    const anchor = anchors.find((one) => one.at >= at && one.at < at + text.length)
    const words = anchor ? text.slice(anchor.end - at) : text
    const none = new RegExp(healthy).test(words) && !/对.{1,6}过敏/.test(words)
    const ill = new RegExp(
      `(?:对)?[\\p{Script=Han}]{0,6}(?:${illWords.join('|')})[\\p{Script=Han}]{0,6}`,
      'u',
    )
    const found = none ? null : ill.exec(words)
    if (!none && !found) return []
    const from = at + text.length - words.length + (found?.index ?? 0)
    const value = found ? asSaid(reading).slice(from, from + found[0].length) : 'none'
    const child = anchor && !ofAll.test(words) ? { child: anchor.child } : {}
    return [{ key: 'health', value, ...child }]
  })

const iAm = /我(?:就)?是(?:他们?|她们?|孩子们?|娃儿?|小孩|两个(?:娃|孩子)|俩娃)?的?$/
const parents: ReadonlySet<string> = new Set(['爸爸', '妈妈'])

/** 爸爸 between two spaces or commas tells who writes, where nobody is said to collect there (爸爸 来接, 爸爸、妈妈). */
const standsAlone = ({ text }: Reading, { at, end }: Mention): boolean =>
  /(?:^|[ ,。;])$/.test(text.slice(0, at)) &&
  /^(?:$|[ ,。;])/.test(text.slice(end)) &&
  !/^[ ,。;]*[\p{Script=Han}]{0,6}[接送领]/u.test(text.slice(end)) &&
  !/[接送领][^ ,。;]{0,3}[ ,。;]*$/.test(text.slice(0, at))

/** 我是她妈, a parent named right before the number (妈妈王丽 138…), or 爸爸 alone. */
const relationSlots = (reading: Reading, own: ReadonlySet<Mention>): Slot[] => {
  const kin = mentionsOf(reading, 'kin')
  const told =
    kin.find(({ at }) => iAm.test(reading.text.slice(0, at))) ??
    kin.find(
      ({ end, value }) => parents.has(value) && [...own].some((name) => name.at - end <= 1 && name.at >= end),
    ) ??
    kin.find((one) => parents.has(one.value) && standsAlone(reading, one))
  return told ? [{ key: 'rel', value: told.value }] : []
}

const secondPhone = /(?:备用|另一?个|第二个?|还有个?|紧急联系?)(?:的)?(?:电话|手机|号码|号)?[:是 ]*$/
const noSecond = /没(?:有|得)?(?:第二|备用|别的|其他|另外|其它)/

const phoneSlots = (reading: Reading): Slot[] => {
  const numbers = mentionsOf(reading, 'phone')
  const spare = numbers.find(({ at }) => secondPhone.test(reading.text.slice(0, at)))
  const [first, second] = numbers.filter((number) => number !== spare)
  const two = spare ?? second
  return [
    ...(first ? [{ key: 'phone' as const, value: first.value }] : []),
    ...(two && two.value !== first?.value ? [{ key: 'phone2' as const, value: two.value }] : []),
    ...(!two && noSecond.test(reading.text) ? [{ key: 'phone2' as const, value: 'none' }] : []),
  ]
}

const towardsCollecting =
  /^[\p{Script=Han}]{0,2}(?:和|跟|、|或者?|都|也|可以|能|会|来|去|帮忙|负责|K|N)*(?:接|送|领)/u
const afterCollecting = /(?:接送|接送人|谁接|接的人|来接的|接娃的|接孩子的)[:的人是有让由 K和跟、]*$/
const iCollect = /(?:我|本人)(?:们)?(?:自己|会|来|去|天天|每天|亲自|下班|也)*(?:来|去)?(?:接|送)/

/** Those said right beside 接: in 老大…奶奶接送 only the grandmother. */
const collectors = (reading: Reading, anchors: readonly Anchor[]): Slot[] => {
  const kin = mentionsOf(reading, 'kin').filter(
    ({ at }) => !anchors.some((one) => one.at <= at && at < one.end),
  )
  const letters = (text: string, from: number) =>
    kin.reduce(
      (out, one) => (one.at >= from ? out.replace(text.slice(one.at, one.end), 'K') : out),
      text.slice(from),
    )
  const near = kin.filter(({ at, end }) => {
    if (iAm.test(reading.text.slice(0, at))) return false
    const before = kin.reduce(
      (out, one) => (one.end <= at ? out.replace(reading.text.slice(one.at, one.end), 'K') : out),
      reading.text.slice(0, at),
    )
    return towardsCollecting.test(letters(reading.text, end)) || afterCollecting.test(before)
  })
  // 接送爷爷也可以: the one who writes, and the grandfather too.
  const too = near.some(({ end }) => /^也(?:可以|行|能|会|来)/.test(reading.text.slice(end)))
  const who = [...(iCollect.test(reading.text) || too ? ['本人'] : []), ...near.map(({ value }) => value)]
  return [...new Set(who)].map((value) => ({ key: 'pickup', value }))
}

const wholeSeason = /全程|全勤|整个(?:暑假|假期)|从头到尾|每天都?(?:能|会)?来|天天来/
const daySlots = (reading: Reading): Slot[] => {
  if (wholeSeason.test(reading.text)) return [{ key: 'days', value: 'all' }]
  const range = mentionsOf(reading, 'date').find(({ to }) => to !== undefined)
  return range?.to
    ? [
        { key: 'date', value: range.value },
        { key: 'date_end', value: range.to },
      ]
    : []
}

const ageKeys: ReadonlySet<string> = new Set(['age', 'birth', 'grade'])

/** Told apart for certain: two children at least, each with an age or a class, or by 老大 and 老二. A second name alone may be a parent's. */
const tellsSiblings = (text: string, slots: readonly Slot[]): boolean => {
  const numbered = slots.filter(({ child }) => child !== undefined)
  const aged = new Set(numbered.flatMap(({ key, child }) => (ageKeys.has(key) ? [child] : [])))
  return aged.size >= 2 || (numbered.length > 0 && siblingsSaid(text) >= 2)
}

/** All facts of a message that tells of a family in one breath, or null where it is none. */
export const breathOf = (reading: Reading, asked: Asked): Slot[] | null => {
  if (!isOpen(asked) || otherThanEnrolling.test(reading.text)) return null
  const kinds = kindsIn(reading)
  if (kinds < 3) return null
  const own = speakersNames(reading.text, mentionsOf(reading, 'name'))
  const bound = slotsFor(reading, 'register').filter(({ key }) => key !== 'phone' && key !== 'time')
  const siblings = tellsSiblings(reading.text, bound)
  if (!siblings && (kinds < 5 || !(asked.expects === null || asked.expects === 'menu'))) return null
  const anchors = siblings ? childrenOf(reading) : []
  return [
    ...bound,
    ...relationSlots(reading, own),
    ...phoneSlots(reading),
    ...healthSlots(reading, anchors),
    ...collectors(reading, anchors),
    ...daySlots(reading),
  ]
}
