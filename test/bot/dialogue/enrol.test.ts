import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aChat, type Chat } from '../../support/chat.ts'
import { sectionIds } from '../../support/family.ts'

const oneBreath = '我家娃小明今年8岁在山前村想报画画'
const theRest = '全程都来 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接'

/** One answer to each question, in the order in which they come. */
const oneByOne = [
  '报名',
  '同意',
  '我是妈妈',
  '王小雨',
  '2018年3月',
  '全程都来',
  '张小丽',
  '13800001111',
  '没有',
  '山前村',
  '无',
  '外婆',
] as const

describe('the shortest enrolment', () => {
  it('is four messages: the request, consent, what is missing, 1', () => {
    const chat = aChat()
    expect(chat.say(oneBreath).expects).toBe('consent')
    const missing = chat.say('同意')
    expect(missing.expects).toBe('child.days')
    expect(missing.words).toContain(
      '还差：来的日期、家长姓名、手机号、备用电话、跟孩子的关系、健康过敏、谁来接。',
    )
    const summary = chat.say(theRest)
    expect(summary.expects).toBe('confirm')
    const result = chat.say('1')
    expect(result.words).toContain('小明的绘画报上了！')
    expect(result.lines.some(({ kind }) => kind === 'card')).toBe(true)
  })

  it('shows in the summary how everything was read', () => {
    const { words } = aChat().all(oneBreath, '同意', theRest)
    for (const part of [
      '小明，8岁（2018或2019年生）',
      '7月5日—8月20日',
      '健康过敏：没有',
      '谁来接：奶奶',
      '绘画（山前村文化礼堂）',
      '剩9个',
      '李大山（爸爸）13800001234，备用没有',
      '住处：山前村',
    ])
      expect(words).toContain(part)
  })

  it('never asks again for what the first breath gave', () => {
    const missing = aChat().all(oneBreath, '同意')
    expect(missing.words).not.toMatch(/孩子姓名|出生年月|住的村/)
  })

  it('claims a seat as data, under the ids of the family and the child', () => {
    const chat = aChat()
    const result = chat.all(oneBreath, '同意', theRest, '1')
    const child = chat.state.family?.children[0]
    expect(result.effects).toEqual([
      {
        kind: 'claim',
        sectionId: sectionIds.draw,
        childId: child?.id,
        familyId: chat.state.family?.id,
        party: 1,
        onFull: 'wait',
        until: null,
      },
    ])
  })

  it('leaves the family with the guardian, the child and the enrolment, and no draft', () => {
    const chat = aChat()
    chat.all(oneBreath, '同意', theRest, '1')
    expect(chat.state.talk).toMatchObject({ draft: null, flow: null })
    expect(chat.state.family).toMatchObject({
      contacts: ['contact-li'],
      guardians: [
        { contact: 'contact-li', name: '李大山', phone: '13800001234', phone2: '', relation: '爸爸' },
      ],
      children: [
        {
          name: '小明',
          birth: null,
          told: { age: 8, on: '2027-06-01' },
          place: 'hill',
          health: '',
          pickup: [{ who: '奶奶', name: null }],
        },
      ],
      enrolments: [{ sectionId: sectionIds.draw, state: 'seat', party: 1 }],
      consents: [{ scope: 'basic', given: true, by: { contact: 'contact-li' } }],
    })
  })
})

describe('one answer a message', () => {
  it('asks each field once, in the order of the form', () => {
    const chat = aChat()
    const asked = oneByOne.map((text) => chat.say(text).expects)
    expect(asked).toEqual([
      'consent',
      'who',
      'child.name',
      'child.birth',
      'child.days',
      'guardian.name',
      'guardian.phone',
      'guardian.phone2',
      'place',
      'health',
      'pickup',
      'modules',
    ])
  })

  it('carries the rest of what is missing along with the question', () => {
    const chat = aChat()
    chat.all('报名', '同意', '我是妈妈', '王小雨')
    expect(chat.state.talk.asked?.missing).toEqual([
      'child.days',
      'guardian.name',
      'guardian.phone',
      'guardian.phone2',
      'place',
      'health',
      'pickup',
    ])
  })

  it('lists sections near first, with dates, times, places and seats left', () => {
    const list = aChat({ left: { [sectionIds.tiny]: 0 } }).all(...oneByOne)
    expect(list.words).toContain('1 绘画（山前村文化礼堂）7月5日起 每周一三五 8:30–10:00，剩9个')
    expect(list.words).toContain(
      '2 篮球（山前村文化礼堂）7月6日起 每周二四 14:00–15:30，已满可候补（2人在等）',
    )
    expect(list.labels).toEqual([
      '绘画 山前村文化礼堂',
      '篮球 山前村文化礼堂',
      '篮球 示例企业1职工之家',
      '露天电影 湖边影院',
      '先不选',
    ])
  })

  it('takes no number for an answer that was shown without one', () => {
    const chat = aChat()
    chat.all(...oneByOne.slice(0, 5))
    const again = chat.say('1')
    expect(again.expects).toBe('child.days')
    expect(again.words).toContain('这里请直接说，不用数字，比如“全程都来”')
    expect(chat.say('1').words).not.toContain('不用数字')
    expect(chat.state.talk.draft?.children[0]?.days).toBe(undefined)
    expect(chat.say('全程都来').expects).toBe('guardian.name')
  })

  it('takes no 1 for a mother', () => {
    const chat = aChat()
    chat.all('报名', '同意', '1', '王小明 8岁 全程都来 王大山 13800001234 没有备用')
    const again = chat.say('1')
    expect(again.expects).toBe('guardian.relation')
    expect(again.labels).toContain('爸爸')
    expect(chat.state.talk.draft?.guardian.relation).toBe(undefined)
    chat.say('爸爸')
    expect(chat.state.talk.draft?.guardian.relation).toBe('爸爸')
  })

  it('puts a question that was not understood in other words', () => {
    const chat = aChat()
    const first = chat.all('报名', '同意', '我是妈妈').words
    const second = chat.say('？？？')
    expect(second.expects).toBe('child.name')
    expect(second.words).toContain('比如王小雨')
    expect(first).not.toContain('比如王小雨')
  })
})

