import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileLexicon, understand } from '../../../bot/understand/understand.ts'
import type { Expects } from '../../../shared/contract/expects.ts'
import { expectsList } from '../../../shared/contract/expects.ts'
import { lexicon, now } from './figures.ts'

const meaningOf = (text: string, expects: Expects | null = null, missing: readonly Expects[] = []) =>
  understand(text, { expects, missing }, lexicon, now)
const said = (text: string, expects: Expects | null = null, missing: readonly Expects[] = []) =>
  meaningOf(text, expects, missing).slots.map(({ key, value, child }) => `${key}${child ?? ''}=${value}`)

const rest: readonly Expects[] = [
  'child.birth',
  'guardian.name',
  'guardian.phone',
  'guardian.phone2',
  'guardian.relation',
  'health',
  'pickup',
]

describe('one message for a whole form', () => {
  it.each([
    [
      '2019年5月 张小丽 13800001111 没有第二个 妈妈 没过敏 我自己接',
      [
        'birth=2019-05',
        'gname=张小丽',
        'phone=13800001111',
        'phone2=none',
        'rel=妈妈',
        'health=none',
        'pickup=本人',
      ],
    ],
    [
      '2019年5月，张小丽，13800001111，没有，妈妈，没过敏，奶奶接',
      [
        'birth=2019-05',
        'gname=张小丽',
        'phone=13800001111',
        'phone2=none',
        'rel=妈妈',
        'health=none',
        'pickup=奶奶',
      ],
    ],
    [
      '8岁\n家长：李大山\n电话：138 0000 1111\n备用电话：13911112222\n关系：爸爸\n健康：花生过敏\n接送人：奶奶李桂花',
      [
        'age=8',
        'gname=李大山',
        'phone=13800001111',
        'phone2=13911112222',
        'rel=爸爸',
        'health=花生过敏',
        'pickup=奶奶',
        'pickup_name=李桂花',
      ],
    ],
    [
      '2018 王小红 13800001234 他爸电话13900002222 我是妈妈 身体健康 外公外婆接',
      [
        'birth=2018',
        'gname=王小红',
        'phone=13800001234',
        'phone2=13900002222',
        'rel=妈妈',
        'health=none',
        'pickup=外公',
        'pickup=外婆',
      ],
    ],
  ])('reads %s', (text, slots) => {
    expect(said(text, 'child.birth', rest)).toEqual(slots)
    expect(meaningOf(text, 'child.birth', rest).intent).toBe('inform')
  })
})

describe('answers to a pending question', () => {
  it.each<[Expects, string, string[]]>([
    ['guardian.name', '李大山', ['gname=李大山']],
    ['guardian.phone2', '没有', ['phone2=none']],
    ['guardian.phone2', '13900001111', ['phone2=13900001111']],
    ['health', '没有', ['health=none']],
    ['health', '都好', ['health=none']],
    ['health', '对花生过敏', ['health=对花生过敏']],
    ['child.days', '7月10号到7月20号', ['date=2026-07-10', 'date_end=2026-07-20']],
    ['child.days', '全程都来', ['days=all']],
    ['pickup', '奶奶和爷爷', ['pickup=奶奶', 'pickup=爷爷']],
    ['pickup', '我自己接', ['pickup=本人']],
    ['who', '我是妈妈', ['who=guardian', 'rel=妈妈']],
    ['who', '帮别人报', ['who=helper']],
    ['who', '2', ['opt=2']],
    ['modules', '①', ['opt=1']],
    ['modules', '１、３', ['opt=1', 'opt=3']],
    ['child.birth', '十一', ['age=11']],
    ['child.birth', '17', ['birth=2017']],
    ['child.name', '古丽·买买提', ['name=古丽·买买提']],
  ])('%s: %s', (expects, text, slots) => expect(said(text, expects)).toEqual(slots))

  it.each(['为什么要填电话', '为啥子要这个', '这是什么意思'])(
    'tells a question about the question from an answer: %s',
    (text) => {
      const meaning = meaningOf(text, 'guardian.phone')
      expect([meaning.asksWhy, meaning.slots]).toEqual([true, []])
    },
  )
})

