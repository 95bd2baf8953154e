import { expect } from 'vitest'
import { isAnother } from '../../bot/wording/same-child.ts'
import type { Expects } from '../../shared/contract/expects.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import type { Enrolment, Family } from '../../shared/family.ts'
import { sectionId } from '../../shared/ids.ts'
import { secondMs } from '../../shared/time.ts'
import { type Parent, startWorld, type World, type WorldOptions, words } from './world.ts'

/** A world whose clock ticks a second with every message, as it does for people. */
export interface Walk extends World {
  readonly li: Parent
}

export const startWalk = async (options: WorldOptions = {}): Promise<Walk> =>
  walkIn(await startWorld(options))

export const walkIn = (world: World): Walk => {
  const parents = new Map<string, Parent>()
  const parent = (contact: string): Parent => {
    const known = parents.get(contact) ?? watched(world, world.parent(contact))
    parents.set(contact, known)
    return known
  }
  return { ...world, parent, li: parent('demo-li') }
}

/** Ids that no restart of a world gives out again. */
let messages = 0
const freshId = (): string => `message-${++messages}`

/** A parent who notices at once what no answer may be: silent, the same again, or a dead end. */
const watched = (world: World, parent: Parent): Parent => {
  let before: Answer | null = null
  return {
    ...parent,
    say: async (text, messageId) => {
      world.clock.now += secondMs
      const answer = await parent.say(text, messageId ?? freshId())
      if (messageId === undefined) expectGood(text, answer, before)
      before = answer
      return answer
    },
    send: async (message) => {
      world.clock.now += secondMs
      return parent.send({ messageId: freshId(), ...message })
    },
  }
}

/** What holds for every answer of every path. */
export const expectGood = (said: string, answer: Answer, before: Answer | null): void => {
  expect(answer.replies.length, `silence after “${said}”`).toBeGreaterThan(0)
  expect(words(answer).trim(), `no words after “${said}”`).not.toBe('')
  expect(deadEnd(answer), `a dead end after “${said}”: ${words(answer)}`).toBe(false)
  const all = [...(before?.replies.slice(-1) ?? []), ...answer.replies].map((reply) => reply.text)
  const twice = all.filter((text, index) => index > 0 && text === all[index - 1])
  expect(twice, `the same sentence twice in a row after “${said}”`).toEqual([])
}

/** Nothing is asked, and nothing is offered to go on with. */
export const deadEnd = (answer: Answer): boolean => answer.expects === null && answer.choices.length === 0

/** Says one thing after another and gives the last answer. */
export const saying = async (parent: Parent, ...lines: readonly [string, ...string[]]): Promise<Answer> => {
  const [first, ...rest] = lines
  let answer = await parent.say(first)
  for (const line of rest) answer = await parent.say(line)
  return answer
}

/** What tapping the choice whose label holds these words sends. */
export const choice = (answer: Answer, part: string): string => {
  const found = answer.choices.find(({ label }) => label.includes(part))
  if (!found)
    throw new Error(`no choice “${part}” among ${answer.choices.map(({ label }) => label).join(' | ')}`)
  return found.say
}

export type Answers = Partial<Record<Expects, string>>

/** The answers of one family to single questions. */
export const answers: Answers = {
  consent: '同意',
  who: '我是孩子家长',
  'child.name': '王小雨',
  'child.birth': '2018年3月',
  'child.days': '全程都来',
  'guardian.name': '张小丽',
  'guardian.phone': '13800001111',
  'guardian.phone2': '没有',
  'guardian.relation': '妈妈',
  place: '山前村',
  health: '没有',
  pickup: '外婆',
}

/** Answers one question after another, until something is asked that has no answer among these. */
export const oneByOne = async (parent: Parent, from: Answer, given: Answers = {}): Promise<Answer> => {
  const all: Answers = { ...answers, ...given }
  let answer = from
  for (let turns = 0; turns < 30; turns++) {
    const next = answer.expects && all[answer.expects]
    if (!next) return answer
    answer = await parent.say(next)
  }
  throw new Error(`asked for ever: ${answer.expects} ${words(answer)}`)
}

