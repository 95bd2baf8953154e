import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type ChatClient, createChatClient } from './chat-client.ts'
import { answerLines, replyLines } from './chat-print.ts'
import { pathsOf, readOwn } from './data-folder.ts'
import { runningOn } from './lock.ts'
import { runCommand } from './run-command.ts'
import { stop } from './trouble.ts'

const usage = `npm run chat -- [options]

Chat with a running server as a parent does, line by line; a script on standard input is played to its end.

  --as NAME    who you are (a): each name is a parent of its own, the same as ?as=NAME in a browser
  --url URL    the server (the one that runs on the data folder, else http://127.0.0.1:8787)
  --data DIR   the server's data folder, where a demo keeps its secret (./data); HOUNIAO_GATEWAY_SECRET comes first
  --help       this text`

const readOptions = (argv: readonly string[]) => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      as: { type: 'string', default: 'a' },
      url: { type: 'string' },
      data: { type: 'string', default: './data' },
      help: { type: 'boolean', default: false },
    },
  })
  return values
}

const secretFor = (data: string): string =>
  process.env.HOUNIAO_GATEWAY_SECRET ||
  (readOwn(pathsOf(data).secret) ??
    stop({
      code: 'server',
      line: `No secret found in ${data}: start a server with \`npm start\`, or set HOUNIAO_GATEWAY_SECRET, or give its folder with --data.`,
    }))

const print = (text: string): void => {
  if (text) process.stdout.write(`${text}\n`)
}

const printLater = async (client: ChatClient): Promise<void> => {
  for (const reply of await client.later()) print(replyLines(reply))
}

/** A script has no one who saw the line being typed, so it is shown. */
const playLine = async (client: ChatClient, line: string, echo: boolean): Promise<void> => {
  if (line.trim() === '') return
  if (echo) print(`> ${line}`)
  print(answerLines(await client.send(line)))
}

const lookEveryMs = 4_000

/** Late replies are looked for while nobody is being answered, so that two bubbles never mix. */
const talk = async (client: ChatClient, isTerminal: boolean): Promise<void> => {
  const lines = createInterface({
    input: process.stdin,
    output: isTerminal ? process.stdout : undefined,
    prompt: '> ',
  })
  let busy: Promise<void> = printLater(client)
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    busy = busy.then(work)
    return busy
  }
  const timer = isTerminal
    ? setInterval(() => void inTurn(() => printLater(client)).catch(() => lines.close()), lookEveryMs)
    : null
  if (isTerminal) lines.prompt()
  for await (const line of lines) {
    await inTurn(() => playLine(client, line, !isTerminal))
    if (isTerminal) lines.prompt()
  }
  if (timer) clearInterval(timer)
  await inTurn(() => printLater(client))
}

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2))
  if (options.help) return print(usage)
  const url = options.url ?? runningOn(options.data)?.url ?? 'http://127.0.0.1:8787'
  const isTerminal = process.stdin.isTTY === true
  await talk(createChatClient({ url, secret: secretFor(options.data), as: options.as }), isTerminal)
}

await runCommand(main)
