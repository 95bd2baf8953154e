import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../../functions/app/notice-words.ts'
import type { Delivery, DeliveryLine, Notice, NoticeKind } from '../../../shared/contract/outbox.ts'
import type { Family } from '../../../shared/family.ts'
import { refOf } from '../../../shared/notice-ref.ts'
import { queued } from '../../../shared/outbox.ts'
import type { Programme } from '../../../shared/programme.ts'
import { type Instant, instantOf } from '../../../shared/time.ts'
import { aFamily, anEnrolment, sectionIds, twoChildren } from '../../support/family.ts'
import { aCatalogue, aProgramme, aProgrammeInput, withOuting } from '../../support/programme.ts'
import { noFacts } from '../../support/turn.ts'

const day = '2027-07-07'
const evening = instantOf('2027-07-06', '18:00')

const aNotice = (what: NoticeKind, about: Notice['about'] = {}): Notice => ({
  id: `${what}.family-1`,
  to: 'contact-mother',
  what,
  at: evening,
  about: { familyId: 'family-1', ...about },
})

interface Said {
  readonly family?: Family | null
  /** Version 1, 2 …; the last is on offer. */
  readonly versions?: readonly Programme[]
  readonly now?: Instant
  readonly card?: string
  /** What was written to the contact before. */
  readonly lines?: readonly DeliveryLine[]
  /** A family that is found by its id, whoever asks. */
  readonly entered?: Family
}

const replies = (
  notice: Notice,
  { family = aFamily(), versions = [aProgramme()], now = evening, card, lines = [], entered }: Said = {},
) =>
  wordsOf(
    {
      store: {
        versionOf: async (_, version) => {
          const found = versions[version - 1]
          return found ? aCatalogue(found) : null
        },
        answerTo: async () => null,
        announcementOf: async () => null,
        entered: async () =>
          entered ? { kind: 'family', family: entered, programme: null } : { kind: 'unknown' },
        linesTo: async () => lines,
        look: async () => noFacts,
      },
      clock: { now: () => now },
      ...(card ? { card: async () => card } : {}),
    },
    notice,
    { family, catalogue: aCatalogue(...versions.slice(-1)) },
  )
const words = async (notice: Notice, said: Said = {}): Promise<string> =>
  (await replies(notice, said)).map(({ text }) => text).join('\n')

/** The small programme with its sections changed. */
const edited = (
  change: (section: ReturnType<typeof sections>[number]) => ReturnType<typeof sections>[number],
) => aProgramme({ sections: sections().map(change) })
const sections = () => aProgrammeInput().sections
const drawAt = (more: Partial<ReturnType<typeof sections>[number]>) =>
  edited((section) => (section.id === 'draw-hall' ? { ...section, ...more } : section))

describe('the evening’s schedule', () => {
  const notice = aNotice('schedule.tomorrow', { day })

  it('tells child, class, time, place, way, teacher and what to bring, and asks for 收到', async () => {
    const said = await words(notice)
    for (const part of [
      '明天',
      '小明',
      '8:30–10:00',
      '绘画',
      '山前村文化礼堂',
      '村口公交站对面',
      '林老师',
      '水彩笔',
    ])
      expect(said).toContain(part)
    expect(said.endsWith('看到请回“收到”。')).toBe(true)
  })

  it('holds all children of the family, in order of time', async () => {
    const said = await words(notice, { family: twoChildren() })
    expect(said.indexOf('小明 8:30')).toBeLessThan(said.indexOf('小雨 9:30'))
  })

  it('has the first day in it, and only then', async () => {
    const monday = { ...notice, about: { familyId: 'family-1', day: '2027-07-05' } }
    expect(await words(monday, { now: instantOf('2027-07-04', '18:00') })).toContain('第一次上绘画')
    expect(await words(notice)).not.toContain('第一次')
  })

  it('leaves out what is over, and is nothing when all is', async () => {
    const now = instantOf(day, '10:30')
    const said = await words(notice, { family: twoChildren(), now })
    expect([said.includes('小雨'), said.includes('小明'), said.includes('今天')]).toEqual([true, false, true])
    expect(await words(notice, { now })).toBe('')
  })

  it('is nothing for who only waits, comes on other days, or is gone', async () => {
    const waiting = aFamily({ enrolments: [anEnrolment({ state: 'waiting' })] })
    const [child] = aFamily().children
    const later = aFamily({
      children: child ? [{ ...child, days: { from: '2027-07-08', to: '2027-08-01' } }] : [],
    })
    for (const family of [waiting, later, null, aFamily({ id: 'another' })])
      expect(await words(notice, { family })).toBe('')
  })

  it('brings its picture, whose words stand in for it', async () => {
    const [, picture] = await replies(notice, { card: '/cards/ticket.png' })
    expect(picture).toMatchObject({ kind: 'image', url: '/cards/ticket.png', text: '7月7日 周三的课表图片' })
  })
})

