import { describe, expect, it } from 'vitest'
import { instantOf } from '../../../shared/time.ts'
import { aChat, type ChatOf } from '../../support/chat.ts'
import { sectionIds } from '../../support/family.ts'
import { aCatalogue, aProgramme, aSectionInput } from '../../support/programme.ts'

const filling = ['全程都来', '李大山', '13800001234', '没有', '爸爸', '没有', '奶奶'] as const

/** At the list of sections, or past it where the first message settled that. */
const filled = (first = '我家娃小明今年8岁住山前村', of: ChatOf = {}) => {
  const chat = aChat(of)
  const said = chat.all(first, '同意', ...filling)
  return { chat, said }
}

describe('choosing', () => {
  it.each([
    ['1', [sectionIds.draw]],
    ['1和2', [sectionIds.draw, sectionIds.tiny]],
    ['画画', [sectionIds.draw]],
    ['画画和篮球', [sectionIds.draw, sectionIds.tiny]],
    ['示例企业1的篮球', [sectionIds.ball]],
  ])('%s', (text, sections) => {
    const { chat } = filled()
    expect(chat.say(text).expects).toBe('confirm')
    expect(chat.state.talk.draft?.children[0]?.sections.map(({ id }) => id)).toEqual(sections)
  })

  it('都要 takes what fits and says what does not', () => {
    const { chat } = filled()
    const said = chat.say('都要')
    expect(said.words).toMatch(/最多2门课|撞了时间/)
    expect(chat.state.talk.draft?.children[0]?.sections.map(({ id }) => id)).toEqual([
      sectionIds.draw,
      sectionIds.tiny,
      sectionIds.film,
    ])
  })

  it('a number that is not on the list is told', () => {
    const again = filled().chat.say('9')
    expect(again.expects).toBe('modules')
    expect(again.words).toContain('只有1到4')
  })

  it('先不选 ends kindly and keeps what was filled in', () => {
    const { chat } = filled()
    const said = chat.say('先不选')
    expect(said.expects).toBe('menu')
    expect(chat.state.talk.draft).not.toBe(null)
  })

  it('shows six at a time, numbered on', () => {
    const sections = Array.from({ length: 8 }, (_, index) =>
      aSectionInput({ id: `draw-${index}`, name: `${index + 1}班` }),
    )
    const { chat, said } = filled(undefined, { catalogue: aCatalogue(aProgramme({ sections })) })
    expect(said.words).toContain('6 绘画（6班，')
    expect(said.words).not.toContain('7 绘画')
    const more = chat.say('更多')
    expect(more.words).toContain('7 绘画（7班，')
    expect(chat.say('8').words).toContain('绘画（8班，')
  })

  it('a module with several sections is put as a list of those alone', () => {
    const list = filled('我家娃小明今年8岁住湖边村，想报篮球').said
    expect(list.words).toContain('篮球有2个班，小明上哪个？')
    expect(list.words).not.toContain('绘画')
  })

  it('a family ticket asks how many people, within its limit', () => {
    const { chat } = filled()
    const asked = chat.say('电影')
    expect(asked.expects).toBe('choice')
    expect(asked.words).toContain('最多5个')
    expect(chat.say('8').words).toContain('最多5个')
    expect(chat.say('三个人').words).toContain('3个人')
    expect(chat.say('1').effects).toMatchObject([{ sectionId: sectionIds.film, party: 3 }])
  })
})

describe('what cannot be had is told why, and what is possible offered', () => {
  it('too young, at once', () => {
    const told = aChat().all('我家娃小明5岁想报篮球', '同意')
    const words = aChat().say('我家娃小明4岁想报篮球').words
    expect(words).toContain('篮球收6到14岁的孩子，小明还小了点。')
    expect(told.expects).not.toBe('menu')
  })

  it('two at one time: which day and which course', () => {
    const { chat } = filled()
    const said = chat.all('示例企业1的篮球', '再加一门课', '画画')
    expect(said.words).toMatch(/绘画没加上：7月7日周三 8:30–10:00，和篮球撞了时间/)
    expect(said.expects).toBe('confirm')
  })

  it('a third course', () => {
    const { chat } = filled(undefined, {
      catalogue: aCatalogue(aProgramme({ limits: { courses: 1, travelMinutes: 0 } })),
    })
    const said = chat.say('1和2')
    expect(said.words).toContain('每个孩子最多1门课，小明已经有绘画了')
    expect(said.expects).toBe('confirm')
  })

  it('staff only', () => {
    const said = filled().chat.say('示例企业1的绘画')
    expect(said.words).toContain('只收示例企业1职工的孩子')
    expect(said.expects).toBe('modules')
  })

  it('a full section stays selectable: the place in the queue is told', () => {
    const { chat } = filled(undefined, { left: { [sectionIds.draw]: 0 } })
    expect(chat.say('1').words).toContain('已满可候补')
    const result = chat.say('1')
    expect(result.words).toContain('小明的绘画满了，排在候补第3位')
    expect(result.words).toContain('绘画：候补第3位')
    expect(chat.state.family?.enrolments).toMatchObject([{ state: 'waiting' }])
  })

  it('a seat that is refused at the last moment leads back to the list, nothing lost', () => {
    const { chat } = filled(undefined, { left: { [sectionIds.draw]: -1 } })
    const said = chat.all('1', '1')
    expect(said.words).toContain('报不了了')
    expect(said.expects).toBe('modules')
    expect(chat.state.talk.draft?.guardian.name).toBe('李大山')
  })

  it('the window closed in the meantime', () => {
    const { chat } = filled()
    chat.say('1')
    chat.now = instantOf('2027-08-02', '09:00')
    const said = chat.say('1')
    expect(said.words).toContain('绘画的报名已经截止了。')
    expect(said.effects).toEqual([])
    expect(said.expects).toBe('menu')
  })

  it('before enrolment opens, and after it', () => {
    const early = aChat({ now: instantOf('2026-10-01', '09:00') }).say('报名')
    expect(early.words).toContain('11月1日8:00开始')
    expect(early.expects).toBe('menu')
    expect(aChat({ now: instantOf('2027-08-05', '09:00') }).say('报名').words).toContain('截止')
  })

  it('nothing at all: why, and a person to ask', () => {
    const chat = aChat()
    const said = chat.all('我家娃小明今年8岁住山前村', '同意', '8月10号到8月15号', ...filling.slice(1))
    expect(said.words).toContain('那些天不来')
    expect(said.words).toContain('0576-12345678')
    expect(said.labels).toContain('人工')
    expect(chat.state.talk.draft).not.toBe(null)
  })
})

describe('several programmes', () => {
  const catalogue = () => aCatalogue(aProgramme(), aProgramme({ id: 'other-2027', name: '七彩夏令营' }))

  it('are chosen from first, by number or name', () => {
    const chat = aChat({ catalogue: catalogue() })
    expect(chat.say('报名').labels).toEqual(['小候鸟暑期班', '七彩夏令营'])
    expect(chat.say('七彩夏令营').expects).toBe('consent')
    expect(chat.state.talk.programmeId).toBe('other-2027')
  })

  it('facts of the first breath outlive the choice', () => {
    const chat = aChat({ catalogue: catalogue() })
    chat.all('我家娃小明今年8岁在山前村想报画画', '1')
    expect(chat.state.talk.draft?.children[0]).toMatchObject({
      name: '小明',
      place: 'hill',
      wanted: ['draw'],
    })
  })
})
