import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { DeliveryLine } from '../../shared/contract/outbox.ts'
import { listTroubled, type Settled, settleDelivery } from '../app/deliveries.ts'
import { atDesk, type DeskTools } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const usage = `npm run outbox -- [--again REF | --arrived REF] [--data DIR]

Prints the messages that need a person, oldest first, whether the server runs or not: dead letters (failed), and those of
which nobody knows whether they arrived (in_review). Ids only.

  --again REF    sends this one again: a dead letter, or one in review that did not arrive (ask the family first)
  --arrived REF  closes a review: it did arrive
  --data DIR     the data folder (./data)`

const spec = {
  again: { type: 'string' },
  arrived: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const isoOf = (at: number): string => new Date(at).toISOString()

const lineOf = ({ ref, to, familyId, channel, what, at, delivery }: DeliveryLine): string => {
  const { state, reason, attempts, changedAt } = delivery
  const family = familyId === null ? '' : `  family ${familyId}`
  const tried = `${state} ${reason ?? ''} since ${isoOf(changedAt)}, ${attempts} tries`
  return `${isoOf(at)}  ${what}  ${to}${family}  by ${channel}\n  ${tried}\n  ${ref}`
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
  console.log(count === 0 ? 'No message needs a person.' : `${count} to look at.`)
}

const refusals: Record<Exclude<Settled, 'settled'>, string> = {
  unknown: 'There is no such message.',
  not_open: 'There is nothing to settle: it is no dead letter and not in review, or its time is over.',
}

const settle = async (tools: DeskTools, ref: string, verdict: 'again' | 'arrived'): Promise<void> => {
  const done = await settleDelivery(tools)(ref, verdict)
  if (done !== 'settled') return stop({ code: 'option', line: refusals[done] })
  console.log(verdict === 'again' ? 'It is sent again.' : 'Closed.')
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: spec })
  if (values.help) return console.log(usage)
  const { again, arrived } = values
  if (again !== undefined && arrived !== undefined)
    return stop({ code: 'option', line: 'Either --again or --arrived: see --help.' })
  await atDesk(resolve(values.data), (tools) => {
    if (again !== undefined) return settle(tools, again, 'again')
    return arrived === undefined ? printAll(tools) : settle(tools, arrived, 'arrived')
  })
}

await runCommand(main)
process.exit()