describe('a change', () => {
  const notice = aNotice('session.changed', { sectionId: sectionIds.draw, before: '1', after: '2' })
  const dates = {
    kind: 'weekly' as const,
    weekdays: [1, 3, 5],
    from: '2027-07-05',
    to: '2027-07-09',
  }
  const before = drawAt({ dates: { ...dates, time: { from: '08:30', to: '10:00' } } })
  const after = drawAt({
    dates: { ...dates, time: { from: '14:00', to: '15:30' } },
    site: 'cinema',
    teacher: undefined,
  })

  it('is told before → after, time, place and teacher', async () => {
    const said = await words(notice, { versions: [before, after] })
    expect(said).toContain('小明的绘画有变动')
    expect(said).toContain('明天（7月7日 周三） 8:30–10:00 → 14:00–15:30')
    expect(said).toContain('地点：山前村文化礼堂 → 湖边影院（西镇湖边村3号）')
    expect(said).toContain('老师：林老师 → 没定')
    expect(said.endsWith('看到请回“收到”。')).toBe(true)
  })

  it('that was changed back is not told any more', async () => {
    expect(await words(notice, { versions: [before, after, before] })).toBe('')
  })

  describe('that was changed again', () => {
    const again = drawAt({ dates: { ...dates, time: { from: '16:00', to: '17:00' } } })
    const versions = [before, after, again]
    const later = aNotice('session.changed', { sectionId: sectionIds.draw, before: '2', after: '3' })
    const lineOf = (of: Notice, delivery: Partial<Delivery>): DeliveryLine => ({
      ref: refOf(of),
      to: of.to,
      familyId: 'family-1',
      channel: 'gateway',
      what: of.what,
      at: of.at,
      about: of.about,
      delivery: { ...queued(of), ...delivery },
    })
    const said = (delivery: Partial<Delivery>, more: Said = {}) =>
      words(later, { versions, lines: [lineOf(notice, delivery), lineOf(later, {})], ...more })

    it('is told by the later message alone, from what the family knew', async () => {
      expect(await words(notice, { versions })).toBe('')
      for (const state of ['queued', 'leased', 'expired', 'failed'] as const) {
        const told = await said({ state })
        expect([told.includes('8:30–10:00 → 16:00–17:00'), told.includes('14:00')]).toEqual([true, false])
      }
    })

    it('goes on from the version that was handed over, or told by phone', async () => {
      for (const heard of [{ state: 'sent' }, { state: 'in_review' }, { heardAt: evening }] as const)
        expect(await said(heard)).toContain('14:00–15:30 → 16:00–17:00')
    })

    it('and back is told to nobody who knows neither', async () => {
      expect(await said({}, { versions: [before, after, before] })).toBe('')
      expect(await said({ state: 'sent' }, { versions: [before, after, before] })).toContain(
        '14:00–15:30 → 8:30–10:00',
      )
    })

    it('goes on from what who enrolled in between has read', async () => {
      const family = aFamily({ enrolments: [anEnrolment({ since: evening + 1 })] })
      const lines = [lineOf(notice, {}), lineOf({ ...later, at: evening + 2 }, {})]
      expect(await words(later, { versions, family, lines })).toContain('14:00–15:30 → 16:00–17:00')
    })
  })

  it('is passed on by the helper of a family that waits, without a name', async () => {
    const waiting = aFamily({
      contacts: [],
      pending: { helper: 'contact-mother', until: evening * 2 },
      enrolments: [anEnrolment({ state: 'held' })],
    })
    const versions = [before, after]
    const said = await words(notice, { family: null, versions, entered: waiting })
    expect(said).toContain('您帮忙报的那一家，绘画有变动：')
    expect(said).toContain('请转告')
    expect(said).not.toContain('小明')
    const another = aFamily({ pending: { helper: 'somebody', until: 1 } })
    for (const entered of [aFamily(), another])
      expect(await words(notice, { family: null, versions, entered })).toBe('')
  })

  it('of days on which the child does not come is none', async () => {
    const [child] = aFamily().children
    const family = aFamily({
      children: child ? [{ ...child, days: { from: '2027-07-12', to: '2027-08-01' } }] : [],
    })
    expect(await words(notice, { family, versions: [before, after] })).toBe('')
  })

  it('moved to a day that is then closed is off where it was', async () => {
    const dates = (on: string) => ({
      kind: 'dates' as const,
      on: [{ day: on, from: '08:30' as const, to: '10:00' as const }],
    })
    const moved = drawAt({ dates: dates('2027-07-08') })
    const closed = {
      ...moved,
      closures: [{ day: '2027-07-08', town: 'east', goesOn: false, reason: '台风' }],
    }
    const said = await words(notice, { versions: [drawAt({ dates: dates(day) }), moved, closed] })
    expect(said).toContain('明天（7月7日 周三） 8:30–10:00 不上了')
    expect(said).not.toContain('→')
  })

  it('of a section that was gone, and is back, adds its lessons', async () => {
    const gone = aProgramme({ sections: sections().filter(({ id }) => id !== 'draw-hall') })
    expect(await words(notice, { versions: [gone, before] })).toContain('加一次')
  })

  it('of a section that is gone cancels its lessons', async () => {
    const gone = aProgramme({ sections: sections().filter(({ id }) => id !== 'draw-hall') })
    expect(await words(notice, { versions: [before, gone] })).toContain('不上了')
  })
})

