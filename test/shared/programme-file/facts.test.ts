import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readProgramme } from '../../../shared/programme-file.ts'
import { aProgrammeInput, aSectionInput, type ProgrammeInput } from '../../support/programme.ts'

/** What the other programmes of the printed reports need the file to hold, one each. */
const input = aProgrammeInput()
const [first] = input.modules
if (!first) throw new Error('unreachable')
const modules = (...changes: Partial<typeof first>[]) => ({
  modules: [
    ...input.modules,
    ...changes.map((change, n) => ({ ...first, id: `m${n}`, name: `新课${n}`, aliases: [], ...change })),
  ],
})
const on = (module: string, change: Parameters<typeof aSectionInput>[0] = {}) => ({
  sections: [aSectionInput({ module, ...change })],
})
const noon = { from: '12:00', to: '14:00' }

const cases: readonly (readonly [string, Partial<ProgrammeInput>])[] = [
  [
    'categories, season after season',
    {
      season: 2028,
      first: '2028-07-03',
      last: '2028-08-11',
      enrolment: { opens: '2028-05-01', closes: '2028-07-20' },
      sections: [aSectionInput({ dates: { kind: 'once', day: '2028-07-04', time: noon } })],
    },
  ],
  [
    'excursions with a consent of their own',
    { ...modules({ kind: 'excursion' }), ...on('m0', { consent: 'excursion' }) },
  ],
  [
    'classes that open in turn, of several organisers',
    {
      organisers: ['east', 'west'],
      ...on('draw', { enrolment: { opens: '2027-06-01', closes: '2027-06-10' } }),
    },
  ],
  [
    'plays with family tickets, readings each week, a tour each day',
    { ...modules({ kind: 'performance' }, { kind: 'reading' }), ...on('m0', { party: { max: 4 } }) },
  ],
  [
    'periods one after another, of which a child takes one',
    {
      periods: [{ id: 'one', name: '第一期', from: '2027-07-05', to: '2027-07-23' }],
      limits: { onePeriod: true },
      ...on('draw', { period: 'one' }),
    },
  ],
  [
    'a season of long days',
    on('draw', {
      dates: { kind: 'daily', from: '2027-07-05', to: '2027-08-20', time: { from: '08:00', to: '17:00' } },
      hours: { from: '07:30', to: '17:30' },
      timetable: [{ ...noon, what: '午睡' }],
      noonCare: true,
      lunch: { price: { yuan: 12, per: '餐' }, diet: '清真餐' },
      bus: '厂车',
      bring: ['毯子'],
    }),
  ],
  ['kindergarten ages and grades', on('draw', { ages: { from: 3, to: 6 }, grades: { from: -2, to: 0 } })],
  [
    'a member price, drop-in care',
    { free: false, ...on('draw', { fee: { yuan: 100, member: 85, per: '月' }, dropIn: true }) },
  ],
  [
    "carers' talks and workers' lessons of 25 minutes, for some trades",
    { ...modules({ adults: true, minutes: 25, trades: ['阀门'], kind: 'talk' }), ...on('m0') },
  ],
  [
    'wishes that are gathered for three days and drawn, for one section or for all',
    {
      allocation: {
        wishes: {
          from: '2027-06-01',
          to: '2027-06-03',
          drawn: '2027-06-05',
          seed: '2027061',
          groups: [{ id: 'hill-first', name: '本村的孩子', of: ['hill'] }],
        },
      },
      ...on('draw', { allocation: 'wishes' }),
    },
  ],
  ['a case that is reviewed within two working days', { review: { workingDays: 2 } }],
]

test.each(cases)('%s', (_, change) => {
  const read = readProgramme(stringify(aProgrammeInput(change), { aliasDuplicateObjects: false }))
  expect(read.ok ? [] : read.error).toEqual([])
})
