import type { Standing } from '../support/parents/hears.ts'
import type { Verdict } from './judge.ts'
import type { Morning } from './morning.ts'
import { percentile, tenths } from './percentile.ts'
import type { Counted } from './says.ts'
import type { Season } from './season.ts'
import type { Wire } from './wire.ts'

/** The last line of a run. */
export interface Report {
  readonly families: number
  readonly seed: number
  readonly seconds: number
  readonly enrolments: number
  readonly waiting: number
  readonly refusals: Readonly<Record<string, number>>
  readonly offers: Season['tally']['offers']
  readonly messages: number
  readonly messagesPerEnrolment: number
  readonly messagesPerSecond: number
  /** Of one message, real milliseconds. */
  readonly latencyMs: {
    readonly p50: number
    readonly p95: number
    readonly p99: number
    readonly most: number
  }
  /** Of the database, by everything that the program did. */
  readonly requests: number
  readonly requestsPerMessage: number
  readonly units: { readonly read: number; readonly write: number }
  readonly kills: number
  readonly sentAgain: number
  readonly failures: number
  /** Talks that led nowhere. */
  readonly stuck: number
  readonly oversold: number
  readonly lost: number
  readonly duplicates: number
  readonly recount: number
  /** With --morning. */
  readonly morning?: Morning
}

export interface Ran {
  readonly families: number
  readonly seed: number
  readonly seconds: number
  readonly season: Season
  readonly measured: Wire['measured']
  readonly counted: Counted
  readonly kills: number
  readonly verdict: Verdict
  readonly morning: Morning | null
}

/** Every seat or place that anybody was told of, whatever became of it. */
const everTold = ({ parents }: Season, is: readonly Standing[]): number =>
  parents.flatMap(({ notes }) => notes.ever()).filter((entry) => is.includes(entry)).length

export const reportOf = (ran: Ran): Report => {
  const { season, measured, counted, verdict } = ran
  const enrolments = everTold(season, ['seat'])
  return {
    families: ran.families,
    seed: ran.seed,
    seconds: tenths(ran.seconds),
    enrolments,
    waiting: everTold(season, ['waiting']),
    refusals: Object.fromEntries(season.tally.refused),
    offers: season.tally.offers,
    messages: measured.messages,
    messagesPerEnrolment: tenths(measured.messages / Math.max(1, enrolments)),
    messagesPerSecond: tenths(measured.messages / ran.seconds),
    latencyMs: {
      p50: percentile(measured.latencies, 0.5),
      p95: percentile(measured.latencies, 0.95),
      p99: percentile(measured.latencies, 0.99),
      most: percentile(measured.latencies, 1),
    },
    requests: counted.requests,
    requestsPerMessage: tenths(counted.requests / Math.max(1, measured.messages)),
    units: { read: tenths(counted.readUnits), write: tenths(counted.writeUnits) },
    kills: ran.kills,
    sentAgain: measured.again,
    failures: measured.failures,
    stuck: season.tally.stuck.length,
    oversold: verdict.oversold,
    lost: verdict.lost,
    duplicates: verdict.duplicates,
    recount: verdict.recount,
    ...(ran.morning ? { morning: ran.morning } : {}),
  }
}

export const isGood = ({ oversold, lost, duplicates, recount, failures }: Report): boolean =>
  oversold + lost + duplicates + recount + failures === 0

const row = (what: string, value: string | number): string => `${what.padEnd(28)}${value}`

const toldWords = ({ half, last, everything }: Morning['channel']['asTheyCome']): string =>
  `half know their result after ${half} minutes, all after ${last}; everything is said after ${everything}`

const morningRows = ({ preparedBefore, seconds, claimsPerSecond, answered, ...rest }: Morning) => [
  row('prepared before', preparedBefore),
  row(
    'eight o’clock',
    `all answered in ${seconds} s (${claimsPerSecond} a second), half in ${answered.half} s; ${rest.requestsPerClaim} requests a claim`,
  ),
  row('one account', `${rest.channel.messages} messages; ${toldWords(rest.channel.asTheyCome)}`),
  row('… results first', toldWords(rest.channel.resultsFirst)),
]

/** For a person to read. */
export const summaryOf = (report: Report, lines: readonly string[]): string => {
  const { offers, latencyMs } = report
  const refusals = Object.entries(report.refusals).map(([why, count]) => `${why} ${count}`)
  return [
    row('families', report.families),
    row('enrolments', `${report.enrolments} seats, ${report.waiting} places on waiting lists`),
    row('refusals', refusals.join(', ') || 'none'),
    row(
      'offers',
      `${offers.told} told: ${offers.taken} taken, ${offers.declined} declined, ${offers.late} answered late, ${offers.unanswered} never; ${offers.lapsed} lapsed`,
    ),
    row(
      'messages',
      `${report.messages}, ${report.messagesPerEnrolment} an enrolment, ${report.messagesPerSecond} a second`,
    ),
    row(
      'latency',
      `${latencyMs.p50} ms (half), ${latencyMs.p95} ms (95 %), ${latencyMs.p99} ms (99 %), ${latencyMs.most} ms at most`,
    ),
    row(
      'database',
      `${report.requests} requests (${report.requestsPerMessage} a message), ${report.units.read} read and ${report.units.write} write units`,
    ),
    row(
      'crashes',
      `${report.kills}; ${report.sentAgain} messages sent again, ${report.failures} failures besides`,
    ),
    row('talks that led nowhere', report.stuck),
    row(
      'oversold, lost, duplicates',
      `${report.oversold}, ${report.lost}, ${report.duplicates}; recount ${report.recount}`,
    ),
    ...(report.morning ? morningRows(report.morning) : []),
    ...lines.slice(0, 20).map((line) => `  ${line}`),
  ].join('\n')
}
