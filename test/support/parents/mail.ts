import { offerChoices } from '../../../bot/wording/offers.ts'
import type { Reply } from '../../../shared/contract/reply.ts'
import type { Line } from './line.ts'
import { mindOf } from './reads.ts'
import type { Script } from './script.ts'
import { converse } from './talk.ts'
import type { Tally } from './tally.ts'

/** A notice's id tells what it is about. */
const isOffer = ({ id }: Reply): boolean => id.includes('.offer.made.')
const isLapse = ({ id }: Reply): boolean => id.includes('.offer.lapsed.')

/** How often the mail is read, morning and evening, until who answers late does: an offer lasts a day without its nights. */
const lateAfter = 4

/** 要回1，不要回2: by number, or in so many words. */
const wordOf = (line: Line, takes: boolean): string => {
  if (line.chances.has(0.5, 'number', line.sent())) return takes ? '1' : '2'
  return takes ? offerChoices.accept : offerChoices.decline
}

const answerOffer = async (line: Line, script: Script, takes: boolean): Promise<void> => {
  const means = [takes ? offerChoices.accept : offerChoices.decline]
  const mind = mindOf(script, script.household.children[0], { means })
  await converse(line, {
    opening: wordOf(line, takes),
    mind,
    done: ({ told }) => told.some(({ what }) => what === 'stands'),
  })
}

/**
 * Reads what came by itself, and answers what is offered: at once, when its time is over, or never. Afterwards 我的报名 is
 * looked at, and held against what was said.
 */
export const readMail = (line: Line, script: Script, { offers }: Tally): (() => Promise<void>) => {
  let open = 0
  let left = 0

  const answerAll = async (): Promise<void> => {
    for (; open > 0; open -= 1) await answerOffer(line, script, script.temper !== 'declines')
    await line.say('我的报名')
  }

  return async () => {
    const news = await line.fetch()
    const fresh = news.filter(isOffer).length
    offers.lapsed += news.filter(isLapse).length
    offers.told += fresh
    open += fresh
    if (fresh > 0) left = lateAfter
    if (open === 0) return
    left -= 1
    if (script.temper === 'never') offers.unanswered += fresh
    if (script.temper === 'takes') offers.taken += open
    if (script.temper === 'declines') offers.declined += open
    if (script.temper === 'late' && left === 0) offers.late += open
    if (script.temper === 'never' || (script.temper === 'late' && left > 0)) return
    await answerAll()
  }
}
