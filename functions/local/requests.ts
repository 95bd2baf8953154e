import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { closeOpenRequest, listOpenRequests } from '../app/cases.ts'
import type { Desk, StaffRequest } from '../app/ports.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const usage = `npm run requests -- [--close ID] [--data DIR]

Prints the open requests to staff (人工) with their words, oldest first, whether the server runs or not.

  --close ID   ends the request with this id; nothing of it is kept
  --data DIR   the data folder (./data)`

const spec = {
  close: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

/** Words of a stranger must not steer the terminal: they stay on their line, without control characters. */
const printable = (words: string): string => words.replace(/\p{C}+/gu, ' ')

const lineOf = ({ id, at, contact, familyId, words }: StaffRequest): string =>
  `${new Date(at).toISOString()}  ${id}  ${contact}${familyId === null ? '' : `  family ${familyId}`}\n  ${printable(words)}`

const printAll = async (store: Desk): Promise<void> => {
  const list = listOpenRequests({ store })
  let count = 0
  for (let after: string | null | undefined; after !== null; ) {
    const page = await list(after ?? null)
    for (const request of page.requests) console.log(lineOf(request))
    count += page.requests.length
    after = page.after
  }
  console.log(count === 0 ? 'No open requests.' : `${count} open.`)
}

const close = async (store: Desk, id: string): Promise<void> => {
  const done = await closeOpenRequest({ store })(id)
  if (done === 'gone') return stop({ code: 'option', line: `There is no open request ${id}.` })
  console.log(`Closed ${id}.`)
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: spec })
  if (values.help) return console.log(usage)
  const { close: id } = values
  await atDesk(resolve(values.data), ({ store }) => (id === undefined ? printAll(store) : close(store, id)))
}

await runCommand(main)
process.exit()
