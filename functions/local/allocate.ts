import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as words from '../../bot/wording/allocation.ts'
import {
  allocate,
  type Draw,
  drawSchema,
  markOf,
  registrationOf,
  type Table,
} from '../../shared/allocation.ts'
import { allocateProgramme, type Drawn } from '../app/allocate.ts'
import { type CarryOutRefusal, carryOutDraw, mayCarryOut } from '../app/carry-out.ts'
import { reasonOf } from './data-folder.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const spec = {
  programme: { type: 'string' },
  seed: { type: 'string' },
  file: { type: 'string' },
  save: { type: 'string' },
  'carry-out': { type: 'boolean', default: false },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

const option = (line: string): never => stop({ code: 'option', line })

/** What somebody else drew from, as `--save` wrote it. */
const readDraw = (file: string): Draw => {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return stop({ code: 'file', file, reason: `cannot be read (${reasonOf(error)})` })
  }
  const read = drawSchema.safeParse(parsed(text))
  return read.success ? read.data : stop({ code: 'file', file, reason: words.noDraw })
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const fromFile = (file: string, programme: string | undefined, seed: string | undefined): Drawn => {
  const draw = readDraw(file)
  if (programme !== undefined && programme !== draw.programmeId)
    return option(words.otherProgramme(draw.programmeId))
  if (seed === undefined) return option(words.drawRefused([]).seed)
  return { draw, table: allocate(draw, seed), published: seed }
}

const fromTable = (data: string, programmeId: string, seed: string | null): Promise<Drawn> =>
  atDesk(data, async ({ store }) => {
    const drawn = await allocateProgramme({ store })(programmeId, seed)
    if (drawn.ok) return drawn.value
    const { programmes } = (await store.open('nobody')).catalogue
    return option(words.drawRefused([...programmes.keys()])[drawn.error])
  })

const reasonsIn = ({ rows }: Table): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { reason } of rows.flatMap(({ refused }) => refused))
    counts[reason.code] = (counts[reason.code] ?? 0) + 1
  return counts
}

const sumUp = ({ table, draw }: Drawn) => ({
  programme: table.programmeId,
  seed: table.seed,
  children: table.rows.length,
  wishes: draw.applicants.reduce((sum, { wishes }) => sum + wishes.length, 0),
  accepted: table.rows.reduce((sum, { accepted }) => sum + accepted.length, 0),
  refused: reasonsIn(table),
  waiting: table.waiting.reduce((sum, { childIds }) => sum + childIds.length, 0),
  happiness: table.happiness,
  blocking: table.blocking,
  table: markOf(table),
})

const tellRows = (table: Table): void => {
  for (const row of table.rows) console.log(words.rowWords(row, registrationOf(row.childId)))
  for (const each of table.waiting) console.log(words.waitingWords(each))
  console.log(words.blockingWords(table.blocking.length))
}

const tell = (drawn: Drawn): void => {
  const { table, published } = drawn
  tellRows(table)
  if (table.seed !== published) console.log(words.notPublished(published))
  console.log(JSON.stringify(sumUp(drawn)))
}

const mayNot = (refusal: CarryOutRefusal): never => {
  if (refusal.code === 'early') return option(words.carriedEarly(refusal.closesAt))
  return option(
    refusal.code === 'seed' ? words.carriedOther(refusal.published) : words.drawRefused([])[refusal.code],
  )
}

/** The table is printed and what will be done is said before anything is done. */
const carryOut = (data: string, programmeId: string, seed: string): Promise<void> =>
  atDesk(data, async ({ store, clock }) => {
    const { catalogue } = await store.open('nobody')
    const may = mayCarryOut(catalogue.programmes.get(programmeId), seed, clock.now())
    if (!may.ok) return mayNot(may.error)
    const drawn = await allocateProgramme({ store })(programmeId, seed)
    if (!drawn.ok) return option(words.drawRefused([])[drawn.error])
    const { table } = drawn.value
    tellRows(table)
    console.log(words.willCarryOut(sumUp(drawn.value)))
    const deps = { store, clock, realNow: Date.now, newWorker: randomUUID }
    const done = await carryOutDraw(deps)(programmeId, seed)
    if (!done.ok) return mayNot(done.error)
    console.log(done.value === 'done' ? words.carriedOut : words.carriedElsewhere)
    console.log(JSON.stringify(sumUp(drawn.value)))
  })

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: spec })
  if (values.help) return console.log(words.allocateUsage)
  const { programme, seed, file, save, data } = values
  if (file === undefined && programme === undefined) return option(words.whatToDraw)
  if (values['carry-out']) {
    if (programme === undefined || seed === undefined || file !== undefined)
      return option(words.whatToCarryOut)
    return carryOut(resolve(data), programme, seed)
  }
  const drawn =
    file === undefined
      ? await fromTable(resolve(data), programme ?? '', seed ?? null)
      : fromFile(resolve(file), programme, seed)
  if (save !== undefined) writeFileSync(resolve(save), `${JSON.stringify(drawn.draw)}\n`)
  tell(drawn)
}

await runCommand(main)
process.exit()
