import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as words from '../../bot/wording/desk.ts'
import { finishTurn } from '../app/converse.ts'
import { recountAll } from '../app/recount.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'

const spec = {
  repair: { type: 'boolean', default: false },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

/** After every turn's end: with no server at work, whatever is open was cut short. */
const everAfter = Number.MAX_SAFE_INTEGER / 1_000

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: spec })
  if (values.help) return console.log(words.recountUsage)
  await atDesk(resolve(values.data), async ({ store, clock, alone, turns }) => {
    const deps = turns()
    const openUntil = alone ? everAfter : clock.now()
    let count = 0
    for await (const difference of recountAll(
      { store, openUntil, finish: (contact) => finishTurn(deps, contact) },
      values.repair,
    )) {
      count++
      console.log(words.differenceWords(difference))
    }
    console.log(words.recounted(count, values.repair))
    if (count > 0) process.exitCode = 1
  })
}

await runCommand(main)
process.exit()
