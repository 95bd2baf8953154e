import type * as z from 'zod'
import { type Catalogue, indexCatalogue, type Section } from '../../shared/catalogue.ts'
import { sectionId } from '../../shared/ids.ts'
import { type Programme, programmeSchema } from '../../shared/programme.ts'
import { instantOf } from '../../shared/time.ts'

/** What a programme file holds before defaults are filled in. */
export type ProgrammeInput = z.input<typeof programmeSchema>
export type SectionInput = ProgrammeInput['sections'][number]

/** A Tuesday evening in the season, with lessons the next day. */
export const inSeason = instantOf('2027-07-06', '18:00')
/** Enrolment is open, nothing has begun. */
export const beforeSeason = instantOf('2027-06-01', '10:00')

/** A section in the shape of a file; a weekday-morning drawing class of 12 for everyone unless told otherwise. */
export const aSectionInput = (overrides: Partial<SectionInput> = {}): SectionInput => ({
  id: 'draw-hall',
  module: 'draw',
  site: 'hall',
  ages: { from: 6, to: 14 },
  capacity: { cap: 12, adults: 2 },
  dates: {
    kind: 'weekly',
    weekdays: [1, 3, 5],
    from: '2027-07-05',
    to: '2027-08-06',
    time: { from: '08:30', to: '10:00' },
  },
  ...overrides,
})

const organisations: ProgrammeInput['organisations'] = [
  { id: 'county', kind: 'union', name: '示例市总工会' },
  { id: 'east', kind: 'union', name: '东镇', aliases: ['东边'], parent: 'county' },
  { id: 'west', kind: 'union', name: '西镇', parent: 'county' },
  { id: 'hill', kind: 'village', name: '山前村', aliases: ['山前'], parent: 'east' },
  { id: 'lake', kind: 'village', name: '湖边村', parent: 'west' },
  { id: 'firm-1', kind: 'enterprise', name: '示例企业1', aliases: ['企业1号'], parent: 'east' },
  { id: 'firm-2', kind: 'enterprise', name: '示例企业2', parent: 'west' },
]

const sites: ProgrammeInput['sites'] = [
  {
    id: 'hall',
    name: '山前村文化礼堂',
    kind: 'culture_hall',
    organisation: 'hill',
    address: '东镇山前村1号',
    directions: '村口公交站对面',
    lat: 28.13,
    lon: 121.23,
    places: 40,
  },
  {
    id: 'canteen',
    name: '示例企业1职工之家',
    kind: 'enterprise',
    organisation: 'firm-1',
    address: '东镇工业路2号',
    lat: 28.14,
    lon: 121.25,
    places: 30,
  },
  {
    id: 'cinema',
    name: '湖边影院',
    kind: 'cinema',
    organisation: 'lake',
    address: '西镇湖边村3号',
    lat: 28.2,
    lon: 121.3,
    places: 150,
  },
]

const modules: ProgrammeInput['modules'] = [
  {
    id: 'draw',
    name: '绘画',
    aliases: ['画画', '美术'],
    category: 'arts',
    kind: 'course',
    about: '认识颜色',
    bring: ['水彩笔'],
  },
  {
    id: 'ball',
    name: '篮球',
    aliases: ['打篮球'],
    category: 'sports',
    kind: 'course',
    about: '运球和投篮',
  },
  { id: 'safety', name: '安全讲座', aliases: ['安全课'], category: 'talks', kind: 'talk', about: '防溺水' },
  { id: 'film', name: '露天电影', aliases: ['电影'], category: 'talks', kind: 'film', about: '全家一起看' },
]

