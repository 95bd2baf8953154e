import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offersOf } from '../../../bot/dialogue/offers/live.ts'
import { offerSaid } from '../../../bot/dialogue/offers/said.ts'
import type { Enrolment, Family } from '../../../shared/family.ts'
import { hourMs, instantOf, minuteMs } from '../../../shared/time.ts'
import { aChat, type ChatOf, type Said } from '../../support/chat.ts'
import { aFamily, anEnrolment, mother, sectionIds, twoChildren } from '../../support/family.ts'
import { aCatalogue, aProgramme } from '../../support/programme.ts'
import { aTurn } from '../../support/turn.ts'

const since = instantOf('2027-06-02', '10:00')
const until = instantOf('2027-06-03', '18:00')
const offered = (over: Partial<Enrolment> = {}): Enrolment =>
  anEnrolment({ sectionId: sectionIds.tiny, state: 'offered', since, until, ...over })
const one = aFamily({ enrolments: [offered()] })
const two = aFamily({ enrolments: [offered(), offered({ sectionId: sectionIds.film })] })
const pair = twoChildren({ enrolments: [offered(), offered({ childId: 'child-2' })] })

/** The mother, an hour after the offer. */
const talk = (family: Family, of: ChatOf = {}) =>
  aChat({ contact: mother, family, now: since + hourMs, ...of })
const statesIn = ({ state }: Said) =>
  state.family?.enrolments.map(({ childId, sectionId, state: is }) => [childId, sectionId, is])
const did = ({ effects }: Said) =>
  effects.map((effect) => [effect.kind, ...('why' in effect ? [effect.why] : [])].join(' '))

describe('a plain answer to an offer', () => {
  it.each(['1', '１', '要', '我要', '接受', '好的', '要小明的篮球', '要这个名额'])('%s takes it', (words) => {
    const said = talk(one).say(words)
    expect(did(said)).toEqual(['firm'])
    expect(statesIn(said)).toEqual([['child-1', sectionIds.tiny, 'seat']])
    expect(said.state.family?.enrolments[0]?.until).toBeNull()
    expect(said.words).toContain('小明的篮球定下来了！第一次课7月6日周二 14:00–15:30，山前村文化礼堂。')
  })

  it.each(['2', '不要', '不要了', '让给别人', '不要了，让给别人吧', '篮球不要了'])(
    '%s lets the next have it',
    (words) => {
      const said = talk(one).say(words)
      expect(did(said)).toEqual(['release declined'])
      expect(statesIn(said)).toEqual([])
      expect(said.words).toContain('让给下一家了。以后还想上，回复“报名”再排就行。')
    },
  )

  it.each(['嗯', '收到', '谢谢', '算了', '看看', '要不要', '什么时候上课', '1个孩子', '要绘画'])(
    'an unclear word (%s) neither takes nor loses it',
    (words) => {
      const said = talk(one).say(words)
      expect(did(said).filter((what) => what !== 'acknowledge')).toEqual([])
      expect(statesIn(said)).toEqual([['child-1', sectionIds.tiny, 'offered']])
    },
  )

  it('收到 and 你好 say that it still waits', () => {
    expect(talk(one).say('收到').words).toContain('小明的篮球有空位，给您留到明晚6点')
    expect(talk(one).say('你好').words).toContain('想要回“要”，不要回“不要”')
  })

  it('whatever is said, it is taken or refused by words of the kind only', () => {
    const { state, scene } = aTurn({ family: one })
    const offers = offersOf(state, scene)
    const plain = /要|接受|好|行|可以|没问题|ok|1|2|收下|留|需要|不|放弃|让/i
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const said = offerSaid(text, offers)
        expect(said === null || plain.test(text.normalize('NFKC'))).toBe(true)
      }),
    )
  })
})

describe('too late', () => {
  it('is a kind no, and says what next', () => {
    const said = talk(one, { now: until, left: { [sectionIds.tiny]: -1 } }).say('1')
    expect(said.words).toContain('过了时间，已经让给下一家了。还想上，回复“报名”可以重新排候补')
    expect(statesIn(said)).toEqual([])
  })

  it('is not, where nobody else has it yet', () => {
    expect(statesIn(talk(one, { now: until + hourMs }).say('要'))).toEqual([
      ['child-1', sectionIds.tiny, 'seat'],
    ])
  })

  it('要 is never taken for thanks where nothing is kept any more', () => {
    expect(talk(aFamily()).say('要').words).toContain('现在没有给您留着的空位')
  })
})

