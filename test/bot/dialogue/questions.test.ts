import { describe, expect, it } from 'vitest'
import { answerQuestion, openQuestion, whyLines } from '../../../bot/dialogue/questions.ts'
import { expectsList } from '../../../shared/contract/expects.ts'
import { aFamily, sectionIds } from '../../support/family.ts'
import { aCatalogue, aProgramme, aSectionInput } from '../../support/programme.ts'
import { aTurn, decided, labelsOf, slots, type TurnOf, wordsOf } from '../../support/turn.ts'

const asked = (of: TurnOf): string => {
  const answer = answerQuestion(aTurn(of))
  if (!answer || 'need' in answer) throw new Error('no answer')
  return wordsOf(answer)
}
const costly = aCatalogue(
  aProgramme({ free: false, sections: [aSectionInput({ fee: { yuan: 60, member: 51, per: '期' } })] }),
)
const off = { intent: 'offtopic' } as const

describe('what parents ask first', () => {
  it('does it cost anything', () => {
    expect(asked({ text: '要钱吗', meaning: { intent: 'ask_fee' } })).toContain('不要钱')
    expect(asked({ text: '要钱吗', meaning: { intent: 'ask_fee' } })).toContain('中饭另算：10元/餐')
    expect(asked({ catalogue: costly, meaning: { intent: 'ask_fee' } })).toContain(
      '绘画：60元/期，工会会员51元',
    )
  })

  it.each([['ask_when'], ['ask_eligibility'], ['offtopic']] as const)(
    'noon, whatever it was taken for (%s)',
    (intent) => {
      expect(asked({ text: '管不管中饭', meaning: { intent } })).toContain(
        '绘画（示例企业1职工之家）：中午有人看，管中饭，10元/餐（可以做清真餐）',
      )
    },
  )

  it('noon where there is none', () => {
    const ball = slots('mod', 'ball')
    expect(asked({ text: '篮球中午管饭吗', meaning: { ...off, slots: ball } })).toContain('中午不管饭')
  })

  it('a whole day', () => {
    expect(asked({ text: '能不能放一整天', meaning: off })).toContain('8:00送，17:30前接')
    const ball = slots('mod', 'ball')
    expect(asked({ text: '能放一整天吗', meaning: { ...off, slots: ball } })).toMatch(
      /没有放一整天[\s\S]*14:00–15:30/,
    )
  })

  it('how old, for everybody and for the child that was named', () => {
    expect(asked({ text: '几岁', meaning: { intent: 'ask_eligibility' } })).toContain('绘画：6到14岁')
    const four = { intent: 'ask_eligibility', slots: slots('age', '4') } as const
    expect(asked({ text: '四岁能报吗', meaning: four })).toMatch(/^4岁能报：.*绘画/)
    expect(asked({ text: '四岁能报吗', meaning: four })).not.toContain('篮球')
    const twenty = { intent: 'ask_eligibility', slots: slots('age', '17', 'mod', 'ball') } as const
    expect(asked({ text: '十七岁能报篮球吗', meaning: twenty })).toContain('没有合适的班')
  })

  it('how old, for the child of the family without asking again', () => {
    expect(asked({ family: aFamily(), text: '能报吗', meaning: { intent: 'ask_eligibility' } })).toMatch(
      /^小明能报/,
    )
  })

  it('where, and how to get there when it is one place', () => {
    expect(asked({ meaning: { intent: 'ask_where' } })).toContain(
      '山前村文化礼堂：东镇山前村1号（绘画、篮球）',
    )
    const hill = slots('place', 'hill')
    expect(asked({ meaning: { intent: 'ask_where', slots: hill } })).toContain('怎么走：村口公交站对面')
  })

  it('when, and until when one can enrol', () => {
    expect(asked({ meaning: { intent: 'ask_when', slots: slots('mod', 'film') } })).toContain(
      '露天电影（湖边影院）：7月16日周五',
    )
    expect(asked({ text: '报名到几号截止', meaning: { intent: 'ask_when' } })).toContain('到8月1日为止')
  })

  it('which courses, and one of them closely', () => {
    expect(asked({ meaning: { intent: 'ask_courses' } })).toContain('有这些课：')
    const draw = asked({ meaning: { intent: 'ask_courses', slots: slots('mod', 'draw') } })
    expect(draw).toContain('认识颜色')
    expect(draw).toContain('要带：水彩笔')
  })

  it('the lessons of a day, when a day is named', () => {
    const day = { intent: 'ask_courses', slots: slots('date', '2027-07-07') } as const
    expect(asked({ family: aFamily(), text: '7月7号有什么课', meaning: day })).toContain(
      '明天（7月7日 周三）\n8:30–10:00 绘画',
    )
    expect(asked({ text: '明天有什么课', meaning: { intent: 'ask_courses' } })).toContain(
      '您还没报课，这是那几天开的课',
    )
  })

  it('seats left, which must be looked up', () => {
    const ball = { intent: 'ask_quota', slots: slots('mod', 'ball', 'emp', 'firm-1') } as const
    expect(answerQuestion(aTurn({ meaning: ball }))).toEqual({
      need: [{ kind: 'seats', sections: [sectionIds.ball] }],
    })
  })

  it('in at most four lines a bubble', () => {
    for (const intent of ['ask_when', 'ask_where', 'ask_courses', 'ask_eligibility', 'ask_fee'] as const) {
      const answer = answerQuestion(aTurn({ meaning: { intent } }))
      if (!answer || 'need' in answer) throw new Error('no answer')
      for (const line of answer)
        expect(line.kind === 'text' ? line.text.split('\n').length : 0).toBeLessThanOrEqual(4)
    }
  })

  it('of a place where there is nothing: says so, and what there is', () => {
    expect(asked({ meaning: { intent: 'ask_where', slots: slots('place', 'nowhere') } })).toContain(
      '没有开班。有这些',
    )
  })

  it('with nothing on offer', () => {
    expect(
      asked({ catalogue: aCatalogue(), now: Date.UTC(2028, 1, 1), meaning: { intent: 'ask_fee' } }),
    ).toContain('没有在开的班')
  })

  it('is told from what is no question', () => {
    expect(answerQuestion(aTurn({ text: '中午吃药', meaning: { intent: 'inform' } }))).toBeNull()
    expect(answerQuestion(aTurn({ text: '今天天气真好', meaning: off }))).toBeNull()
  })

  it('ends with what can be done next when nothing is pending', () => {
    const move = openQuestion(aTurn({ meaning: { intent: 'ask_fee' } }))

    expect(labelsOf(decided(move))[0]).toBe('给孩子报名')
  })
})

describe('why something is asked', () => {
  it('has an answer for every question there is', () => {
    for (const expects of expectsList) expect(wordsOf(whyLines(expects)).length).toBeGreaterThan(8)
    expect(wordsOf(whyLines('guardian.phone'))).toContain('马上找到您')
  })
})
