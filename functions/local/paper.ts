import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type PaperRefusal, recordPaperConsent } from '../app/paper.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const usage = `npm run paper -- CODE --where WORDS [--by POST] [--outings yes|no] [--data DIR]

Records that a guardian consented on paper to what a helper entered. CODE is the helper's eight digits, or the family's id.

  --where WORDS  where the paper lies, without anybody's name
  --by POST      the post of who records it, without a name (office)
  --outings W    yes or no: what the paper says of outings, where such were entered
  --data DIR     the data folder (./data)`

const spec = {
  where: { type: 'string' },
  by: { type: 'string', default: 'office' },
  outings: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const reasons: Readonly<Record<PaperRefusal, string>> = {
  unknown: 'No family waits under that code: check the digits. An entry that lapsed is erased, its code too.',
  lapsed: 'That entry is gone: its 48 hours have passed, or it was erased. Enter the family again.',
  confirmed: 'That family is confirmed already.',
  no_paper: 'Say where the paper lies (--where) and the post of who records it (--by).',
  outings:
    'An outing is among it, which needs a consent of its own: say what the paper says, --outings yes or no.',
  busy: 'Somebody else is changing that family: try again.',
}

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  if (values.help) return console.log(usage)
  const [given, more] = positionals
  if (!given || more || !values.where)
    return stop({ code: 'option', line: 'Say which and where: npm run paper -- CODE --where WORDS' })
  const by = /^\d{8}$/.test(given) ? { code: given } : { familyId: given }
  const { outings } = values
  if (outings !== undefined && outings !== 'yes' && outings !== 'no')
    return stop({ code: 'option', line: 'Say --outings yes or --outings no.' })
  const said = outings === undefined ? {} : { outings: outings === 'yes' }
  const paper = { recordedBy: values.by, where: values.where, ...said }
  const done = await atDesk(resolve(values.data), ({ store, clock }) =>
    recordPaperConsent({ store, clock })({ ...by, paper, at: clock.now() }),
  )
  if (!done.ok) return stop({ code: 'option', line: reasons[done.error] })
  const seats = done.value.enrolments.filter(({ state }) => state === 'seat').length
  const waiting = done.value.enrolments.length - seats
  console.log(`Recorded. The family ${done.value.familyId} has ${seats} seats and waits for ${waiting}.`)
}

await runCommand(main)
process.exit()