describe('several offers', () => {
  it('are asked about by number, and the other is asked about next', () => {
    const chat = talk(two)
    expect(chat.say('要').words).toBe('要哪一个？\n1 要小明的篮球空位\n2 要小明的露天电影空位\n3 都要')
    const said = chat.say('2')
    expect(statesIn(said)).toContainEqual(['child-1', sectionIds.film, 'seat'])
    expect(said.words).toContain('还有一个等您回话：小明的篮球有空位了')
    expect(statesIn(chat.say('不要'))).toEqual([['child-1', sectionIds.film, 'seat']])
  })

  it('can all be had with one word, or be let go', () => {
    expect(did(talk(two).all('要', '都要'))).toEqual(['firm', 'firm'])
    expect(did(talk(two).all('2', '都不要'))).toEqual(['release declined', 'release declined'])
  })

  it('a named one is that one', () => {
    const said = talk(two).say('要电影')
    expect(said.effects).toMatchObject([{ kind: 'firm', sectionId: sectionIds.film }])
  })

  it('of siblings in one class are one offer, and one child may have it alone', () => {
    expect(did(talk(pair).say('1'))).toEqual(['firm', 'firm'])
    const chat = talk(pair)
    const said = chat.say('只要小雨')
    expect(said.effects).toMatchObject([{ kind: 'firm', childId: 'child-2' }])
    expect(said.words).toContain('还有一个等您回话：小明的篮球')
    expect(statesIn(chat.say('2'))).toEqual([['child-2', sectionIds.tiny, 'seat']])
  })
})

describe('beside something else that is pending', () => {
  const asked = (chat: ReturnType<typeof talk>) => chat.state.talk.asked?.expects
  /** In the middle of a form, at a question of this kind, when the offer comes. */
  const filling = (...said: readonly string[]) => {
    const chat = aChat({ contact: mother, family: aFamily({ enrolments: [] }), now: since - hourMs })
    chat.all('报名', '同意', ...said)
    const family = chat.state.family ?? one
    chat.state = { ...chat.state, family: { ...family, enrolments: [offered()] } }
    chat.now = since + hourMs
    return chat
  }

  it('with a question in words 1 is the offer, and the question is put again', () => {
    const chat = filling()
    expect(asked(chat)).toBe('child.name')
    const said = chat.say('1')
    expect(statesIn(said)).toEqual([['child-1', sectionIds.tiny, 'seat']])
    expect(said.expects).toBe('child.name')
    expect(chat.say('李小雨').words).toContain('李小雨')
  })

  it('with a question in numbers it is asked which, and the answer is not lost', () => {
    const chat = filling('李小雨')
    expect(asked(chat)).toBe('child.birth')
    const which = chat.say('1')
    expect(which.words).toBe('您回的“1”是哪个意思？\n1 要小明的篮球空位\n2 回答前面的问题')
    expect(did(which)).toEqual([])
    const back = chat.say('1')
    expect([did(back), back.expects]).toEqual([['firm'], 'child.birth'])
  })

  it('the question before may be what was meant', () => {
    const chat = aChat({ contact: mother, family: one, now: since - hourMs })
    chat.say('取消报名')
    expect(asked(chat)).toBe('yes_no')
    chat.now = since + hourMs
    const said = chat.all('2', '2')
    expect(did(said)).toEqual([])
    expect(said.words).toContain('没有取消')
  })

  it('what is asked after the offer was heard of is answered as usual', () => {
    const chat = talk(one)
    chat.say('报名')
    expect(asked(chat)).toBe('consent')
    expect(did(chat.say('同意'))).toEqual([])
    expect(asked(chat)).toBe('child.name')
    expect(did(chat.say('好的'))).toEqual([])
    expect(did(chat.say('1'))).toEqual(['firm'])
  })

  it('a course that is chosen for another child is no answer to an offer of the same one', () => {
    const catalogue = aCatalogue()
    const chat = aChat({
      contact: mother,
      family: aFamily({ enrolments: [] }),
      now: since - hourMs,
      catalogue,
    })
    const list = chat.all('报名', '同意', '李小雨', '2018年3月', '全程', '没有')
    expect(list.expects).toBe('modules')
    const family = chat.state.family ?? one
    chat.state = { ...chat.state, family: { ...family, enrolments: [offered()] } }
    expect(did(chat.say('要篮球'))).toEqual([])
    expect(statesIn(chat.say('要绘画'))).toEqual([['child-1', sectionIds.tiny, 'offered']])
  })

  it('anything else than an answer is heard as if nothing had been asked', () => {
    const chat = filling('李小雨')
    chat.say('1')
    const said = chat.say('2018年3月')
    expect(said.state.talk.draft?.children[0]?.birth).toBe('2018-03')
    expect(statesIn(said)).toEqual([['child-1', sectionIds.tiny, 'offered']])
  })

  it('a menu that came after it is asked about; one before it is not', () => {
    const chat = talk(one)
    chat.say('你好')
    expect(chat.say('2').words).toBe(
      '您回的“2”是哪个意思？\n1 不要小明的篮球空位，让给别人\n2 今天和明天的课',
    )
    expect(chat.say('2').words).toContain('小明的篮球有空位')
    const old = aChat({ contact: mother, family: one, now: since - hourMs })
    old.say('你好')
    old.now = since + hourMs
    expect(did(old.say('2'))).toEqual(['release declined'])
  })

  it('a number on its way when the offer was made picks from the menu', () => {
    const chat = aChat({ contact: mother, family: one, now: since - minuteMs })
    chat.say('你好')
    chat.now = since + 1_000
    expect(did(chat.say('2'))).toEqual([])
  })

  it('what was offered at night is heard of in the morning', () => {
    const night = instantOf('2027-06-02', '23:00')
    const family = aFamily({ enrolments: [offered({ since: night })] })
    const chat = aChat({ contact: mother, family, now: night + minuteMs })
    chat.say('你好')
    chat.now = night + 3 * minuteMs
    expect(did(chat.say('2'))).toEqual([])
    chat.state = { ...chat.state, talk: { ...chat.state.talk, flow: null } }
    chat.now = instantOf('2027-06-03', '07:05')
    expect(did(chat.say('不要'))).toEqual(['release declined'])
  })
})

