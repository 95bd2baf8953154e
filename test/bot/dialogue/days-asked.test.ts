import { describe, expect, it } from 'vitest'
import { indexCatalogue } from '../../../shared/catalogue.ts'
import { aChat } from '../../support/chat.ts'
import { aFamily, mother, twoChildren } from '../../support/family.ts'
import { aProgramme, inSeason } from '../../support/programme.ts'

/** Days that stand at the head of a block, as 7月9日. */
const daysIn = (words: string): readonly string[] =>
  [...words.matchAll(/^(?:今天（|明天（|后天（)?(\d+月\d+日) 周.）?$/gm)].map((match) => match[1] ?? '')
const asked = (text: string, family = aFamily()) =>
  daysIn(aChat({ contact: mother, family, now: inSeason }).say(text).words)

// Tuesday the 6th of July, 18:00; drawing on Mondays, Wednesdays and Fridays.
describe('the days asked about', () => {
  it.each([
    ['今天有什么课', []],
    ['明天有什么课', ['7月7日']],
    ['后天有课吗', []],
    ['大后天有什么课', ['7月9日']],
    ['周三有什么课', ['7月7日']],
    ['7月9号有什么课', ['7月9日']],
    ['这周有什么课', ['7月7日', '7月9日']],
    ['本星期的课', ['7月7日', '7月9日']],
    ['这周', ['7月7日', '7月9日']],
    ['下周有什么课', ['7月12日', '7月14日', '7月16日']],
    ['下个礼拜有课吗', ['7月12日', '7月14日', '7月16日']],
    ['下周', ['7月12日', '7月14日', '7月16日']],
    ['下下周有什么课', ['7月19日', '7月21日', '7月23日']],
    ['下周一到周三有什么课', ['7月12日', '7月14日']],
    ['下个月有什么课', ['8月2日', '8月4日', '8月6日']],
    ['课程表', ['7月7日', '7月9日', '7月12日']],
  ])('%s', (text, days) => {
    expect(asked(text)).toEqual(days)
  })

  it('这个月 is from today to its end, and what does not fit on a screen is counted', () => {
    const { words } = aChat({ contact: mother, family: aFamily(), now: inSeason }).say('这个月有什么课')
    expect(daysIn(words).at(0)).toBe('7月7日')
    expect(daysIn(words)).toHaveLength(10)
    expect(words).toContain('后面还有1次课')
  })

  it('end where the month ends, in December too', () => {
    const family = aFamily()
    const december = aChat({ contact: mother, family, now: Date.UTC(2027, 11, 31, 4) })
    expect(december.say('下个月有什么课').words).toContain('1月1日')
    expect(december.say('下个月有什么课').words).toContain('1月31日')
  })

  it('in the middle of a form are answered, and the form goes on', () => {
    const chat = aChat({ now: inSeason })
    chat.all('报名', '同意', '我是妈妈')
    const said = chat.say('下周有什么课')
    expect(said.words).toContain('7月12日')
    expect(said.expects).toBe('child.name')
  })
})

describe('a day on which the town is closed', () => {
  const closed = (care?: string) =>
    indexCatalogue([
      {
        programme: aProgramme({
          closures: [
            { day: '2027-07-07', town: 'east', goesOn: false, reason: '台风', ...(care ? { care } : {}) },
          ],
        }),
        version: 2,
      },
    ])
  const say = (text: string, of: Partial<Parameters<typeof aChat>[0]> = {}) =>
    aChat({ contact: mother, family: aFamily(), now: inSeason, catalogue: closed(), ...of }).say(text).words

  it('is said to be closed, with the reason and the next lesson', () => {
    const words = say('明天有什么课')
    expect(words).toContain('明天（7月7日 周三）停课（台风）')
    expect(words).not.toContain('没有课')
    expect(words).toContain('下一次是7月9日')
  })

  it('stands below the lessons that take place, once for all children', () => {
    const words = say('这周有什么课', { family: twoChildren() })
    expect(daysIn(words)).toEqual(['7月9日'])
    expect(words.match(/停课/g)).toHaveLength(1)
  })

  it('names where there is emergency care', () => {
    expect(say('明天有什么课', { catalogue: closed('canteen') })).toContain('可以去示例企业1职工之家')
    expect(say('明天有什么课', { catalogue: closed('镇文化站') })).toContain('可以去镇文化站')
  })

  it('is nothing to who has no lesson then', () => {
    expect(say('后天有什么课')).not.toContain('停课')
  })

  it('is told to who has enrolled in nothing as well', () => {
    expect(say('明天有什么课', { family: null })).toContain('停课（台风）')
  })
})
