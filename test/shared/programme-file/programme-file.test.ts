import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { type Mistake, readProgramme } from '../../../shared/programme-file.ts'
import { aProgramme, aProgrammeInput, aSectionInput, type ProgrammeInput } from '../../support/programme.ts'

const mistakesOf = (text: string): readonly Mistake[] => {
  const read = readProgramme(text)
  return read.ok ? [] : read.error
}
const written = (change: Partial<ProgrammeInput> = {}) =>
  stringify(aProgrammeInput(change), { aliasDuplicateObjects: false })
const sections = (...changes: Parameters<typeof aSectionInput>[0][]) => ({
  sections: changes.map((change) => aSectionInput(change)),
})
const input = aProgrammeInput()
const textWith = (from: string, to: string) => written().replace(from, to)

test('a good file gives the programme with its defaults', () => {
  const read = readProgramme(written())
  expect(read).toEqual({ ok: true, value: aProgramme() })
})

test('a number marked as assumed counts as the number', () => {
  const read = readProgramme(written(sections({ capacity: { cap: { value: 7, assumed: true } } })))
  expect(read.ok && read.value.sections[0]?.capacity.cap).toBe(7)
})

describe('one field', () => {
  test.each([
    ['name: 小候鸟暑期班\n', '', 'name', '缺少这一项'],
    ['name: 小候鸟暑期班', 'name: 5', 'name', '要写文字（纯数字请加引号）'],
    ['name: 小候鸟暑期班', 'name:', 'name', '只写了名字，没有写内容'],
    ['name: 小候鸟暑期班', 'name: ""', 'name', '不能是空的'],
    ['free: true', 'free: 是', 'free', '要写 true 或 false'],
    ['season: 2027', 'season: 2027.5', 'season', '要写整数'],
    ['season: 2027', 'season: 27', 'season', '不能小于 2000'],
    ['first: 2027-07-05', 'first: 2027-02-30', 'first', '日期要写成 2027-07-08 这样，并且真有这一天'],
    ['id: mini-2027', 'id: 玉环', 'id', '只用小写字母、数字和连字符，第一个是字母或数字，最长 48 位'],
    ['free: true', 'fee: 0\nfree: true', 'fee', '没有这个字段，看看是不是写错了'],
    ['kind: village', 'kind: hamlet', 'organisations[hill].kind', '只能是 union、enterprise、village 之一'],
    [
      'cap: 12',
      'cap: 很多',
      'sections[draw-hall].capacity.cap',
      '要写 0 或更大的整数；估计的数写成 { value: 40, assumed: true }',
    ],
    [
      'kind: weekly',
      'kind: hourly',
      'sections[draw-hall].dates.kind',
      '只能是 weekly、daily、dates、once 之一',
    ],
    ['from: 08:30', 'from: 8:30', 'sections[draw-hall].dates.time.from', '时间要写成 08:30 这样'],
    ['lat: 28.13', 'lat: 128', 'sites[hall].lat', '不能大于 90'],
  ])('%j written as %j', (from, to, field, rule) => {
    const found = mistakesOf(textWith(from, to))
    expect(found.map((mistake) => [mistake.field, mistake.rule])).toContainEqual([field, rule])
  })
})

