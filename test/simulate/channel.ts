import { type Manners, manners, type Sent, waitBefore } from '../../bot/channels/wechaty/pace.ts'
import { fortune } from '../support/parents/seeded.ts'
import { percentile } from './percentile.ts'

/** An answer that is to go out: to whom, and in how many messages of the channel. The first has the result. */
export interface Outgoing {
  readonly to: string
  readonly parts: number
}

/** When families have heard: minutes after the first answer was ready. */
export interface Told {
  /** Half of them have their result, 95 % have it, the last one has it. */
  readonly half: number
  readonly most: number
  readonly last: number
  /** The last message of all. */
  readonly everything: number
}

interface Part {
  readonly to: string
  readonly first: boolean
}

const partsOf = ({ to, parts }: Outgoing): readonly Part[] =>
  Array.from({ length: parts }, (_, at) => ({ to, first: at === 0 }))

/** Whole answers, one family after another, as the gateway says them. */
export const asTheyCome = (answers: readonly Outgoing[]): readonly Part[] => answers.flatMap(partsOf)

/** Every family's result before anybody's card. */
export const resultsFirst = (answers: readonly Outgoing[]): readonly Part[] => {
  const parts = asTheyCome(answers)
  return [...parts.filter(({ first }) => first), ...parts.filter(({ first }) => !first)]
}

const minuteMs = 60_000

/**
 * How long a channel with these manners takes for it: reckoned by the rule by which the gateway waits, without waiting.
 *
 * @param seed for the pauses between chats, which are of random length
 */
export const channelTimes = (parts: readonly Part[], seed: number, by: Manners = manners): Told => {
  const chances = fortune(seed, 'channel')
  let now = 0
  let sent: readonly Sent[] = []
  const results: number[] = []
  for (const [index, { to, first }] of parts.entries()) {
    now += waitBefore(sent, to, now, chances.whole(0, 999, index) / 1_000, by)
    sent = [...sent, { to, at: now }].slice(-by.perMinute)
    if (first) results.push(now / minuteMs)
  }
  return {
    half: percentile(results, 0.5),
    most: percentile(results, 0.95),
    last: percentile(results, 1),
    everything: Math.round((now / minuteMs) * 10) / 10,
  }
}
