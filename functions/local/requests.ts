import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as words from '../../bot/wording/desk.ts'
import { dayOf, timeOf } from '../../shared/time.ts'
import {
  answerOpenRequest,
  type CasesDeps,
  closeOpenRequest,
  listOpenRequests,
  type OpenRequest,
} from '../app/cases.ts'
import { atDesk } from './desk.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const spec = {
  close: { type: 'string' },
  answer: { type: 'string' },
  words: { type: 'string' },
  data: { type: 'string', default: './data' },
  help: { type: 'boolean', default: false },
} as const

/** Words of a stranger must not steer the terminal: they stay on their line, without control characters. */
const printable = (said: string): string => said.replace(/\p{C}+/gu, ' ')

const whoOf = ({ caller, contact }: OpenRequest): string =>
  printable(caller ? words.callerWords(caller) : `${words.unknownCaller}（${contact}）`)

const lineOf = (request: OpenRequest): string =>
  [
    words.requestHead(dayOf(request.at), timeOf(request.at), whoOf(request)),
    `  ${printable(request.words)}`,
    `  ${words.howToClose(request.id)}`,
  ].join('\n')

const printAll = async (deps: CasesDeps): Promise<void> => {
  const list = listOpenRequests(deps)
  let count = 0
  for (let after: string | null | undefined; after !== null; ) {
    const page = await list(after ?? null)
    for (const request of page.requests) console.log(lineOf(request))
    count += page.requests.length
    after = page.after
  }
  console.log(words.openRequests(count))
}

const close = async (store: Pick<CasesDeps['store'], 'closeRequest'>, id: string): Promise<void> => {
  const done = await closeOpenRequest({ store })(id)
  if (done === 'gone') return stop({ code: 'option', line: words.noRequest(id) })
  console.log(words.requestClosed(id))
}

const answer = async (
  store: Pick<CasesDeps['store'], 'answerRequest'>,
  id: string,
  said: string | undefined,
): Promise<void> => {
  const done = await answerOpenRequest({ store })(id, said ?? '')
  if (done === 'words') return stop({ code: 'option', line: words.answerLength })
  if (done === 'gone') return stop({ code: 'option', line: words.noRequest(id) })
  console.log(words.requestAnswered(id))
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: spec })
  if (values.help) return console.log(words.requestsUsage)
  const { close: closing, answer: answering } = values
  if (closing !== undefined && answering !== undefined)
    return stop({ code: 'option', line: words.closeOrAnswer })
  await atDesk(resolve(values.data), (tools) => {
    if (answering !== undefined) return answer(tools.store, answering, values.words)
    return closing === undefined ? printAll(tools) : close(tools.store, closing)
  })
}

await runCommand(main)
process.exit()