describe('rules across parts', () => {
  const [draw, ball] = input.modules
  const once = (time: { from: string; to: string }, day = '2027-07-08') => ({
    kind: 'once' as const,
    day,
    time,
  })
  const noon = { from: '12:00', to: '13:00' }
  const wishing = (change: object) => ({
    allocation: {
      method: 'wishes',
      wishes: { from: '2027-06-01', to: '2027-06-03', drawn: '2027-06-05', ...change },
    },
  })
  const weekly = { kind: 'weekly' as const, weekdays: [1], from: '2027-07-05', to: '2027-07-12', time: noon }
  if (!draw || !ball) throw new Error('unreachable')

  const cases: readonly (readonly [string, Partial<ProgrammeInput>, string, RegExp])[] = [
    ['an unknown module', sections({ module: 'chess' }), 'sections[draw-hall].module', /课程里没有 chess/],
    ['an unknown site', sections({ site: 'moon' }), 'sections[draw-hall].site', /地点里没有 moon/],
    [
      'an unknown teacher',
      sections({ teacher: 'nobody' }),
      'sections[draw-hall].teacher',
      /老师里没有 nobody/,
    ],
    ['an unknown period', sections({ period: 'one' }), 'sections[draw-hall].period', /期里没有 one/],
    ['an unknown organiser', { organisers: ['moon'] }, 'organisers[第1项]', /单位里没有 moon/],
    [
      'an unknown holder',
      { holder: { ...input.holder, organisation: 'moon' } },
      'holder.organisation',
      /单位里没有/,
    ],
    [
      'an unknown skill',
      { teachers: [{ id: 'lin', called: '林老师', kind: 'teacher', skills: ['chess'] }] },
      'teachers[lin].skills[第1项]',
      /课程里没有 chess/,
    ],
    [
      'an unknown category',
      { modules: [{ ...draw, category: 'x' }, ...input.modules.slice(1)] },
      'modules[draw].category',
      /类别里没有 x/,
    ],
    [
      'an unknown firm in a quota',
      sections({ quotas: [{ organisation: 'x', seats: 1, until: '2027-07-01' }] }),
      'sections[draw-hall].quotas[第1项].organisation',
      /单位里没有 x/,
    ],
    [
      'a tree that runs in a circle',
      {
        organisations: input.organisations.map((each) =>
          each.id === 'county' ? { ...each, parent: 'hill' } : each,
        ),
      },
      'organisations[county].parent',
      /绕了一圈/,
    ],
    [
      'staff of a village',
      sections({ who: { may: 'staff', of: ['hill'] } }),
      'sections[draw-hall].who.of[第1项]',
      /要写企业/,
    ],
    [
      'villagers of a firm',
      sections({ who: { may: 'villagers', of: ['firm-1'] } }),
      'sections[draw-hall].who.of[第1项]',
      /要写村/,
    ],
    ['two sections of one id', sections({}, {}), 'sections[draw-hall].id', /draw-hall 已经用过了/],
    [
      'one word for two modules',
      { modules: [draw, { ...ball, aliases: ['画画'] }, ...input.modules.slice(2)] },
      'modules[ball].aliases[第1项]',
      /“画画”已经是另一个/,
    ],
    [
      'one name for two sites',
      { sites: input.sites.map((site) => ({ ...site, name: '礼堂' })) },
      'sites[cinema].name',
      /“礼堂”/,
    ],
    [
      'one role twice',
      { roles: [1, 2].map(() => ({ person: 'a', role: 'viewer' as const, organisation: 'east' })) },
      'roles[第2项]',
      /写过了/,
    ],
    ['a season that ends before it begins', { last: '2027-07-01' }, 'last', /早于第一天/],
    ['a season of two years', { last: '2029-07-01' }, 'last', /最长 400 天/],
    ['a season of another year', { season: 2026 }, 'season', /不一致/],
    [
      'enrolment that closes before it opens',
      { enrolment: { opens: '2027-06-02', closes: '2027-06-01' } },
      'enrolment.closes',
      /早于开始/,
    ],
    [
      'wishes without their days',
      { allocation: 'wishes' },
      'allocation',
      /要在项目的 allocation 里写 wishes/,
    ],
    [
      'a section by wishes without their days',
      sections({ allocation: 'wishes' }),
      'sections[draw-hall].allocation',
      /要在项目的 allocation 里写 wishes/,
    ],
    ['an unknown way to allocate', { allocation: 'lottery' }, 'allocation', /first_come、wishes、by_order/],
    ['days of wishes the wrong way round', wishing({ to: '2027-05-31' }), 'allocation.wishes.to', /早于开始/],
    [
      'a draw while wishes are gathered',
      wishing({ drawn: '2027-06-03' }),
      'allocation.wishes.drawn',
      /要在填志愿的最后一天（2027-06-03）以后/,
    ],
    ['a draw after the season', wishing({ drawn: '2027-09-01' }), 'allocation.wishes.drawn', /晚于最后一天/],
    ['a seed with spaces', wishing({ seed: '1 2 3' }), 'allocation.wishes.seed', /不要空格/],
    [
      'a priority group of nobody',
      wishing({ groups: [{ id: 'g', name: '困难家庭', of: [] }] }),
      'allocation.wishes.groups[g].of',
      /至少要有 1/,
    ],
    [
      'a priority group of an unknown organisation',
      wishing({ groups: [{ id: 'g', name: '困难家庭', of: ['x'] }] }),
      'allocation.wishes.groups[g].of[第1项]',
      /单位里没有 x/,
    ],
    [
      'two priority groups of one id',
      wishing({ groups: [1, 2].map(() => ({ id: 'g', name: '困难家庭', of: ['hill'] })) }),
      'allocation.wishes.groups[g].id',
      /g 已经用过了/,
    ],
    [
      'enrolment that opens after the season',
      { enrolment: { opens: '2027-09-02', closes: '2027-09-03' } },
      'enrolment.opens',
      /晚于最后一天/,
    ],
    [
      'a section outside the season',
      sections({ dates: once(noon, '2027-09-01') }),
      'sections[draw-hall].dates.day',
      /不在项目的日期里/,
    ],
    [
      'days the wrong way round',
      sections({ dates: { ...weekly, to: '2027-07-04' } }),
      'sections[draw-hall].dates.to',
      /早于开始/,
    ],
    [
      'times the wrong way round',
      sections({ dates: once({ from: '10:00', to: '09:00' }) }),
      'sections[draw-hall].dates.time.to',
      /要晚于开始的 10:00/,
    ],
    [
      'a lesson of no length',
      sections({ dates: once({ from: '10:00', to: '10:00' }) }),
      'sections[draw-hall].dates.time.to',
      /要晚于/,
    ],
    [
      'a day out that never was in',
      sections({ dates: { ...weekly, except: ['2027-07-20'] } }),
      'sections[draw-hall].dates.except[第1项]',
      /本来就不在/,
    ],
    [
      'a section that never meets',
      sections({ dates: { ...weekly, from: '2027-07-06', to: '2027-07-07' } }),
      'sections[draw-hall].dates',
      /一次课都没有/,
    ],
    [
      'one day taken out of one',
      sections({ dates: { ...weekly, to: '2027-07-05', except: ['2027-07-05'] } }),
      'sections[draw-hall].dates',
      /一次课都没有/,
    ],
    [
      'two lessons at one time',
      sections({
        dates: {
          kind: 'dates',
          on: [
            { day: '2027-07-08', ...noon },
            { day: '2027-07-08', from: '12:30', to: '14:00' },
          ],
        },
      }),
      'sections[draw-hall].dates.on[第2项]',
      /重叠/,
    ],
    [
      'a timetable that runs backwards',
      sections({
        timetable: [
          { ...noon, what: '午睡' },
          { from: '12:30', to: '14:00', what: '手工' },
        ],
      }),
      'sections[draw-hall].timetable[第2项].from',
      /早于上一项/,
    ],
    [
      'hours the wrong way round',
      sections({ hours: { from: '17:00', to: '08:00' } }),
      'sections[draw-hall].hours.to',
      /要晚于/,
    ],
    [
      'a band the wrong way round',
      sections({ ages: { from: 9, to: 6 } }),
      'sections[draw-hall].ages.to',
      /小于开头的 9/,
    ],
    [
      'quotas above the capacity',
      sections({ quotas: [{ organisation: 'firm-1', seats: 13, until: '2027-07-01' }] }),
      'sections[draw-hall].quotas',
      /多于全部的 12 个/,
    ],
    [
      'a quota kept after the season',
      sections({ quotas: [{ organisation: 'firm-1', seats: 1, until: '2027-10-01' }] }),
      'sections[draw-hall].quotas[第1项].until',
      /晚于最后一天/,
    ],
    [
      'one quota twice',
      sections({ quotas: [1, 2].map(() => ({ organisation: 'firm-1', seats: 1, until: '2027-07-01' })) }),
      'sections[draw-hall].quotas[第2项].organisation',
      /写了两次/,
    ],
    [
      'a section without a seat',
      sections({ capacity: { adults: 0 } }),
      'sections[draw-hall]',
      /一个名额都没有/,
    ],
    [
      'a party above the capacity',
      sections({ party: { max: 13 } }),
      'sections[draw-hall].party.max',
      /多于全部的 12 个/,
    ],
    ['a fee in a free programme', sections({ fee: { yuan: 20 } }), 'sections[draw-hall].fee.yuan', /免费/],
    [
      'members who pay more',
      sections({ lunch: { price: { yuan: 8, member: 10 } } }),
      'sections[draw-hall].lunch.price.member',
      /高于原价/,
    ],
    [
      'an outing without consent',
      { modules: [{ ...draw, kind: 'excursion' }, ...input.modules.slice(1)] },
      'sections[draw-hall]',
      /consent: excursion/,
    ],
    [
      'half a position',
      { sites: input.sites.map(({ lon: _lon, ...site }) => site) },
      'sites[hall]',
      /要么都写/,
    ],
  ]

  test.each(cases)('%s is told', (_, change, field, rule) => {
    const found = mistakesOf(written(change))
    expect(found.some((mistake) => mistake.field === field && rule.test(mistake.rule))).toBe(true)
  })
})