describe('an offer beside which something cannot stand', () => {
  const clashing = aFamily({ enrolments: [anEnrolment(), offered({ sectionId: sectionIds.ball })] })

  it('is said before it is taken, and the old seat goes only for the new one', () => {
    const chat = talk(clashing)
    const asked = chat.say('要')
    expect(did(asked)).toEqual([])
    expect(asked.words).toBe(
      '篮球和绘画撞了时间（7月7日周三 9:30–11:00）。小明的篮球空位，您看怎么办？\n1 要篮球，退掉绘画\n2 不要篮球，让给别人\n3 再想想',
    )
    const said = chat.say('1')
    expect(did(said)).toEqual(['firm', 'release changed'])
    expect(statesIn(said)).toEqual([['child-1', sectionIds.ball, 'seat']])
    expect(said.words).toContain('绘画（山前村文化礼堂）的名额已经退了')
  })

  it('that is lost loses nothing', () => {
    const chat = talk(clashing, { left: { [sectionIds.ball]: -1 } })
    const said = chat.all('要', '1')
    expect(did(said)).toEqual(['firm'])
    expect(statesIn(said)).toEqual([['child-1', sectionIds.draw, 'seat']])
  })

  it('can be let go, or thought over', () => {
    expect(did(talk(clashing).all('要', '2'))).toEqual(['release declined'])
    const later = talk(clashing).all('要', '再想想')
    expect([did(later), later.words.includes('给您留到明晚6点')]).toEqual([[], true])
  })

  it('over the limit it is asked which of the courses goes', () => {
    const catalogue = aCatalogue(aProgramme({ limits: { courses: 1 } }))
    const family = aFamily({ enrolments: [anEnrolment(), offered()] })
    const chat = talk(family, { catalogue })
    expect(chat.say('1').words).toContain('每个孩子最多1门课，小明已经有绘画了。')
    expect(did(chat.say('要篮球，退掉绘画'))).toEqual(['firm', 'release changed'])
  })

  it('two that clash with one another are answered one after the other', () => {
    const family = aFamily({
      enrolments: [offered({ sectionId: sectionIds.draw }), offered({ sectionId: sectionIds.ball })],
    })
    const chat = talk(family)
    const said = chat.all('要', '都要')
    expect(did(said)).toEqual(['firm'])
    expect(said.words).toContain('还有一个等您回话：小明的篮球')
    expect(chat.say('1').words).toContain('篮球和绘画撞了时间')
  })
})

describe('looking it up', () => {
  it('我的报名 and 我排第几 name its end and ask again', () => {
    const mine = talk(one).say('我的报名')
    expect(mine.words).toContain('篮球：有空位了，给您留到明晚6点，等您回话')
    expect([mine.expects, mine.labels]).toEqual(['yes_no', ['要', '不要']])
    expect(talk(one).say('我排第几').words).toContain('给您留到明晚6点。要就回1，不要就回2。')
  })

  it('返回 keeps it', () => {
    const chat = talk(one)
    chat.say('我的报名')
    expect(chat.say('0').words).toContain('给您留到明晚6点')
    expect(did(chat.say('要'))).toEqual(['firm'])
  })
})
