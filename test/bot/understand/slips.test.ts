import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { understand } from '../../../bot/understand/understand.ts'
import type { Expects } from '../../../shared/contract/expects.ts'
import { lexicon, now } from './figures.ts'

const meaningOf = (text: string, expects: Expects | null = null) =>
  understand(text, { expects, missing: [] }, lexicon, now)
const said = (text: string, expects: Expects | null = null) =>
  meaningOf(text, expects).slots.map(({ key, value, child }) => `${key}${child ?? ''}=${value}`)
/** Single characters that were written anew. */
const mended = (text: string) => meaningOf(text).because.filter((step) => /^谐音 .→.$/u.test(step))

describe('slips of the keyboard, where the words around them leave no doubt', () => {
  it.each<[string, Expects | null, string[]]>([
    ['全成都来', 'child.days', ['days=all']],
    ['全秤', 'child.days', ['days=all']],
    ['麻麻', 'guardian.relation', ['rel=妈妈']],
    ['粑粑', 'guardian.relation', ['rel=爸爸']],
    ['爸拔', 'pickup', ['pickup=爸爸']],
    ['奶乃来接', 'pickup', ['pickup=奶奶']],
    ['篮秋', 'modules', ['mod=basketball']],
    ['话画', 'modules', ['mod=art']],
    ['三年及', 'child.grade', ['grade=3']],
    ['幼儿园褡班', 'child.grade', ['grade=K3']],
    ['今年八遂了', 'child.birth', ['age=8']],
    ['吾岁', 'child.birth', ['age=5']],
    ['2019黏生的', null, ['birth=2019']],
    ['7月12镐', 'child.days', ['date=2026-07-12']],
    ['我想给娃报舞', null, ['mod=dance']],
  ])('%s, asked %s', (text, expects, slots) =>
    expect(said(text, expects)).toEqual(expect.arrayContaining(slots)),
  )

  it.each([
    ['报民', 'register'],
    ['窝想给娃报明', 'register'],
    ['取肖篮球', 'cancel'],
    ['明天情价', 'leave'],
    ['现在还有明额吗', 'ask_quota'],
  ])('%s', (text, intent) => expect(meaningOf(text).intent).toBe(intent))

  it('says what it read', () => expect(meaningOf('窝想给娃报名').because).toContain('谐音 窝→我'))
})

describe('what is no slip stays as it was written', () => {
  it.each([
    '报的手工撤了嘛',
    '我们租在沙门那边的',
    '今天电子厂加班',
    '以前填的资料不要留着',
    '把号码删掉',
    '上学期二年级下半年三年级',
    '我是李欣的妈妈',
    '袁祎豪的家长',
  ])('%s', (text) => expect(mended(text)).toEqual([]))

  it('names keep their characters, whatever they sound like', () => {
    const family = fc.constantFrom(...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗')
    const given = fc
      .array(fc.constantFrom(...'子轩浩宇涵雨欣怡诗然俊杰思琪佳豪晨曦诺梦瑶霏铭烨昊鑫淼翊玥睿'), {
        minLength: 1,
        maxLength: 2,
      })
      .map((characters) => characters.join(''))
    const frame = fc.constantFrom(
      '%明天请假',
      '我家%想报篮球',
      '帮%取消画画',
      '孩子叫%，8岁',
      '我是%的妈妈',
      '给%报名',
    )
    fc.assert(
      fc.property(family, given, frame, (a, b, sentence) => {
        expect(mended(sentence.replace('%', a + b))).toEqual([])
      }),
    )
  })

  it('an illness is kept as it was said', () =>
    expect(said('对花生过民', 'health')).toEqual(['health=对花生过民']))
  it('a job is no course', () => expect(said('在厂里打工', 'place')).toEqual([]))
})

describe('yes and no as people say them', () => {
  it.each([
    '好的呢',
    '嗯嗯可以',
    '中',
    '得行',
    '得行得行',
    '要得嘛',
    '阔以',
    '阔以的',
    '行嘛',
    '莫得问题',
    '没有不对',
  ])('%s is a yes', (text) => {
    expect(meaningOf(text, 'consent')).toMatchObject({ intent: 'consent', confidence: 'high' })
    expect(meaningOf(text, 'confirm')).toMatchObject({ intent: 'affirm', confidence: 'high' })
  })
  it.each(['不得行', '不要得', '要不得', '莫', '莫要', '不阔以', '不中', '不要不要'])(
    '%s is a no',
    (text) => {
      expect(meaningOf(text, 'consent').intent).toBe('consent_no')
      expect(meaningOf(text, 'confirm').intent).toBe('deny')
    },
  )
  it.each(['不换', '不换了', '算了不换了', '还是不换了吧', '不想换了', '莫换了', '算了'])(
    '%s at a list is a no',
    (text) => expect(meaningOf(text, 'choice').intent).toBe('deny'),
  )
  it('two digits are no doubled yes', () => expect(meaningOf('11', 'consent').intent).not.toBe('consent'))
})
