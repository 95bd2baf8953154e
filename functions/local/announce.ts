import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as words from '../../bot/wording/desk.ts'
import { classOf } from '../../shared/log.ts'
import type { Programme } from '../../shared/programme.ts'
import { workOff } from '../app/agenda.ts'
import { announceTo } from '../app/announce.ts'
import type { Announcement } from '../app/ports.ts'
import { programmeOf, readTown } from './closure-read.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const spec = {
  to: { type: 'string' },
  section: { type: 'string' },
  programme: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const option = (line: string): never => stop({ code: 'option', line })

/** A class is named by its id with or without the programme's, an organisation as people call it. */
const receivers = (programme: Programme, to?: string, section?: string): Announcement['to'] => {
  if (to !== undefined && section !== undefined) return option(words.toOrSection)
  if (section !== undefined) {
    const id = section.startsWith(`${programme.id}.`) ? section : `${programme.id}.${section}`
    return { kind: 'section', id }
  }
  if (to === undefined) return { kind: 'programme' }
  const found = readTown(programme, to)
  return found.ok ? { kind: 'organisation', id: found.value.id } : option(found.error)
}

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: spec, allowPositionals: true })
  if (values.help) return console.log(words.announceUsage)
  const [said, more] = positionals
  if (said === undefined) return option(words.announceLacks)
  if (more !== undefined) return option(words.announceMore(more))
  await atDesk(resolve(values.data), async ({ store, clock }) => {
    const programme = programmeOf((await store.open('nobody')).catalogue.programmes, values.programme)
    const id = randomUUID()
    const to = receivers(programme, values.to, values.section)
    const done = await announceTo({ store })({ id, programmeId: programme.id, to, words: said })
    if (done === 'words') return option(words.announceLength)
    if (done === 'to' || done === 'programme') return option(words.noSection(values.section ?? ''))
    let trouble: string | null = null
    const failed = (_: unknown, error: unknown) => {
      trouble = classOf(error)
    }
    await workOff({ store, clock, realNow: Date.now, newWorker: randomUUID, failed })
    if (trouble !== null) return console.log(words.toldByServer(trouble))
    const run = await store.read({ kind: 'announcement', programmeId: programme.id, id })
    console.log(words.announced(run?.notices ?? 0))
  })
}

await runCommand(main)
process.exit()
