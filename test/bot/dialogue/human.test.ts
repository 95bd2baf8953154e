import { describe, expect, it } from 'vitest'
import { openHelp } from '../../../bot/dialogue/help.ts'
import { human, openHuman } from '../../../bot/dialogue/human.ts'
import { readEvent, readMedia } from '../../../bot/dialogue/media.ts'
import { aFamily } from '../../support/family.ts'
import { answer, aTurn, decided, labelsOf, next, wordsOf } from '../../support/turn.ts'

describe('asking for a person', () => {
  it('asks what for, then notes it and says who answers and when', () => {
    const asked = openHuman(aTurn({ family: aFamily(), text: '人工' }))
    expect(decided(asked).entries).toBeUndefined()

    const noted = decided(answer(human, next(asked, { text: '老师电话打不通' })))

    expect(noted.entries).toEqual([
      { kind: 'case', id: 'fresh-10', familyId: 'family-1', words: '老师电话打不通' },
    ])
    expect(wordsOf(noted)).toContain('职工服务部负责人下一个工作日会看')
    expect(wordsOf(noted)).toContain('0576-12345678')
    expect(noted.state.talk.flow).toBeNull()
  })

  it('notes the words that came with the call', () => {
    const noted = decided(openHuman(aTurn({ text: '人工，孩子要换老师' })))

    expect(noted.entries).toMatchObject([{ kind: 'case', familyId: null, words: '孩子要换老师' }])
  })

  it.each(['人工', '转人工', '我要找工作人员', '人工服务', '我要跟老师说话'])(
    'asks what for after a bare %s',
    (text) => {
      expect(decided(openHuman(aTurn({ text }))).entries).toBeUndefined()
    },
  )

  it('takes words that sound like a call for the answer once it was asked what for', () => {
    const asked = openHuman(aTurn({ text: '人工' }))

    expect(decided(openHuman(next(asked, { text: '老师电话打不通' }))).entries).toMatchObject([
      { words: '老师电话打不通' },
    ])
    expect(decided(openHuman(next(asked, { text: '转人工' }))).entries).toBeUndefined()
  })

  it('notes a leave as it stands', () => {
    expect(
      decided(openHuman(aTurn({ text: '明天请假', meaning: { intent: 'leave' } }))).entries,
    ).toMatchObject([{ words: '明天请假' }])
  })

  it('brings an unfinished enrolment back afterwards', () => {
    const draft = { programmeId: 'mini-2027', children: [], guardian: {}, trail: [] }

    const noted = openHuman(aTurn({ text: '人工，孩子要换老师', talk: { draft } }))

    expect(labelsOf(noted)[0]).toBe('接着填报名')
    expect(decided(noted).state.talk.draft).toEqual(draft)
  })
})

describe('what comes without words', () => {
  it.each([
    ['voice', '没听清'],
    ['image', '图片我看不了'],
    ['file', '文件我打不开'],
    ['other', '直接打字'],
  ] as const)('%s: says so and what can be done', (what, words) => {
    const move = readMedia(aTurn(), { kind: 'sent', what })

    expect(wordsOf(move)).toContain(words)
    expect(labelsOf(move).length).toBeGreaterThan(0)
  })

  it('keeps the pending question', () => {
    const asked = openHuman(aTurn({ text: '人工' }))

    const move = decided(readMedia(next(asked), { kind: 'sent', what: 'image' }))

    expect(move.state.talk.flow).toEqual({ topic: 'human', stage: 'words' })
    expect(wordsOf(move)).toMatch(/图片我看不了[\s\S]*什么事/)
  })

  it('a place on the map gets the nearest sites', () => {
    const move = readMedia(aTurn(), { kind: 'sent', what: 'location', at: { lat: 28.13, lon: 121.23 } })

    expect(wordsOf(move)).toMatch(/山前村文化礼堂：东镇山前村1号\n示例企业1职工之家/)
  })

  it('greets who comes, and is silent to who left', () => {
    for (const event of ['subscribe', 'scan', 'friend'] as const)
      expect(wordsOf(readEvent(aTurn({ family: aFamily() }), event))).toContain('小明妈妈，您好')
    expect(decided(readEvent(aTurn(), 'unsubscribe')).lines).toEqual([])
  })
})

describe('help', () => {
  it('says what can be said, on one screen', () => {
    const move = openHelp(aTurn())

    expect(wordsOf(move)).toContain('“我的报名”')
    expect(decided(move).lines.length).toBeLessThanOrEqual(2)
  })
})
