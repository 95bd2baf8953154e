import { daysFrom } from '../schedule.ts'
import { type Day, daysBetween, weekdayOf } from '../time.ts'
import type { Found, Path } from './mistake.ts'
import type { Outline, SectionOutline } from './outline.ts'

type Maybe<T> = T | undefined
type Span = { readonly from?: Maybe<string>; readonly to?: Maybe<string> }
type Dates = NonNullable<SectionOutline['dates']>

const longestSeasonDays = 400

/** `from` must not come after `to`; times of a lesson must not be equal either. */
const reversed = (span: Maybe<Span>, path: Path, what: 'day' | 'time'): readonly Found[] => {
  const { from, to } = span ?? {}
  if (from === undefined || to === undefined) return []
  if (what === 'day' ? from <= to : from < to) return []
  return [
    {
      path: [...path, 'to'],
      rule: what === 'day' ? `${to} 早于开始的 ${from}` : `${to} 要晚于开始的 ${from}`,
    },
  ]
}

const windowReversed = (window: Outline['enrolment'], path: Path): readonly Found[] =>
  window?.opens !== undefined && window.closes !== undefined && window.opens > window.closes
    ? [{ path: [...path, 'closes'], rule: `报名截止（${window.closes}）早于开始（${window.opens}）` }]
    : []

const ofSeason = ({ first, last, season, enrolment }: Outline): readonly Found[] => {
  const found: Found[] = [...windowReversed(enrolment, ['enrolment'])]
  if (first !== undefined && last !== undefined) {
    const days = daysBetween(first, last)
    if (days < 0) found.push({ path: ['last'], rule: `最后一天（${last}）早于第一天（${first}）` })
    if (days > longestSeasonDays) found.push({ path: ['last'], rule: `一个项目最长 ${longestSeasonDays} 天` })
  }
  if (first !== undefined && season !== undefined && Number(first.slice(0, 4)) !== season) {
    found.push({ path: ['season'], rule: `年份和第一天（${first}）不一致` })
  }
  if (last !== undefined && enrolment?.opens !== undefined && enrolment.opens > last) {
    found.push({ path: ['enrolment', 'opens'], rule: `报名开始晚于最后一天（${last}）` })
  }
  return found
}

const outside = (day: Maybe<Day>, path: Path, { first, last }: Outline): readonly Found[] => {
  if (day === undefined || first === undefined || last === undefined || first > last) return []
  return day < first || day > last ? [{ path, rule: `${day} 不在项目的日期里（${first} 到 ${last}）` }] : []
}

const notMet = (dates: Dates, path: Path): readonly Found[] => {
  const { from, to } = dates
  if (from === undefined || to === undefined || from > to) return []
  return (dates.except ?? []).flatMap((day, index) =>
    day !== undefined && (day < from || day > to)
      ? [{ path: [...path, 'except', index], rule: `${day} 本来就不在 ${from} 到 ${to} 里` }]
      : [],
  )
}

/** Weekdays that never come between two days close together, or all taken away by `except`. */
const empty = (dates: Dates, path: Path): readonly Found[] => {
  const { kind, from, to, weekdays, except = [] } = dates
  if (from === undefined || to === undefined || from > to || daysBetween(from, to) > longestSeasonDays)
    return []
  if (kind === 'weekly' && weekdays === undefined) return []
  const days = daysFrom(from, to)
  const meets = days.some(
    (day) => !except.includes(day) && (kind !== 'weekly' || weekdays?.includes(weekdayOf(day))),
  )
  return meets ? [] : [{ path, rule: '这样写一次课都没有' }]
}

interface Listed {
  readonly index: number
  readonly day: Day
  readonly from: string
  readonly to: string
}

const listedOf = (dates: Dates): readonly Listed[] =>
  (dates.on ?? []).flatMap((each, index) => {
    const { day, from, to } = each ?? {}
    return day === undefined || from === undefined || to === undefined ? [] : [{ index, day, from, to }]
  })

const sameTimeTwice = (dates: Dates, path: Path): readonly Found[] => {
  const inOrder = [...listedOf(dates)].sort((a, b) => (`${a.day} ${a.from}` < `${b.day} ${b.from}` ? -1 : 1))
  return inOrder.flatMap((each, at) => {
    const before = inOrder[at - 1]
    if (!before || before.day !== each.day || each.from >= before.to) return []
    const index = Math.max(before.index, each.index)
    return [{ path: [...path, 'on', index], rule: `${each.day} 的时间和另一条重叠` }]
  })
}

