import type { Expects } from '../../../shared/contract/expects.ts'
import type { Heard, Line } from './line.ts'
import { fieldAnswer, type Mind, replyTo } from './reads.ts'

export interface Talk {
  readonly opening: string
  readonly mind: Mind
  readonly done: (heard: Heard) => boolean
  /** Said in place of an answer, where somebody thinks better of it: null goes on. */
  readonly otherwise?: (heard: Heard) => string | null
}

const mostTurns = 40
/** Of a hundred answers so many come after something else was said. */
const habits = { chats: 0.05, asks: 0.04, swaps: 0.3 }
const chatter = ['哈哈哈', '在吗', '今天热死了', '[捂脸]', '我先去上个班', '你是机器人吧', '啊啊啊'] as const
const questions = ['要钱吗', '管不管中饭', '在哪里上课', '几岁能报', '能不能放一整天'] as const

/** Something in between: what was asked is put again behind its answer. Null where nothing came to mind. */
const aside = async (line: Line): Promise<Heard | null> => {
  const nth = line.sent()
  if (line.chances.has(habits.chats, 'chats', nth)) return line.say(line.chances.among(chatter, 'chat', nth))
  if (line.chances.has(habits.asks, 'asks', nth)) return line.say(line.chances.among(questions, 'ask', nth))
  return null
}

/** Asked for the second phone, some say who collects the child as well, and it arrives first. */
const swapsAt: Expects = 'guardian.phone2'
const swapped: Expects = 'pickup'

const answer = async (line: Line, mind: Mind, heard: Heard, text: string): Promise<Heard> => {
  const swaps = mind.way === 'one_by_one' && heard.answer.expects === swapsAt
  const other = fieldAnswer(swapped, mind)
  if (!swaps || !other || !line.chances.has(habits.swaps, 'swaps', line.sent())) return line.say(text)
  return line.sayBoth(text, other)
}

const remember = (mind: Mind, { answer: { expects } }: Heard, text: string): Mind => ({
  ...mind,
  filledIn: mind.filledIn || expects === 'child.name',
  pages: mind.pages + (text === '更多' ? 1 : 0),
})

/** Goes on answering until it is done, nothing more is to be said, or everybody's patience is over. */
export const converse = async (line: Line, talk: Talk): Promise<Heard> => {
  let mind = talk.mind
  let heard = await line.say(talk.opening)
  for (let turns = 0; turns < mostTurns && !talk.done(heard); turns += 1) {
    heard = (await aside(line)) ?? heard
    const change = talk.otherwise?.(heard) ?? null
    if (change !== null) return line.say(change)
    const text = replyTo(heard.answer, mind)
    if (text === null) return heard
    const before = heard
    heard = await answer(line, mind, before, text)
    mind = remember(mind, before, text)
  }
  return heard
}
