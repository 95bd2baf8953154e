import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as words from '../../bot/wording/desk.ts'
import type { DeliveryLine } from '../../shared/contract/outbox.ts'
import { dayOf, type Instant, timeOf } from '../../shared/time.ts'
import { listOfFamily, listTroubled, type Settled, settleDelivery } from '../app/deliveries.ts'
import { atDesk, type DeskTools } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const spec = {
  again: { type: 'string' },
  arrived: { type: 'string' },
  family: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

/** China time: 2027-07-05 18:01. */
const momentOf = (at: Instant): string => `${dayOf(at)} ${timeOf(at)}`

const lineOf = ({ ref, to, familyId, channel, what, at, delivery }: DeliveryLine): string => {
  const { state, reason, attempts, changedAt } = delivery
  const family = familyId === null ? '' : `  family ${familyId}`
  const tried = words.deliveryWords(state, reason ?? null, momentOf(changedAt), attempts)
  return `${momentOf(at)}  ${what}  ${to}${family}  by ${channel}\n  ${tried}\n  ${ref}`
}

const printAll = async (tools: DeskTools): Promise<void> => {
  const list = listTroubled(tools)
  let count = 0
  for (let after: string | null | undefined; after !== null; ) {
    const page = await list(after ?? null)
    for (const line of page.lines) console.log(lineOf(line))
    count += page.lines.length
    after = page.after
  }
  console.log(words.troubledMessages(count))
}

const printOf = async (tools: DeskTools, family: string): Promise<void> => {
  const lines = await listOfFamily(tools)(family)
  for (const line of lines ?? []) console.log(lineOf(line))
  console.log(lines ? words.messagesOf(lines.length) : words.noFamily)
}

/** After a restore: whoever says so knows that nothing went out since the backup. */
const sendRestored = async (tools: DeskTools): Promise<void> => {
  const list = listTroubled(tools)
  const refs: string[] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page = await list(after ?? null)
    refs.push(...page.lines.filter(({ delivery }) => delivery.reason === 'restored').map(({ ref }) => ref))
    after = page.after
  }
  let sent = 0
  for (const ref of refs) if ((await settleDelivery(tools)(ref, 'again')) === 'settled') sent++
  console.log(words.restoredAgain(sent))
}

const refusals: Record<Exclude<Settled, 'settled'>, string> = {
  unknown: words.noMessage,
  not_open: words.nothingToSettle,
}

const settle = async (tools: DeskTools, ref: string, verdict: 'again' | 'arrived'): Promise<void> => {
  const done = await settleDelivery(tools)(ref, verdict)
  if (done !== 'settled') return stop({ code: 'option', line: refusals[done] })
  console.log(verdict === 'again' ? words.sentAgain : words.settled)
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: spec })
  if (values.help) return console.log(words.outboxUsage)
  const { again, arrived } = values
  if (again !== undefined && arrived !== undefined) return stop({ code: 'option', line: words.eitherWay })
  const { family } = values
  await atDesk(resolve(values.data), (tools) => {
    if (family !== undefined) return printOf(tools, family)
    if (again === 'restored') return sendRestored(tools)
    if (again !== undefined) return settle(tools, again, 'again')
    return arrived === undefined ? printAll(tools) : settle(tools, arrived, 'arrived')
  })
}

await runCommand(main)
process.exit()
