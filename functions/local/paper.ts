import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as words from '../../bot/wording/desk.ts'
import { type PaperRefusal, recordPaperConsent } from '../app/paper.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const spec = {
  where: { type: 'string' },
  by: { type: 'string', default: 'office' },
  outings: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const reasons: Readonly<Record<PaperRefusal, string>> = words.paperRefused

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  if (values.help) return console.log(words.paperUsage)
  const [given, more] = positionals
  if (!given || more || !values.where) return stop({ code: 'option', line: words.paperLacks })
  const by = /^\d{8}$/.test(given) ? { code: given } : { familyId: given }
  const { outings } = values
  if (outings !== undefined && outings !== 'yes' && outings !== 'no')
    return stop({ code: 'option', line: words.outingsYesNo })
  const said = outings === undefined ? {} : { outings: outings === 'yes' }
  const paper = { recordedBy: values.by, where: values.where, ...said }
  const done = await atDesk(resolve(values.data), ({ store, clock }) =>
    recordPaperConsent({ store, clock })({ ...by, paper, at: clock.now() }),
  )
  if (!done.ok) return stop({ code: 'option', line: reasons[done.error] })
  const seats = done.value.enrolments.filter(({ state }) => state === 'seat').length
  const waiting = done.value.enrolments.length - seats
  console.log(words.paperRecorded(done.value.familyId, seats, waiting))
}

await runCommand(main)
process.exit()