describe('all at once', () => {
  test('wrong fields and broken rules of different parts are told together, in order of lines', () => {
    const text = textWith('name: 小候鸟暑期班', 'nam: 小候鸟暑期班')
      .replace('site: hall', 'site: moon')
      .replace('kind: village', 'kind: hamlet')
    const found = mistakesOf(text)
    expect(found.map((mistake) => mistake.field)).toEqual(
      expect.arrayContaining(['name', 'nam', 'organisations[hill].kind', 'sections[draw-hall].site']),
    )
    expect(found.map((mistake) => mistake.line)).toEqual(
      found.map((mistake) => mistake.line).sort((a, b) => a - b),
    )
  })

  test('each stands on its own line', () => {
    const text = textWith('site: hall', 'site: moon')
    const [mistake] = mistakesOf(text)
    expect(text.split('\n')[(mistake?.line ?? 0) - 1]).toBe('    site: moon')
  })

  test('a list that cannot be read makes nothing else unknown', () => {
    const { modules: _modules, ...rest } = input
    expect(mistakesOf(stringify(rest)).map((mistake) => mistake.field)).toEqual(['modules'])
  })

  test('a field twice is told beside other mistakes', () => {
    const found = mistakesOf(textWith('season: 2027', 'season: 2027\nseason: x'))
    expect(found.map((mistake) => mistake.rule)).toEqual(['同一个字段写了两次', '要写数字'])
  })
})