describe('a closure', () => {
  const notice = aNotice('town.closure', { day, town: 'east', before: '1', after: '2' })
  const order = { day, town: 'east', reason: '台风红色预警' }
  const closed = aProgramme({ closures: [{ ...order, goesOn: false, care: 'hall' }] })

  it('停课 tells the reason, the lessons, and where there is care', async () => {
    const said = await words(notice, { family: twoChildren(), versions: [aProgramme(), closed] })
    expect(said).toContain('明天（7月7日 周三）停课：台风红色预警。不用送孩子来。')
    expect(said).toContain('小明 8:30–10:00 绘画')
    expect(said).toContain('小雨 9:30–11:00 篮球')
    expect(said).toContain('孩子可以去：山前村文化礼堂（村口公交站对面）')
  })

  it('is passed on by the helper of a family that waits, without a name', async () => {
    const waiting = aFamily({ contacts: [], pending: { helper: 'contact-mother', until: evening * 2 } })
    const said = await words(notice, { family: null, versions: [aProgramme(), closed], entered: waiting })
    expect(said).toContain('您帮忙报的那一家，明天（7月7日 周三）停课：台风红色预警。')
    expect([said.includes('请转告'), said.includes('小明')]).toEqual([true, false])
  })

  it('照常 says so', async () => {
    const goesOn = aProgramme({ closures: [{ ...order, goesOn: true }] })
    expect(await words(notice, { versions: [aProgramme(), goesOn] })).toContain('照常上课：台风红色预警。')
  })

  it('that was replaced is not told', async () => {
    const goesOn = aProgramme({ closures: [{ ...order, goesOn: true }] })
    const versions = [aProgramme(), closed, goesOn]
    expect(await words(notice, { versions })).toBe('')
    expect(await words(aNotice('town.closure', { before: '2', after: '3' }), { versions })).toContain('照常')
  })
})