describe('commands', () => {
  it.each([
    ['0', 'back'],
    ['返回', 'back'],
    ['菜单', 'menu'],
    ['帮助', 'help'],
    ['转人工', 'human'],
    ['取消', 'cancel_what'],
    ['我的报名', 'mine'],
    ['我的信息', 'my_data'],
    ['让孩子爸爸也能看', 'join_code'],
    ['谁看过我的信息', 'who_saw'],
    ['别发消息了', 'stop_messages'],
    ['修改', 'edit'],
    ['1234 5678', 'confirm_code'],
  ])('%s', (text, command) => expect(meaningOf(text).command).toBe(command))

  it('names the field to be edited', () => expect(meaningOf('修改电话').field).toBe('guardian.phone'))
  it('reads the digits of a code', () => expect(meaningOf('确认码是 1234 5678').code).toBe('12345678'))
  it('takes a birth date for no code', () => expect(meaningOf('20190503', 'child.birth').code).toBeNull())
  it('has no command in a sentence that asks for more', () =>
    expect(meaningOf('帮我取消篮球').command).toBeNull())
})

describe('what a message is about', () => {
  it.each([
    ['可以拍照', 'photo'],
    ['不同意拍照', 'photo'],
    ['把号码删掉', 'phone'],
    ['不同意', null],
    ['删除我的信息', null],
  ])('%s', (text, about) => expect(meaningOf(text).about).toBe(about))
})

describe('several requests', () => {
  it('keeps the others in order', () => {
    const meaning = meaningOf('明天请假，另外问下还有名额吗，顺便问几点放学')
    expect([meaning.intent, ...meaning.also.map(({ intent }) => intent)]).toEqual([
      'leave',
      'ask_quota',
      'ask_when',
    ])
    expect(meaning.confidence).toBe('high')
  })
})

describe('personal data', () => {
  it('reads the birth date of an identity number and repeats no digit of it', () => {
    const meaning = meaningOf('身份证330106201805031236', 'child.birth')
    expect(meaning.slots).toEqual([{ key: 'birth', value: '2018-05-03' }])
    expect(JSON.stringify(meaning)).not.toContain('330106')
  })
  it('takes no birth date from one whose checksum is wrong', () =>
    expect(said('330106201805031237', 'child.birth')).toEqual([]))
})

describe('the catalogue', () => {
  const extended = compileLexicon({
    now: '',
    modules: [{ id: 'guqin', names: ['古琴'] }],
    places: [],
    employers: [{ id: 'firm-3', names: ['示例企业3'] }],
  })
  const slotsWith = (text: string) =>
    understand(text, { expects: 'modules', missing: [] }, extended, now).slots
  it('understands a new module at once, misheard too', () => {
    expect(slotsWith('古琴')).toEqual([{ key: 'mod', value: 'guqin' }])
    expect(slotsWith('想学股琴')).toEqual([{ key: 'mod', value: 'guqin' }])
  })
  it.each(['收工了再说', '我出门一趟', '昨夜下雨'])('leaves real words alone: %s', (text) => {
    expect(said(text).filter((slot) => /mod|place/.test(slot))).toEqual([])
  })
})

describe('any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(fc.constantFrom(...'不没要我报篮球换到是的了吗十一二三岁年月号和叫错', ' ', '1', '，'), {
        maxLength: 500,
      })
      .map((parts) => parts.join('')),
  )
  it('is understood somehow, never thrown at, and the same each time', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(null, ...expectsList), (text, expects) => {
        const asked = { expects, missing: ['guardian.name', 'guardian.phone', 'health'] as const }
        expect(understand(text, asked, lexicon, now)).toEqual(understand(text, asked, lexicon, now))
      }),
      { numRuns: 300 },
    )
  })

  it.each(['没错', '太热班', '不是我', '是不是', '报报名', '一二三', '和跟、', '就这样'])(
    'of 500 characters takes no time: %s…',
    (part) => {
      const started = performance.now()
      meaningOf(part.repeat(170), 'confirm')
      expect(performance.now() - started).toBeLessThan(2_000)
    },
  )
})