const labels: Answers = {
  'child.name': '孩子姓名',
  'child.birth': '出生年月',
  'child.days': '来的日期',
  'guardian.name': '家长姓名',
  'guardian.phone': '手机号',
  'guardian.phone2': '备用电话',
  'guardian.relation': '关系',
  place: '住址',
  health: '过敏',
  pickup: '谁来接',
}

/** All answers as one message, as a form is filled in: an answer of `''` is left out. */
export const form = (given: Answers = {}): string => {
  const all: Answers = { ...answers, ...given }
  return Object.entries(labels)
    .flatMap(([field, label]) => {
      const said = all[field as Expects]
      return said ? [`${label}：${said}`] : []
    })
    .join('，')
}

/** The same, with the whole form in one message as soon as the child's name is asked: quicker, for what comes after it. */
export const fillIn = async (parent: Parent, from: Answer, given: Answers = {}): Promise<Answer> => {
  const name = given['child.name'] ?? answers['child.name']
  const at = await oneByOne(parent, from, { ...given, 'child.name': '' })
  if (at.expects !== 'child.name' || !name) return at
  return oneByOne(parent, await parent.say(form(given)), given)
}

/** From “报名” to the list of courses. */
export const toCourses = async (parent: Parent, given: Answers = {}): Promise<Answer> => {
  const list = await fillIn(parent, await parent.say('报名'), given)
  expect(list.expects, words(list)).toBe('modules')
  return list
}

/** Most families here have a child of one name, and mean another one by it. */
export const asAnother = async (parent: Parent, answer: Answer): Promise<Answer> => {
  const another = answer.choices.find(({ label }) => label === isAnother)
  return another ? parent.say(another.say) : answer
}

/** From “报名” to the summary, with the course whose line holds these words. */
export const toSummary = async (parent: Parent, course: string, given: Answers = {}): Promise<Answer> => {
  const list = await toCourses(parent, given)
  const summary = await asAnother(parent, await parent.say(choice(list, course)))
  expect(summary.expects, words(summary)).toBe('confirm')
  return summary
}

/** The whole way to the result card. */
export const enrol = async (parent: Parent, course: string, given: Answers = {}): Promise<Answer> => {
  await toSummary(parent, course, given)
  const result = await parent.say('1')
  expect(hasCard(result), words(result)).toBe(true)
  return result
}

export const hasCard = (answer: Answer): boolean => answer.replies.some((reply) => reply.kind === 'card')

/** The eight digits of an answer, as they are typed. */
export const codeIn = (answer: Answer): string => {
  const found = /(\d{4}) ?(\d{4})(?!\d)/.exec(words(answer).replace(/\d{11}|0576-\d+/g, ''))
  if (!found) throw new Error(`no code in ${words(answer)}`)
  return `${found[1]}${found[2]}`
}

/** A code with the last four digits of the phone that proves it, as one message. */
export const proven = (code: string, phone = answers['guardian.phone'] ?? ''): string =>
  `${code} ${phone.slice(-4)}`

/** What the store holds of a contact's family. */
export const familyOf = async (world: World, contact: string): Promise<Family | null> =>
  (await world.store.open(contact)).family

export const enrolmentsOf = async (world: World, contact: string): Promise<readonly Enrolment[]> =>
  (await familyOf(world, contact))?.enrolments ?? []

/** Seats left and children waiting, as anybody would be told. */
export const seatsIn = async (world: World, section: string, programme = 'mini-2027') => {
  const id = sectionId(programme, section)
  const found = (await world.store.look([{ kind: 'seats', sections: [id] }])).seats.get(id)
  if (!found) throw new Error(`no seats of ${id}`)
  return { left: found.left, waiting: found.waiting }
}
