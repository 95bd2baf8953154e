import type { Programme } from '../../../shared/programme.ts'
import { no, ok, type Result } from '../../../shared/result.ts'
import { addDays, type Day } from '../../../shared/time.ts'
import { awayNoted, daysClamped, reasons, sayDays } from '../../wording/enrol.ts'
import { inSeason } from './check.ts'
import type { Spot } from './form.ts'
import {
  type Context,
  isAsked,
  noting,
  plainly,
  type Reader,
  receivers,
  refusing,
  tookChild,
} from './reading.ts'

export interface Days {
  readonly from: Day
  readonly to: Day
}

const wholeSaid = /全程|全勤|整个(暑假|假期)|从头到尾|开始到结束/
/** Said of all days only where the days were asked for. */
const alwaysSaid =
  /^(都|天天|每天|一直|全部|每次)(都)?(能|会|可以|在)?(来|去|行|可以|在|上)?的?$|都能?来|天天来|每天都?来/
const untilSaid = /到|为止|之前|以前|就走|回老家/
const fromSaid = /从|起|开始|以后|之后|才/

/** 8月1号不在，其他都来: a day off within the season is no end of it. */
const awaySaid =
  /(\d{1,2}月\d{1,2}[号日]?|\d{1,2}[号日])[^,，。]{0,6}(不在|不来|来不了|请假|有事|不能来|没空)(?!了)/
const leavesSaid = /以后|之后|往后|起|开始|为止|就走|回老家/

const dayAway = (text: string): string | null =>
  leavesSaid.test(text) ? null : (awaySaid.exec(text)?.[1] ?? null)

const twoDays = /\d\D*(到|至|[-—~])\D*\d+(月|[./])\d/

const oneDay = (day: Day, text: string, season: Days): Days =>
  untilSaid.test(text) && !fromSaid.test(text) ? { from: season.from, to: day } : { from: day, to: season.to }

/** The days that a message tells, not yet held against the season; null when it tells none. */
const daysSaid = (context: Context, programme: Programme, siblings: Days | undefined): Days | null => {
  const asked = isAsked(context, 'child.days')
  const season = { from: programme.first, to: programme.last }
  const words = plainly(context.text)
  if (asked && dayAway(words) !== null) return season
  if (context.facts.some(({ key, value }) => key === 'days' && value === 'all')) return season
  if (wholeSaid.test(words) || (asked && alwaysSaid.test(words))) return season
  if (asked && /一样/.test(words) && siblings) return siblings
  const [from, until] = [dayIn(context, 'date', programme), dayIn(context, 'date_end', programme)]
  if (from && until) return { from, to: until }
  // Two days said and one read: the other was earlier, which no reading of a span allows.
  const one = from ?? until
  if (asked && one && twoDays.test(words)) return { from: one, to: addDays(one, -1) }
  return asked && (from ?? until) ? oneDay(from ?? until ?? '', words, season) : null
}

const dayIn = (context: Context, key: 'date' | 'date_end', programme: Programme): Day | undefined => {
  const day = context.facts.find((fact) => fact.key === key)?.value
  return day === undefined ? undefined : inSeason(day, programme)
}

/** Held against the season: reversed or outside is refused, days beyond its ends are cut off. */
export const checkDays = (days: Days, programme: Programme): Result<Days, string> => {
  if (days.from > days.to) return no(reasons.daysReversed)
  if (days.to < programme.first || days.from > programme.last) {
    return no(reasons.daysOutside(programme.first, programme.last))
  }
  const later = (a: Day, b: Day) => (a > b ? a : b)
  const earlier = (a: Day, b: Day) => (a < b ? a : b)
  return ok({ from: later(days.from, programme.first), to: earlier(days.to, programme.last) })
}

/** First and last day that the children come. */
export const readDays: Reader = (reading, context) => {
  const { programme } = context
  if (!programme) return reading
  const first = receivers(reading, context, (child) => child.days === undefined)
  const only = context.asked?.field === 'child.days' && context.correcting ? [context.asked.child] : first
  const spot: Spot = { child: only[0] ?? 0, field: 'child.days' }
  if (isAsked(context, 'child.days') && plainly(context.text) === sayDays)
    return refusing(reading, { spot, words: '' })
  const said = daysSaid(
    context,
    programme,
    reading.draft.children.find((child) => child.days)?.days ?? context.siblingDays,
  )
  if (!said) return reading
  const checked = checkDays(said, programme)
  if (!checked.ok) return refusing(reading, { spot, words: checked.error })
  const days = checked.value
  const next = only.reduce((so, child) => tookChild(so, { child, field: 'child.days' }, { days }), reading)
  const away = isAsked(context, 'child.days') ? dayAway(plainly(context.text)) : null
  if (away !== null) return noting(next, awayNoted(away))
  const cut = days.from !== said.from || days.to !== said.to
  return cut ? noting(next, daysClamped(days.from, days.to)) : next
}