describe('what is no programme', () => {
  test.each([
    ['', '文件里什么都没有'],
    ['# 只有注释', '文件里什么都没有'],
    ['- a', '最外层要写成“字段: 内容”的样子'],
    ['你好', '最外层要写成“字段: 内容”的样子'],
    ['id: "a', '少了一个符号（引号、冒号、逗号或括号）'],
    ['id:\n\t- a', '缩进只能用空格，不能用 Tab'],
    ['id: a\n---\nid: b', '一个文件只能写一个项目，不能用 --- 分开'],
    ['a: &a [x]\nb: *a', '不能用 * 引用，请把内容写出来'],
    ['a: !secret x', '不能用 ! 标记'],
    ['['.repeat(100_000), '嵌套得太深，读不了'],
    ['- '.repeat(100_000), '嵌套得太深，读不了'],
    [`a: ${'字'.repeat(333_333)}x`, '文件太大，最多 1 MB'],
  ])('%.20j is told in words', (text, rule) => {
    expect(mistakesOf(text)[0]?.rule).toBe(rule)
  })

  test('a bomb of references is not unfolded', () => {
    const levels = Array.from({ length: 30 }, (_, n) => `k${n + 1}: &k${n + 1} [*k${n}, *k${n}, *k${n}]`)
    const found = mistakesOf(['k0: &k0 [x]', ...levels].join('\n'))
    expect(found).toHaveLength(90)
    expect(found[89]?.line).toBe(31)
  })
})

describe('a mutilated file', () => {
  const lines = written().split('\n')
  const someLine = fc.nat(lines.length - 2)
  const inRange = (text: string) => {
    const count = text.split('\n').length
    for (const { line } of mistakesOf(text)) {
      expect(line).toBeGreaterThanOrEqual(1)
      expect(line).toBeLessThanOrEqual(count)
    }
  }

  test('with a line lost, doubled or moved never throws, and every mistake has a line of the file', () => {
    fc.assert(
      fc.property(someLine, someLine, fc.constantFrom('lose', 'double', 'move'), (at, to, how) => {
        const line = lines[at] ?? ''
        const rest = how === 'double' ? lines : lines.toSpliced(at, 1)
        inRange((how === 'lose' ? rest : rest.toSpliced(to, 0, line)).join('\n'))
      }),
      { numRuns: 40 },
    )
  })

  test('with anything written into it never throws, and every mistake has a line of the file', () => {
    const text = lines.join('\n')
    const marks = fc.constantFrom(
      '\n',
      '  ',
      '\t',
      ':',
      '- ',
      '"',
      '{',
      ']',
      '&a ',
      '*a',
      '!',
      '|',
      '\0',
      '\ud83d',
      '#',
      '%',
      '?',
    )
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.oneof(marks, fc.string({ maxLength: 5, unit: 'binary' })),
        (at, what) => inRange(text.slice(0, at) + what + text.slice(at)),
      ),
      { numRuns: 40 },
    )
  })

  test('cut off anywhere before its last section is never taken for a whole one', () => {
    const text = lines.join('\n')
    fc.assert(
      fc.property(fc.nat(text.indexOf('sections:')), (at) => {
        expect(mistakesOf(text.slice(0, at)).length).toBeGreaterThan(0)
      }),
      { numRuns: 30 },
    )
  })

  test('any text at all gives an answer', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), inRange))
  })
})