/** draw and ball overlap at different sites; tiny has 2 places; film 150 with family tickets; care is for kindergarten. */
const sections: ProgrammeInput['sections'] = [
  aSectionInput({ teacher: 'lin' }),
  aSectionInput({
    id: 'ball-canteen',
    module: 'ball',
    site: 'canteen',
    dates: {
      kind: 'weekly',
      weekdays: [3],
      from: '2027-07-07',
      to: '2027-08-04',
      time: { from: '09:30', to: '11:00' },
    },
  }),
  aSectionInput({
    id: 'ball-tiny',
    module: 'ball',
    site: 'hall',
    capacity: { cap: 2 },
    dates: {
      kind: 'weekly',
      weekdays: [2, 4],
      from: '2027-07-06',
      to: '2027-08-05',
      time: { from: '14:00', to: '15:30' },
    },
  }),
  aSectionInput({
    id: 'draw-staff',
    site: 'canteen',
    who: { may: 'staff', of: ['firm-1'] },
    noonCare: true,
    lunch: { price: { yuan: 10, per: '餐' }, diet: '可以做清真餐' },
    hours: { from: '08:00', to: '17:30' },
    dates: {
      kind: 'daily',
      from: '2027-07-19',
      to: '2027-07-23',
      time: { from: '13:00', to: '16:00' },
    },
  }),
  aSectionInput({
    id: 'draw-little',
    ages: { from: 3, to: 5 },
    grades: { from: -2, to: 0 },
    dates: {
      kind: 'dates',
      on: [
        { day: '2027-07-17', from: '09:00', to: '10:00' },
        { day: '2027-07-24', from: '09:00', to: '10:00' },
      ],
    },
  }),
  {
    id: 'film-july',
    module: 'film',
    site: 'cinema',
    party: { max: 5 },
    dates: { kind: 'once', day: '2027-07-16', time: { from: '19:30', to: '21:30' } },
  },
]

/** The file's shape of a small valid programme; `overrides` replace whole parts. */
export const aProgrammeInput = (overrides: Partial<ProgrammeInput> = {}): ProgrammeInput => ({
  id: 'mini-2027',
  name: '小候鸟暑期班',
  season: 2027,
  organisers: ['county'],
  holder: {
    organisation: 'county',
    post: '职工服务部负责人',
    phone: '0576-12345678',
    address: '示例市总工会二楼',
    complaints: '示例市网信办,电话 12377',
    storedIn: '中国境内的服务器',
  },
  enrolment: { opens: '2026-11-01', closes: '2027-08-01' },
  first: '2027-07-05',
  last: '2027-08-20',
  free: true,
  limits: { courses: 2, travelMinutes: 15 },
  categories: [
    { id: 'arts', name: '艺术' },
    { id: 'sports', name: '运动' },
    { id: 'talks', name: '讲座和电影' },
  ],
  organisations,
  roles: [{ person: 'officer-1', role: 'union_officer', organisation: 'county' }],
  teachers: [{ id: 'lin', called: '林老师', skills: ['draw'], kind: 'teacher' }],
  sites,
  modules,
  sections,
  ...overrides,
})

/** A small valid programme: 2 towns, 2 villages, 2 firms, 3 sites, 4 modules, 6 sections. */
export const aProgramme = (overrides: Partial<ProgrammeInput> = {}): Programme =>
  programmeSchema.parse(aProgrammeInput(overrides))

/** The small programme with an outing beside the classes, `mini-2027.park-july`: 2 places, and a consent of its own. */
export const withOuting = (overrides: Partial<SectionInput> = {}): Programme =>
  aProgramme({
    modules: [
      ...modules,
      {
        id: 'park',
        name: '梦想乐园',
        category: 'talks',
        kind: 'excursion',
        about: '坐车去看方便面怎么做',
      },
    ],
    sections: [
      ...sections,
      {
        id: 'park-july',
        module: 'park',
        site: 'cinema',
        capacity: { cap: 2 },
        consent: 'excursion',
        dates: { kind: 'once', day: '2027-07-20', time: { from: '09:00', to: '11:00' } },
        ...overrides,
      },
    ],
  })

/** The catalogue of these programmes, each in version 1; of `aProgramme()` when none is given. */
export const aCatalogue = (...programmes: readonly Programme[]): Catalogue =>
  indexCatalogue(
    (programmes.length > 0 ? programmes : [aProgramme()]).map((programme) => ({ programme, version: 1 })),
  )

/** A section of a programme by its id in the file; throws when there is none. */
export const sectionIn = (programme: Programme, id: string): Section => {
  const found = aCatalogue(programme).sections.get(sectionId(programme.id, id))
  if (!found) throw new Error(`no section ${id} in ${programme.id}`)
  return found
}

/** One section of the small programme, changed. */
export const aSection = (overrides: Partial<SectionInput> = {}): Section => {
  const input = aSectionInput(overrides)
  return sectionIn(aProgramme({ sections: [input] }), input.id)
}
