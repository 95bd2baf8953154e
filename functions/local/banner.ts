import { dayOf, timeOf } from '../../shared/time.ts'
import type { Program } from './program.ts'

/** What a newcomer may type; they are read by the bot, not by people. */
const toTry = ['我家娃小明今年8岁在白岩村想报篮球跟画画', '要钱吗', '我的报名'] as const

const programmeLine = ({ programme, version, changed }: Program['programmes'][number]): string =>
  `  ${programme.name} (${programme.id}, ${programme.sections.length} sections, version ${version}${changed ? ', new' : ''})`

const timeLine = (program: Program, realNow: number): readonly string[] => {
  const now = program.clock.now()
  const shown = `${dayOf(now)} ${timeOf(now)} (+08:00)`
  if (program.keptTime !== null)
    return [`The clock never runs back: it goes on at ${shown}, later than --now.`]
  return Math.abs(now - realNow) < 1_000 ? [] : [`The demo clock says ${shown}.`]
}

const demoLines = ({ url, gatewaySecret }: Program): readonly string[] => [
  '',
  'Addresses',
  `  ${url}/            the chat, as a parent sees it`,
  `  ${url}/?as=li      another parent`,
  `  ${url}/demo/clock  the demo clock; POST {"addMinutes": 60} moves it on`,
  `  ${url}/channels/gateway/messages  for gateways, signed with`,
  `  ${gatewaySecret}`,
  '',
  'Three things to try, there or with `npm run chat`',
  ...toTry.map((line) => `  ${line}`),
]

const productionLines = ({ url }: Program): readonly string[] => [
  '',
  'Addresses',
  `  ${url}/  the chat; put a TLS proxy before it`,
  `  ${url}/channels/gateway/messages  for gateways, signed with HOUNIAO_GATEWAY_SECRET`,
]

/** What a person reads when the program is ready. */
export const banner = (program: Program, folder: string, tookMs: number, realNow: number): string => {
  const orphans = program.orphans.map(
    (pid) => `Ended an engine that a killed server had left behind (process ${pid}).`,
  )
  return [
    ...orphans,
    `Houniao (${program.mode}) runs at ${program.url}, ready in ${(tookMs / 1000).toFixed(1)} s.`,
    `Engine ${program.engine.endpoint}, data in ${folder}.`,
    ...timeLine(program, realNow),
    ...(program.programmes.length > 0 ? ['', 'Programmes', ...program.programmes.map(programmeLine)] : []),
    ...(program.mode === 'demo' ? demoLines(program) : productionLines(program)),
    '',
    'Ctrl-C ends it; everything is kept.',
  ].join('\n')
}
