import { describe, expect, it } from 'vitest'
import { newTalk } from '../../../../bot/dialogue/state.ts'
import { openingWords } from '../../../../functions/app/notice-words/opening.ts'
import { repliesOf } from '../../../../functions/app/notice-words.ts'
import type { Notice, NoticeKind } from '../../../../shared/contract/outbox.ts'
import type { Enrolment, Family } from '../../../../shared/family.ts'
import { type Instant, instantOf } from '../../../../shared/time.ts'
import { aFamily, anEnrolment, sectionIds, twoChildren } from '../../../support/family.ts'
import { aCatalogue, inSeason } from '../../../support/programme.ts'

const now = instantOf('2027-07-01', '16:00')
const until = instantOf('2027-07-02', '15:00')
const offered = (over: Partial<Enrolment> = {}): Enrolment =>
  anEnrolment({ sectionId: sectionIds.tiny, state: 'offered', since: now, until, ...over })

const words = (
  what: NoticeKind,
  family: Family | null,
  about: Notice['about'] = {},
  at: Instant = now,
): string =>
  repliesOf(
    {
      id: `${what}.1`,
      to: 'contact-mother',
      what,
      at: now,
      about: { familyId: 'family-1', sectionId: sectionIds.tiny, childId: 'child-1', ...about },
    },
    { family, toHelper: false, catalogue: aCatalogue(), now: at },
  )
    .map(({ text }) => text)
    .join('\n')

describe('an offer', () => {
  const one = aFamily({ enrolments: [offered()] })

  it('says child, class, place, first lesson, until when, and how to answer', () => {
    expect(words('offer.made', one)).toBe(
      '好消息：小明候补的篮球有空位了！\n山前村文化礼堂，第一次课7月6日周二 14:00–15:30\n给您留到明天下午3点，要就回1，不要就回2。',
    )
  })

  it('tells the next lesson where the class has begun', () => {
    const family = aFamily({ enrolments: [offered({ until: inSeason + 3_600_000 })] })
    expect(words('offer.made', family, {}, inSeason)).toContain('下次课7月8日周四 14:00–15:30')
  })

  it('of two children names both, and how to have it for one', () => {
    const pair = twoChildren({ enrolments: [offered(), offered({ childId: 'child-2' })] })
    const said = words('offer.made', pair, { children: 'child-1,child-2' })
    expect(said).toContain('小明、小雨候补的篮球有两个空位了，可以一起上')
    expect(said).toContain('只上一个的话，回“只要小明”。')
    const left = twoChildren({ enrolments: [offered({ childId: 'child-2' })] })
    expect(words('offer.made', left, { children: 'child-1,child-2' })).toContain('小雨候补的篮球有空位了')
  })

  it('is reminded of while it waits', () => {
    expect(words('offer.ending', one)).toContain('空位只留到明天下午3点，过了就让给下一家')
  })

  it.each(['offer.made', 'offer.ending'] as const)(
    '%s is nothing once it was answered or is over',
    (what) => {
      for (const enrolments of [
        [],
        [offered({ state: 'seat', until: null })],
        [offered({ state: 'waiting' })],
      ])
        expect(words(what, aFamily({ enrolments }))).toBe('')
      expect(words(what, one, {}, until)).toBe('')
      expect(words(what, null)).toBe('')
    },
  )

  it('that lapsed says how to come back, unless they are in the class again', () => {
    expect(words('offer.lapsed', aFamily())).toContain('没等到您回话，已经让给下一家了。还想上，回复“报名”')
    expect(words('offer.lapsed', one)).toBe('')
  })
})

describe('a quota and a grant', () => {
  const seated = aFamily({ enrolments: [anEnrolment({ sectionId: sectionIds.tiny })] })

  it('a refused belonging says what stands instead', () => {
    expect(words('quota.refused', seated, { now: 'seat' })).toContain('不过名额还在，照常来上课')
    expect(words('quota.refused', seated, { now: 'waiting' })).toContain('已经给您排上候补')
  })

  it('a seat by special grant is told', () => {
    expect(words('seat.granted', seated, { reason: 'hardship' })).toContain('小明的篮球特批了一个名额')
  })
})

describe('an opening', () => {
  const opensAt = instantOf('2027-07-05', '08:00')
  const notice: Notice = {
    id: 'enrolment.opening.1',
    to: 'contact-mother',
    what: 'enrolment.opening',
    at: opensAt,
    about: { programmeId: 'mini-2027', opensAt: String(opensAt) },
  }
  const draft = (ready: boolean) => ({
    programmeId: 'mini-2027',
    children: [],
    guardian: {},
    trail: [],
    ...(ready ? { ready } : {}),
  })
  const known = (ready: boolean) => ({
    catalogue: aCatalogue(),
    conversation: {
      contact: 'contact-mother',
      rev: 1,
      familyId: null,
      talk: { ...newTalk(), draft: draft(ready) },
      seen: [],
      done: [],
      answers: [],
      open: null,
      touchedAt: now,
    },
  })

  it('is told to who has all ready, before it and after', () => {
    expect(openingWords(notice, known(true), opensAt - 900_000)).toBe(
      '小候鸟暑期班今天早上8点开始报名。您要报的都填好了，到点回一个“报名”就行。',
    )
    expect(openingWords(notice, known(true), opensAt)).toContain('现在回一个“报名”就行')
  })

  it('is nothing to who is no longer ready', () => {
    expect(openingWords(notice, known(false), opensAt)).toBeNull()
    expect(openingWords(notice, { catalogue: aCatalogue(), conversation: null }, opensAt)).toBeNull()
  })
})
