import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { workOff } from '../app/agenda.ts'
import { type ClosureRefusal, closeTown } from '../app/close-town.ts'
import { atDesk } from './desk.ts'
import { classOf } from './log.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const usage = `npm run closure -- TOWN DAY --reason WORDS (--closed | --goes-on) [--care WHERE] [--programme ID] [--data DIR]

Closes all lessons of a town (or of any organisation, with all below it) on a day, or says that they take place. Families
hear at once; nothing personal is printed. Said again it changes nothing; the other way round it takes its place.

  TOWN           the organisation's id in the programme
  DAY            2027-07-08
  --closed       停课
  --goes-on      照常
  --reason WORDS as parents read it: 台风红色预警
  --care WHERE   where there is emergency care: the id of a site, or words
  --programme ID which programme, where several are published
  --data DIR     the data folder (./data)`

const spec = {
  closed: { type: 'boolean', default: false },
  'goes-on': { type: 'boolean', default: false },
  reason: { type: 'string' },
  care: { type: 'string' },
  programme: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const reasons: Readonly<Record<ClosureRefusal, string>> = {
  programme: 'No such programme is published here.',
  town: 'The programme has no organisation of that id.',
  day: 'That day is past, or not in the season.',
  words:
    'The reason and the place of care are words: not empty, the reason at most 60, the place at most 300 characters.',
}

const option = (line: string): never => stop({ code: 'option', line })

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  if (values.help) return console.log(usage)
  const [town, day, more] = positionals
  const { reason, closed, 'goes-on': goesOn, care } = values
  if (!town || !day || more || !reason || closed === goesOn)
    return option('Say town, day, reason, and one of --closed and --goes-on. See --help.')
  await atDesk(resolve(values.data), async ({ store, clock }) => {
    const { programmes } = (await store.open('nobody')).catalogue
    const [only, other] = [...programmes.keys()]
    const programmeId = values.programme ?? (other ? undefined : only)
    if (programmeId === undefined) return option('Say which programme (--programme).')
    const done = await closeTown({ store, clock })({ programmeId, day, town, goesOn, reason, care })
    if (!done.ok) return option(reasons[done.error])
    const { version, changed } = done.value
    if (!changed) return console.log('It stands so already.')
    const failed = (_: unknown, error: unknown) =>
      console.log(`Families are told by the server: ${classOf(error)} here.`)
    await workOff({ store, clock, realNow: Date.now, newWorker: randomUUID, failed })
    console.log(`Published as version ${version}; the families' messages are written.`)
  })
}

await runCommand(main)
process.exit()
