import { describe, expect, it } from 'vitest'
import { understand } from '../../../bot/understand/understand.ts'
import type { Expects } from '../../../shared/contract/expects.ts'
import { lexicon, now } from './figures.ts'

const meaningOf = (text: string, expects: Expects | null = null) =>
  understand(text, { expects, missing: [] }, lexicon, now)
const said = (text: string, expects: Expects | null = null) =>
  meaningOf(text, expects)
    .slots.map(({ key, value, child }) => `${key}${child ?? ''}=${value}`)
    .toSorted()

describe('a whole family in one breath', () => {
  it.each([
    [
      '我家老大李小明9岁三年级想学画画，老二李小雨6岁大班想打篮球，都不过敏，我是她妈，电话13800001234，接送爷爷也可以，住沙门',
      [
        'name1=李小明',
        'age1=9',
        'grade1=3',
        'mod1=art',
        'name2=李小雨',
        'age2=6',
        'grade2=K3',
        'mod2=basketball',
        'health=none',
        'rel=妈妈',
        'phone=13800001234',
        'pickup=本人',
        'pickup=爷爷',
        'place=沙门镇',
        'who=guardian',
      ],
    ],
    [
      '老大叫李小文今年9岁学篮球老二李小武7岁学画画我是他们爸爸李大山电话13800001234住楚门奶奶接送全程都来',
      [
        'name1=李小文',
        'age1=9',
        'mod1=basketball',
        'name2=李小武',
        'age2=7',
        'mod2=art',
        'gname=李大山',
        'rel=爸爸',
        'phone=13800001234',
        'place=楚门镇',
        'pickup=奶奶',
        'days=all',
      ],
    ],
    [
      '两个孩子 哥哥陈小刚10岁想打篮球 妹妹陈小红7岁学书法 哥哥海鲜过敏 妹妹没事 妈妈王小花13800001234 备用13900002222 外公外婆都可以接',
      [
        'sex1=M',
        'name1=陈小刚',
        'age1=10',
        'mod1=basketball',
        'health1=海鲜过敏',
        'sex2=F',
        'name2=陈小红',
        'age2=7',
        'mod2=calligraphy',
        'health2=none',
        'gname=王小花',
        'rel=妈妈',
        'phone=13800001234',
        'phone2=13900002222',
        'pickup=外公',
        'pickup=外婆',
      ],
    ],
  ])('%s', (text, slots) => {
    expect(said(text)).toEqual(slots.toSorted())
    expect(meaningOf(text)).toMatchObject({ intent: 'register', confidence: 'high' })
  })

  it.each([
    ['小明 8岁 白岩村 爸爸 13800001234 画画', 'rel=爸爸'],
    ['小明 8岁 白岩村 13800001234 画画 妈妈', 'rel=妈妈'],
  ])('%s tells who writes', (text, slot) => {
    expect(said(text)).toContain(slot)
    expect(said(text, 'menu')).toContain(slot)
  })

  it.each(['小明 8岁 白岩村 13800001234 画画 爸爸 接', '小明 8岁 白岩村 13800001234 画画 爸爸来接'])(
    '%s tells who collects only',
    (text) => expect(said(text).filter((slot) => slot.startsWith('rel='))).toEqual([]),
  )

  it('the elder is one child by any of the words for it', () =>
    expect(said('大的张小雨三年级，小的张小虎一年级，大的学书法，老大对花生过敏，小的打篮球')).toEqual(
      [
        'name1=张小雨',
        'grade1=3',
        'mod1=calligraphy',
        'health1=对花生过敏',
        'name2=张小虎',
        'grade2=1',
        'mod2=basketball',
      ].toSorted(),
    ))

  it('one child, without a comma', () =>
    expect(said('我家娃小明今年8岁在沙门想报篮球不过敏我是他妈张小丽电话13800001234奶奶接')).toEqual(
      [
        'name=小明',
        'age=8',
        'place=沙门镇',
        'mod=basketball',
        'health=none',
        'rel=妈妈',
        'gname=张小丽',
        'phone=13800001234',
        'pickup=奶奶',
        'who=guardian',
      ].toSorted(),
    ))

  it('answers the consent question no more than it says', () =>
    expect(meaningOf('老大小明8岁学画画老二小红6岁学篮球都没过敏', 'consent').intent).toBe('inform'))

  it.each(['老大篮球换成画画，老二8岁了也换', '我两个娃8岁和6岁电话13800001234都能学篮球吗'])(
    'another wish stays that wish: %s',
    (text) => expect(meaningOf(text).because).not.toContain('一口气说了一家人'),
  )
})

describe('two children without a comma between them', () => {
  it.each([
    '我家小明8岁小红6岁在白岩村都想报绘画',
    '小明8岁小红6岁，白岩村，画画',
    '给两个孩子报名，大的叫小明8岁，小的叫小红6岁，白岩村，绘画',
    '小明8岁，小红6岁，白岩村，想报画画',
  ])('%s', (text) => {
    const slots = said(text)
    for (const slot of ['name1=小明', 'age1=8', 'mod1=art', 'name2=小红', 'age2=6', 'mod2=art'])
      expect(slots).toContain(slot)
    expect(slots).toContain('place=白岩村')
  })

  it.each([
    '小明8岁学篮球小红6岁学画画',
    '小明8岁报篮球，小红6岁，画画',
    '老大小明8岁打篮球，老二小红6岁学画画',
  ])('%s keeps each with an own course', (text) => {
    expect(said(text)).toContain('mod1=basketball')
    expect(said(text)).toContain('mod2=art')
    expect(said(text)).not.toContain('mod1=art')
  })

  it('a word behind an age is no name by itself', () =>
    expect(said('小明8岁喜欢画画').filter((slot) => slot.startsWith('name'))).toEqual(['name=小明']))
})
