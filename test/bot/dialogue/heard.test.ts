import { describe, expect, it } from 'vitest'
import type { Notice } from '../../../shared/contract/outbox.ts'
import { dayMs, hourMs } from '../../../shared/time.ts'
import { aChat, type Chat } from '../../support/chat.ts'
import { aFamily, mother } from '../../support/family.ts'
import { inSeason } from '../../support/programme.ts'

const aNotice = (overrides: Partial<Notice> = {}): Notice => ({
  id: 'schedule.2027-07-07',
  to: mother,
  what: 'schedule.tomorrow',
  at: inSeason,
  about: { familyId: 'family-1', day: '2027-07-07' },
  ...overrides,
})

const aMother = (...waiting: readonly Notice[]): Chat => {
  const chat = aChat({ contact: mother, family: aFamily(), now: inSeason })
  chat.world.waiting.push(...waiting)
  return chat
}

describe('收到', () => {
  it('confirms what was sent in these days, and says what', () => {
    const said = aMother(aNotice()).say('收到')

    expect(said.effects).toEqual([
      { kind: 'acknowledge', contact: mother, since: inSeason - 3 * dayMs, at: inSeason },
    ])
    expect(said.words).toContain('明天的课')
    expect(said.lines).toHaveLength(1)
    expect(said.labels).not.toEqual([])
  })

  it.each([
    ['session.changed', '调课通知'],
    ['town.closure', '停课通知'],
  ] as const)('%s is called by its name', (what, name) => {
    expect(aMother(aNotice({ what })).say('收到').words).toContain(name)
  })

  it('names all of one day, and not what is older', () => {
    const old = aNotice({ id: 'old', at: inSeason - 2 * dayMs, about: { day: '2027-07-05' } })
    const change = aNotice({ id: 'change', what: 'session.changed', at: inSeason - hourMs })

    const said = aMother(old, change, aNotice()).say('收到')

    expect(said.words).toContain('调课通知、明天的课')
    expect(said.words).not.toContain('7月5日')
  })

  it('said again is answered as kindly, in other words', () => {
    const chat = aMother(aNotice())
    const [first, ...more] = [chat.say('收到'), chat.say('收到'), chat.say('收到'), chat.say('收到')]
    const words = [first, ...more].map((said) => said?.words ?? '')

    expect(words.filter((each, at) => at > 0 && each === words[at - 1])).toEqual([])
    for (const each of words) expect(each).toMatch(/^(好的|好嘞)/)
  })

  it('where nothing waits for it hears a friendly line', () => {
    expect(aMother().say('收到').words).toBe('好的，有事随时说。')
  })

  it('of a stranger is answered too', () => {
    const said = aChat().say('收到')

    expect(said.words).toBe('好的，有事随时说。')
    expect(said.labels).toContain('给孩子报名')
  })

  it('in the middle of a form is no answer: the question is put again', () => {
    const chat = aChat()
    chat.all('报名', '同意', '我是妈妈')
    expect(chat.say('收到').expects).toBe('child.name')
    chat.all('王小雨', '2018年3月')

    const { asked } = chat.state.talk
    const said = chat.say('收到')

    expect(said.expects).toBe(asked?.expects)
    expect(said.lines).toHaveLength(2)
    expect(said.state.talk.draft?.children[0]).toMatchObject({ name: '王小雨', birth: '2018-03' })
  })

  it('confirms no enrolment, no deletion and no consent', () => {
    const chat = aMother(aNotice())
    expect(chat.say('删除我的信息').expects).toBe('yes_no')
    const said = chat.say('好的收到')
    expect(said.expects).toBe('yes_no')
    expect(said.effects.map(({ kind }) => kind)).toEqual(['acknowledge'])
    expect(aChat().all('报名', '收到').expects).toBe('consent')
  })

  it('is also what 好的 means while nothing is asked', () => {
    expect(aMother(aNotice()).say('好的').words).toContain('明天的课')
  })
})