const ofDates = (dates: Dates, path: Path, outline: Outline): readonly Found[] => [
  ...reversed(dates, path, 'day'),
  ...reversed(dates.time, [...path, 'time'], 'time'),
  ...outside(dates.from, [...path, 'from'], outline),
  ...outside(dates.to, [...path, 'to'], outline),
  ...outside(dates.day, [...path, 'day'], outline),
  ...(dates.on ?? []).flatMap((each, index) => [
    ...reversed(each, [...path, 'on', index], 'time'),
    ...outside(each?.day, [...path, 'on', index, 'day'], outline),
  ]),
  ...notMet(dates, path),
  ...(dates.kind === 'weekly' || dates.kind === 'daily' ? empty(dates, path) : []),
  ...sameTimeTwice(dates, path),
]

/** A day's plan must run forwards. */
const ofTimetable = (section: SectionOutline, path: Path): readonly Found[] =>
  (section.timetable ?? []).flatMap((row, index, rows) => {
    const before = rows[index - 1]
    const at = [...path, 'timetable', index]
    const late = before?.to !== undefined && row?.from !== undefined && row.from < before.to
    return [
      ...reversed(row, at, 'time'),
      ...(late ? [{ path: [...at, 'from'], rule: `${row.from} 早于上一项结束的 ${before.to}` }] : []),
    ]
  })

const ofSection = (
  section: SectionOutline | undefined,
  index: number,
  outline: Outline,
): readonly Found[] => {
  if (!section) return []
  const path = ['sections', index]
  return [
    ...(section.dates ? ofDates(section.dates, [...path, 'dates'], outline) : []),
    ...reversed(section.hours, [...path, 'hours'], 'time'),
    ...ofTimetable(section, path),
    ...windowReversed(section.enrolment, [...path, 'enrolment']),
    ...(section.quotas ?? []).flatMap((quota, n) =>
      quota?.until !== undefined && outline.last !== undefined && quota.until > outline.last
        ? [
            {
              path: [...path, 'quotas', n, 'until'],
              rule: `预留到 ${quota.until}，晚于最后一天（${outline.last}）`,
            },
          ]
        : [],
    ),
  ]
}

/** Of two lines for one town and day nobody could say which holds. */
const closedTwice = ({ closures = [] }: Outline): readonly Found[] =>
  closures.flatMap((closure, index) => {
    const same = closures.findIndex((one) => one?.day === closure?.day && one?.town === closure?.town)
    return closure?.day !== undefined && same < index
      ? [{ path: ['closures', index], rule: `${closure.town} ${closure.day} 写了两次` }]
      : []
  })

/** Wishes are gathered, then drawn, then the season may end. */
const ofWishes = ({ allocation, last }: Outline): readonly Found[] => {
  const { wishes } = allocation ?? {}
  if (!wishes) return []
  const path = ['allocation', 'wishes']
  const found: Found[] = [...reversed(wishes, path, 'day')]
  const { to, drawn } = wishes
  if (drawn !== undefined && to !== undefined && drawn <= to)
    found.push({ path: [...path, 'drawn'], rule: `抽签（${drawn}）要在填志愿的最后一天（${to}）以后` })
  if (drawn !== undefined && last !== undefined && drawn > last)
    found.push({ path: [...path, 'drawn'], rule: `抽签（${drawn}）晚于最后一天（${last}）` })
  return found
}

export const foundInTimes = (outline: Outline): readonly Found[] => [
  ...ofSeason(outline),
  ...ofWishes(outline),
  ...(outline.periods ?? []).flatMap((period, index) => [
    ...reversed(period, ['periods', index], 'day'),
    ...outside(period?.from, ['periods', index, 'from'], outline),
    ...outside(period?.to, ['periods', index, 'to'], outline),
  ]),
  ...(outline.sections ?? []).flatMap((section, index) => ofSection(section, index, outline)),
  ...(outline.closures ?? []).flatMap((closure, index) =>
    outside(closure?.day, ['closures', index, 'day'], outline),
  ),
  ...closedTwice(outline),
]