describe('a class that is dropped', () => {
  const notice = aNotice('waitlist.closed', { sectionId: sectionIds.draw, before: '1', after: '2' })
  const gone = aProgramme({ sections: sections().filter(({ id }) => id !== 'draw-hall') })
  const waiting = aFamily({ enrolments: [anEnrolment({ state: 'waiting' })] })

  it('is told to who waited for it, and what else they can do', async () => {
    const said = await words(notice, { family: waiting, versions: [aProgramme(), gone] })
    expect(said).toBe('小明候补的绘画不开了，不用再等了，对不住。\n还想看看别的课，回复“报名”。')
  })

  it('is nothing to who had a seat, or once it is on again', async () => {
    expect(await words(notice, { versions: [aProgramme(), gone] })).toBe('')
    expect(await words(notice, { family: waiting, versions: [aProgramme(), gone, aProgramme()] })).toBe('')
  })

  it('names nobody to a helper', async () => {
    const entered = { ...waiting, pending: { helper: 'contact-mother', until: 1 } }
    const said = await words(notice, { family: null, versions: [aProgramme(), gone], entered })
    expect(said).toContain('您帮忙报的那一家候补的绘画不开了')
    expect(said).not.toContain('小明')
  })
})

describe('a reminder', () => {
  const none = aFamily({ enrolments: [] })
  it('of the end of enrolment goes to who chose nothing, while one still may', async () => {
    const now = instantOf('2027-07-29', '09:00')
    expect(await words(aNotice('enrolment.closing'), { family: none, now })).toContain('8月1日周日截止')
    expect(await words(aNotice('enrolment.closing'), { now })).toBe('')
    expect(await words(aNotice('enrolment.closing'), { family: none, now: instantOf('2027-08-02') })).toBe('')
  })

  it('of a form that was left says how to go on', async () => {
    expect(await words(aNotice('enrolment.unfinished'), { family: none })).toContain('回复“报名”')
  })

  it('of a missing consent is none once it was given', async () => {
    const sectionId = 'mini-2027.park-july'
    const family = aFamily({ enrolments: [anEnrolment({ sectionId })] })
    const consent = {
      scope: 'excursion',
      given: true,
      at: 1,
      by: { contact: 'contact-mother' },
      notice: 'n',
    } as const
    const notice = aNotice('excursion.consent_missing', { sectionId })
    expect(await words(notice, { family, versions: [withOuting()] })).toContain('同意外出')
    const given = { ...family, consents: [...family.consents, consent] }
    expect(await words(notice, { family: given, versions: [withOuting()] })).toBe('')
  })

  it.each(['first_day', 'not_signed_in', 'feedback'] as const)('%s names child and class', async (what) => {
    const said = await words(aNotice(what, { sectionId: sectionIds.draw }))
    expect([said.includes('小明'), said.includes('绘画')]).toEqual([true, true])
  })
})

describe('somebody asks to come into the family', () => {
  const ask = {
    contact: 'contact-father',
    from: 'family-2',
    childId: 'child-1',
    as: 'father',
    at: evening,
    until: evening + 1,
    answer: null,
  } as const
  const notice = aNotice('family.join_asked', { childId: 'child-1', as: 'father' })

  it('is said while it waits for an answer', async () => {
    expect(await words(notice, { family: aFamily({ asks: [ask] }) })).toContain('说是孩子的爸爸')
  })

  it.each([
    ['answered', aFamily({ asks: [{ ...ask, answer: 'no' }] })],
    ['over', aFamily({ asks: [{ ...ask, until: evening }] })],
    ['taken back', aFamily()],
    ['of a family that is gone', null],
  ])('and not when it is %s', async (_, family) => {
    expect(await words(notice, { family })).toBe('')
  })

  it.each(['family.join_agreed', 'family.join_refused', 'family.join_unanswered'] as const)(
    '%s is told to who asked, while the own family stands',
    async (what) => {
      expect(await words(aNotice(what))).toContain('报名')
      expect(await words(aNotice(what), { family: null })).toBe('')
    },
  )
})
