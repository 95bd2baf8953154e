import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as words from '../../bot/wording/desk.ts'
import { classOf } from '../../shared/log.ts'
import type { Programme } from '../../shared/programme.ts'
import { type Day, dayOf } from '../../shared/time.ts'
import { workOff } from '../app/agenda.ts'
import { type ClosureRefusal, closeTown } from '../app/close-town.ts'
import { programmeOf, readDay, readTown } from './closure-read.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const spec = {
  closed: { type: 'boolean', default: false },
  'goes-on': { type: 'boolean', default: false },
  reason: { type: 'string' },
  care: { type: 'string' },
  programme: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const option = (line: string): never => stop({ code: 'option', line })

/** What the officer asked for; each thing that lacks is a line of its own. */
const readCommand = () => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  const [town, day, more] = positionals
  const { reason, closed, 'goes-on': goesOn } = values
  if (values.help) return null
  if (!town) return option(words.closureLacks.town)
  if (!day) return option(words.closureLacks.day)
  if (more) return option(words.closureLacks.more(more))
  if (reason === undefined) return option(words.closureLacks.reason)
  if (closed === goesOn) return option(words.closureLacks.kind)
  return { town, day, reason, goesOn, care: values.care, programme: values.programme, data: values.data }
}

const dayIn = ({ season, first, last }: Programme, said: string, today: Day): Day => {
  const day = readDay(said, season) ?? option(words.notADay(said))
  if (day < today) return option(words.dayPast(day))
  return day < first || day > last ? option(words.dayOutside(day, first, last)) : day
}

/** What is left once town and day were read: words that are empty or too long, or a programme that changed meanwhile. */
const refused = (why: ClosureRefusal, reason: string): string => {
  if (why !== 'words') return words.tryAgain
  return reason.trim() === '' || reason.trim().length > 60 ? words.reasonLength : words.careLength
}

const main = async (): Promise<void> => {
  const asked = readCommand()
  if (!asked) return console.log(words.closureUsage)
  const { reason, goesOn, care } = asked
  await atDesk(resolve(asked.data), async ({ store, clock }) => {
    const programme = programmeOf((await store.open('nobody')).catalogue.programmes, asked.programme)
    const town = readTown(programme, asked.town)
    if (!town.ok) return option(town.error)
    const { id, name } = town.value
    const day = dayIn(programme, asked.day, dayOf(clock.now()))
    const order = { programmeId: programme.id, day, town: id, goesOn, reason, care }
    const done = await closeTown({ store, clock })(order)
    if (!done.ok) return option(refused(done.error, reason))
    if (!done.value.changed) return console.log(words.alreadySo(name, day))
    let trouble: string | null = null
    const failed = (_: unknown, error: unknown) => {
      trouble = classOf(error)
    }
    await workOff({ store, clock, realNow: Date.now, newWorker: randomUUID, failed })
    if (trouble !== null) return console.log(words.toldByServer(trouble))
    const { version } = done.value
    const run = await store.read({
      kind: 'change',
      programmeId: programme.id,
      before: version - 1,
      after: version,
    })
    console.log(words.ordered(name, day, goesOn, run?.notices ?? 0))
  })
}

await runCommand(main)
process.exit()