describe('consent', () => {
  it('is asked before anything of a family is made: the facts of the first breath stay in the draft', () => {
    const chat = aChat()
    const notice = chat.say(oneBreath)
    expect(chat.state.family).toBe(null)
    expect(notice.entries).toEqual([])
    expect(chat.state.talk.draft?.children[0]).toMatchObject({
      name: '小明',
      told: { age: 8, on: '2027-06-01' },
      place: 'hill',
      wanted: ['draw'],
    })
  })

  it('makes the family and a line of the ledger in one write', () => {
    const chat = aChat()
    const { entries } = chat.all(oneBreath, '同意')
    expect(chat.state.family).toMatchObject({ rev: 0, contacts: ['contact-li'], children: [], guardians: [] })
    expect(entries).toMatchObject([
      { kind: 'consent', familyId: chat.state.family?.id, consent: { scope: 'basic', given: true } },
    ])
  })

  it('refused drops everything and offers paper', () => {
    const chat = aChat()
    const refused = chat.all(oneBreath, '不同意')
    expect(refused.words).toContain('示例市总工会二楼填纸质表')
    expect(chat.state).toMatchObject({ family: null, talk: { draft: null, agreed: null } })
    expect(refused.expects).toBe('menu')
  })

  it('refused for pictures only is no refusal', () => {
    const chat = aChat()
    const asked = chat.all(oneBreath, '不同意拍照')
    expect(asked.expects).toBe('consent')
    expect(asked.words).toContain('不影响上课')
    expect(chat.state.talk.draft).not.toBe(null)
  })

  it('waits while facts are told, and keeps them', () => {
    const chat = aChat()
    const asked = chat.all('报名', '我家小明8岁')
    expect(asked.expects).toBe('consent')
    expect(chat.state.talk.agreed).toBe(null)
    expect(chat.state.family).toBe(null)
  })
})

describe('who is speaking', () => {
  it.each(['我家娃要报名', '我儿子小明想报画画', '我是孩子妈妈，想报名'])(
    '%s: a guardian, not asked',
    (text) => {
      expect(aChat().all(text, '同意').expects).not.toBe('who')
    },
  )

  it.each(['我是老师，帮学生报名', '帮邻居家孩子报名', '我是他奶奶，想给孙子报名'])(
    '%s: a helper, told what the help is worth',
    (text) => {
      const told = aChat().say(text)
      expect(told.words).toContain('48小时')
      expect(told.words).toContain('家长')
    },
  )

  it('is asked where the words do not say', () => {
    expect(aChat().all('小明8岁想报画画', '同意').expects).toBe('who')
  })
})

describe('the same again', () => {
  it('gives the same words, effects and entries', () => {
    const talk = (): string => {
      const chat = aChat()
      return JSON.stringify([oneBreath, '同意', theRest, '1'].map((text) => chat.say(text)))
    }
    expect(talk()).toBe(talk())
  })
})

const utterances = [
  ...oneByOne,
  oneBreath,
  theRest,
  '1',
  '2',
  '0',
  '返回',
  '修改',
  '修改电话',
  '不同意',
  '8岁',
  '不对，是7岁',
  '都要',
  '先不选',
  '更多',
  '再加一门课',
  '画画',
  '除了画画都行',
  '帮别人报',
  '谢谢',
  '？',
  '7月10号到7月20号',
  '13900001111',
  '再报一个孩子 小红 6岁',
  '人工',
  '帮助',
  '9',
] as const

const consented = (chat: Chat): boolean => chat.state.family?.consents.some(({ given }) => given) ?? false

describe('whatever is said, in whatever order', () => {
  it('never a dead end, never a family without consent, never a seat without a confirmed summary', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...utterances), { maxLength: 25 }), (texts) => {
        const chat = aChat()
        for (const text of texts) {
          const before = chat.state.talk.asked?.expects
          const said = chat.say(text)
          expect(said.lines.length).toBeGreaterThan(0)
          expect(said.expects !== null || said.labels.length > 0).toBe(true)
          if (chat.state.family) expect(consented(chat)).toBe(true)
          if (said.effects.some(({ kind }) => kind === 'claim')) expect(before).toBe('confirm')
        }
      }),
      { numRuns: 60 },
    )
  })
})
