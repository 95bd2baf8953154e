import type { Message } from '../../../shared/contract/message.ts'
import type { Answer, Later, Reply } from '../../../shared/contract/reply.ts'
import type { Ears, Told } from './hears.ts'
import { createNotes, type Notes } from './notes.ts'
import { type Fortune, fortune } from './seeded.ts'
import type { Tally } from './tally.ts'

/** How messages reach the program: each is sent until it is answered, under the same id. */
export interface Phone {
  readonly post: (message: Message) => Promise<Answer>
  /** What came by itself since a cursor; '' is the first. */
  readonly later: (contact: string, after: string) => Promise<Later>
}

export interface LineDeps {
  readonly seed: number
  readonly phone: Phone
  readonly ears: Ears
  readonly tally: Tally
  /** ISO 8601, for the messages. */
  readonly now: () => string
  /** True where everybody says what is asked and nothing else, once. */
  readonly calm?: boolean
}

export interface Heard {
  readonly answer: Answer
  readonly told: readonly Told[]
}

/** A line of a talk, for whoever looks for the reason of something: said, answered, or come by itself. */
export type Spoken = readonly [who: '<' | '>' | '~', words: string]

/** One contact's line: what it says may arrive twice, late, or in another order than it was said. */
export interface Line {
  readonly contact: string
  readonly notes: Notes
  readonly spoken: readonly Spoken[]
  readonly chances: Fortune
  /** Messages so far: chance hangs on it. */
  readonly sent: () => number
  readonly say: (text: string) => Promise<Heard>
  /** Two answers leave the phone at once, the later one first; what is heard is the newest answer. */
  readonly sayBoth: (first: string, second: string) => Promise<Heard>
  /** What came by itself and was not read before. */
  readonly fetch: () => Promise<readonly Reply[]>
}

/** Of a hundred messages so many are tapped twice, repeated after the answer, or come again much later. */
const habits = { twice: 0.04, again: 0.05, late: 0.03 }

/** An id of a reply begins with its turn, and turns of one contact are numbered as they were taken. */
const turnOf = (answer: Answer): number => Number(answer.replies[0]?.id.split('.')[0] ?? 0)
const sameWords = (a: Answer, b: Answer): boolean => JSON.stringify(a) === JSON.stringify(b)
/** Answers that were lost come by the same way as news; these have nothing behind turn and number. */
const isNews = ({ id }: Reply): boolean => !/^\d+\.\d+$/.test(id)

export const createLine = (deps: LineDeps, contact: string): Line => {
  const { phone, ears, tally } = deps
  const restless = fortune(deps.seed, 'talk', contact)
  const chances = deps.calm ? { ...restless, has: () => false } : restless
  const notes = createNotes()
  const spoken: Spoken[] = []
  const sent: Message[] = []
  const seen = new Set<string>()
  let cursor = ''

  const write = (text: string): Message => {
    const messageId = `${contact}-${sent.length + 1}`
    const message: Message = { messageId, contactId: contact, sentAt: deps.now(), kind: 'text', text }
    sent.push(message)
    spoken.push(['<', text])
    return message
  }

  const note = (told: readonly Told[]): readonly Told[] => {
    for (const one of told)
      if (one.what === 'refused') tally.refused.set(one.why, (tally.refused.get(one.why) ?? 0) + 1)
    tally.differences.push(...notes.take(told).map((difference) => ({ ...difference, contact })))
    return told
  }

  const listen = (answer: Answer): Heard => {
    spoken.push(['>', `${answer.replies.map(({ text }) => text).join('\n')} [${answer.expects}]`])
    return { answer, told: note(answer.replies.flatMap(ears.hear)) }
  }

  const expectSame = (message: Message, a: Answer, b: Answer): void => {
    if (!sameWords(a, b)) tally.otherwise.push(message.messageId)
  }

  const post = async (message: Message, nth: number): Promise<Answer> => {
    if (!chances.has(habits.twice, 'twice', nth)) return phone.post(message)
    const [answer, other] = await Promise.all([phone.post(message), phone.post(message)])
    expectSame(message, answer, other)
    return answer
  }

  return {
    contact,
    notes,
    spoken,
    chances,
    sent: () => sent.length,
    say: async (text) => {
      const message = write(text)
      const nth = sent.length
      const answer = await post(message, nth)
      if (chances.has(habits.again, 'again', nth)) expectSame(message, answer, await phone.post(message))
      const old = sent.at(-3)
      if (old && chances.has(habits.late, 'late', nth)) await phone.post(old)
      return listen(answer)
    },
    sayBoth: async (first, second) => {
      const [one, other] = [write(first), write(second)]
      const [b, a] = await Promise.all([phone.post(other), phone.post(one)])
      const [older, newer] = turnOf(a) < turnOf(b) ? [a, b] : [b, a]
      const before = listen(older)
      const { answer, told } = listen(newer)
      return { answer, told: [...before.told, ...told] }
    },
    fetch: async () => {
      const { replies, after } = await phone.later(contact, cursor)
      cursor = after
      const fresh = replies.filter((reply) => isNews(reply) && !seen.has(reply.id))
      for (const reply of fresh) {
        seen.add(reply.id)
        spoken.push(['~', reply.text])
        note(ears.hear(reply))
      }
      return fresh
    },
  }
}
