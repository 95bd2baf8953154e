import { bindToChildren, childrenOf, oneOfEach } from './children.ts'
import { droppedModules } from './drops.ts'
import { comingGrade } from './grades.ts'
import type { Intent, Slot, SlotKey } from './meaning.ts'
import type { Mention } from './mention.ts'
import { speakersNames } from './names.ts'
import { findOptions } from './options.ts'
import { pickupSlots } from './pickups.ts'
import type { Reading } from './reading.ts'
import { mentionsOf } from './reading.ts'
import { standing } from './standing.ts'
import { siblingWords } from './words/sexes.ts'

interface Placed {
  readonly slot: Slot
  readonly at: number
}

const chat: ReadonlySet<Intent> = new Set(['greet', 'thanks', 'abuse', 'offtopic', 'affirm', 'deny'])
const timed: ReadonlySet<Intent> = new Set([
  'schedule',
  'leave',
  'change',
  'pickup',
  'ask_when',
  'ask_quota',
  'register',
  'pick_modules',
  'cancel',
  'inform',
  'correct',
])
const dated: ReadonlySet<Intent> = new Set([
  'schedule',
  'leave',
  'pickup',
  'change',
  'cancel',
  'ask_when',
  'ask_quota',
  'ask_where',
  'inform',
  'correct',
])

const place = (mention: Mention, key: SlotKey, value = mention.value): Placed => ({
  at: mention.at,
  slot: { key, value },
})

/** Values of one kind, without those that a correction denies (不是五岁是六岁); of what is corrected the last stands. */
const stated = (reading: Reading, kind: Mention['kind'], intent: Intent): Mention[] => {
  const held = standing(reading, kind)
  return intent === 'correct' && childrenOf(reading).length < 2 ? held.slice(-1) : held
}

const gradeMentions = (reading: Reading, intent: Intent): Mention[] => {
  const grades = stated(reading, 'grade', intent)
  if (grades.length < 2 || childrenOf(reading).length >= 2) return grades
  const coming = comingGrade(reading.text, grades)
  return coming ? [coming] : []
}

const changedTo = /(?:换|调|改|转|挪)(?:一下)?(?:到|成|为|去|个|在)?(?:D|明天|后天)?$/

/** Of several days: the one that a class is moved to; the first that is not past, where someone will be absent. */
const dayMeant = (reading: Reading, intent: Intent): Mention[] => {
  const days = mentionsOf(reading, 'date')
  const moved = days.find(({ at }) => changedTo.test(reading.text.slice(Math.max(0, at - 6), at)))
  if (intent === 'change' && moved) return [moved]
  const coming = days.find(({ value, to }) => (to ?? value) >= reading.today)
  return (intent === 'leave' && coming ? [coming] : days).slice(0, 1)
}

const dayMentions = (reading: Reading, intent: Intent): Placed[] =>
  dayMeant(reading, intent).flatMap((mention) => [
    place(mention, 'date'),
    ...(mention.to ? [place(mention, 'date_end', mention.to)] : []),
  ])

const leftBehind =
  /^(?:的|那个|那节|的那节)?(?:课|班|我们?|都|又| )*(?:换|调|改|转|没空|不得空|没得空|不行|没时间|来不了|不方便|有事|要上班)/

/** 下午的换到上午 leaves the afternoon for the morning: `time-` is the half that is left. */
const halfMentions = (reading: Reading, intent: Intent): Placed[] => {
  const halves = mentionsOf(reading, 'half')
  if (intent !== 'change') return halves.slice(0, 1).map((mention) => place(mention, 'time'))
  return halves.map((mention, n) => {
    const [before, after] = [
      reading.text.slice(Math.max(0, mention.at - 10), mention.at),
      reading.text.slice(mention.end, mention.end + 12),
    ]
    const wanted = changedTo.test(before) || !(leftBehind.test(after) || (halves.length > 1 && n === 0))
    return place(mention, wanted ? 'time' : 'time-')
  })
}

const moduleMentions = (reading: Reading, intent: Intent): Placed[] => {
  const modules = mentionsOf(reading, 'mod')
  const dropped = droppedModules(reading.text, modules, intent)
  const gone = new Set(modules.filter((_, n) => dropped[n]).map(({ value }) => value))
  return modules.map((mention) => place(mention, gone.has(mention.value) ? 'mod-' : 'mod'))
}

/** 姐姐学书法弟弟学乒乓 tells the sexes of two children, though 姐姐 alone is someone who may collect. */
const siblingSexes = (reading: Reading, intent: Intent): Placed[] => {
  if (intent === 'pickup') return []
  const known = mentionsOf(reading, 'sex')
  return childrenOf(reading).flatMap(({ at, said }) => {
    const value = siblingWords[said]
    return value && !known.some((mention) => mention.at === at)
      ? [{ at, slot: { key: 'sex' as const, value } }]
      : []
  })
}

/** 是弟弟不是妹妹 puts the sex right. */
const brotherStated = /(?<!不)是(?:个)?(弟弟|哥哥|妹妹|姐姐)/
const sexPutRight = (reading: Reading, intent: Intent): Placed[] => {
  const match = intent === 'correct' ? brotherStated.exec(reading.text) : null
  const value = match ? siblingWords[match[1] ?? ''] : undefined
  return match && value && mentionsOf(reading, 'sex').length === 0
    ? [{ at: match.index, slot: { key: 'sex', value } }]
    : []
}

/** What a message says, as slots, once its intent is known: in the order said, bound to children where there are several. */
export const slotsFor = (reading: Reading, intent: Intent): Slot[] => {
  if (chat.has(intent)) return []
  const pickup = intent === 'pickup' ? pickupSlots(reading) : { slots: [], names: new Set<Mention>() }
  const own = speakersNames(reading.text, mentionsOf(reading, 'name'))
  const names = stated(reading, 'name', intent).filter((name) => !pickup.names.has(name))
  const [me] = own
  const placed: Placed[] = [
    ...names.filter((mention) => !own.has(mention)).map((mention) => place(mention, 'name')),
    ...siblingSexes(reading, intent),
    ...sexPutRight(reading, intent),
    ...(intent === 'pickup' ? [] : (['age', 'birth'] as const)).flatMap((key) =>
      stated(reading, key, intent).map((mention) => place(mention, key)),
    ),
    ...gradeMentions(reading, intent).map((mention) => place(mention, 'grade')),
    ...(intent === 'pickup' ? [] : stated(reading, 'sex', intent).map((mention) => place(mention, 'sex'))),
    ...stated(reading, 'place', intent).map((mention) => place(mention, 'place')),
    ...stated(reading, 'emp', intent).map((mention) => place(mention, 'emp')),
    ...moduleMentions(reading, intent),
    ...stated(reading, 'phone', intent).map((mention) => place(mention, 'phone')),
    ...(dated.has(intent) ? dayMentions(reading, intent) : []),
    ...(timed.has(intent) ? halfMentions(reading, intent) : []),
    ...(intent === 'pick_modules'
      ? findOptions(reading.text, false).map((value) => ({
          at: 0,
          slot: { key: 'opt' as const, value: String(value) },
        }))
      : []),
  ]
  const bound = bindToChildren(
    reading,
    intent === 'pickup' ? [] : childrenOf(reading),
    placed.sort((a, b) => a.at - b.at),
  )
  return oneOfEach([...(me ? [{ key: 'gname' as const, value: me.value }] : []), ...bound, ...pickup.slots])
}
