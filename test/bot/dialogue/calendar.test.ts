import { describe, expect, it } from 'vitest'
import { aChat, type Chat } from '../../support/chat.ts'
import { aFamily, anEnrolment, mother } from '../../support/family.ts'
import { inSeason } from '../../support/programme.ts'

const aMother = (family = aFamily()): Chat => aChat({ contact: mother, family, now: inSeason })

describe('日历', () => {
  it.each([
    '日历',
    '订阅日历',
    '课表日历',
    '手机日历',
    '订阅课表',
    '我要日历地址',
    '怎么订阅日历？',
    '把课表放进手机日历',
  ])('%s gives the family’s address', (words) => {
    const family = aFamily()
    const said = aMother(family).say(words)

    expect(said.effects).toEqual([{ kind: 'calendar', familyId: family.id, renew: false }])
    expect(said.words).toContain('\nhttps://houniao.test/calendar/secret.ics\n')
    expect(said.labels).not.toEqual([])
  })

  it.each(['换日历地址', '换个新的日历地址', '重置日历链接', '新日历地址', '换订阅地址', '日历地址换一个'])(
    '%s gives a new one',
    (words) => {
      const said = aMother().say(words)

      expect(said.effects).toMatchObject([{ kind: 'calendar', renew: true }])
      expect(said.words).toContain('旧地址看不到了')
    },
  )

  it.each(['课表', '订课程', '更新日历', '取消订阅', '重新订阅', '换课', '农历', '日期'])(
    '%s is something else',
    (words) => {
      expect(
        aMother()
          .say(words)
          .effects.map(({ kind }) => kind),
      ).not.toContain('calendar')
    },
  )

  it.each([
    ['who has enrolled in nothing', aFamily({ enrolments: [] })],
    ['who only waits', aFamily({ enrolments: [anEnrolment({ state: 'waiting' })] })],
  ])('of a family %s has no address yet', (_, family) => {
    for (const words of ['日历', '换日历地址']) {
      const said = aMother(family).say(words)
      expect([said.effects, said.words]).toEqual([[], expect.stringContaining('没有报上的课')])
    }
  })

  it('of a stranger has none either, and offers to enrol', () => {
    const said = aChat().say('日历')

    expect(said.words).toContain('没有报上的课')
    expect(said.labels).toContain('给孩子报名')
  })

  it('in the middle of something keeps the question', () => {
    const chat = aMother()
    expect(chat.say('删除我的信息').expects).toBe('yes_no')
    const said = chat.say('日历')

    expect(said.words).toContain('secret.ics')
    expect(said.expects).toBe('yes_no')
    expect(said.effects.map(({ kind }) => kind)).toEqual(['calendar'])
  })

  it('in the middle of a form without a family keeps the question', () => {
    const chat = aChat()
    chat.all('报名', '同意', '我是妈妈')
    const said = chat.say('日历')

    expect(said.words).toContain('没有报上的课')
    expect(said.expects).toBe('child.name')
  })

  it('of a family that went meanwhile is told so', () => {
    const chat = aMother()
    chat.world.calendar = null

    expect(chat.say('日历').words).toContain('已经删除了')
  })
})
