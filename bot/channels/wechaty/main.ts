/**
 * `npm run gateway`: carries words between WeChat and the program. `-- --demo` needs no WeChat: you type as a parent, and
 * read what the bot says. Otherwise Wechaty reads WECHATY_PUPPET and the puppet's token; see docs/wechaty.md.
 */
import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { FileBox } from 'file-box'
import { type Wechaty, WechatyBuilder } from 'wechaty'
import { type Adapter, type Attached, attach } from './adapter.ts'
import { gatewayClient } from './client.ts'
import { demoStage } from './demo.ts'
import { pace } from './pace.ts'
import { reportLine } from './report.ts'
import { seenIn } from './seen.ts'
import { createSender, keepSending } from './sender.ts'
import { readSettings, type Settings } from './settings.ts'

const main = async (): Promise<void> => {
  const settings = readSettings(process.argv.slice(2), process.env)
  if ('mistakes' in settings) return giveUp(settings.mistakes)
  await (settings.demo ? runDemo(settings) : runReal(settings))
}

const giveUp = (mistakes: readonly string[]): void => {
  for (const mistake of mistakes) console.error(mistake)
  process.exitCode = 1
}

const beat = {
  now: () => Date.now(),
  delay: async (ms: number) => void (await delay(ms)),
  random: () => Math.random(),
}

const adapterOf = async (settings: Settings): Promise<Adapter> => ({
  client: gatewayClient(settings.base, settings.secret, {
    ...beat,
    fetch: (url, init) => fetch(url, init),
  }),
  pace: pace(beat, settings.manners),
  publicUrl: settings.publicUrl,
  seen: await seenIn(settings.demo ? null : join(settings.folder, 'answered')),
  report: (what, error) =>
    console.error(
      reportLine(what, error, process.env.HOUNIAO_DEBUG !== undefined && process.env.HOUNIAO_DEBUG !== ''),
    ),
})

const lookEveryMs = 3_000

interface Connected extends Attached {
  /** Resolves when the handful in work is sent; no other is begun. */
  readonly endSending: () => Promise<void>
}

/** What the program begins itself is looked for every few seconds, beside the answers. */
const connect = async (bot: Wechaty, settings: Settings): Promise<Connected> => {
  const adapter = await adapterOf(settings)
  const attached = attach(bot, adapter)
  const ending = new AbortController()
  const { signal } = ending
  const wait = async (idle: boolean) => {
    if (idle) await delay(lookEveryMs, undefined, { signal }).catch(() => undefined)
    return signal.aborted ? 'over' : 'on'
  }
  const sender = createSender(bot, adapter, randomUUID(), () => performance.now())
  let sending = Promise.resolve()
  bot.once('login', () => {
    sending = keepSending(sender, wait, adapter.report)
  })
  return {
    ...attached,
    endSending: () => {
      ending.abort()
      return sending
    },
  }
}

const runDemo = async (settings: Settings): Promise<void> => {
  const stage = demoStage((line) => console.log(line.replace(/^/gm, '  ')))
  const connected = await connect(stage.bot, settings)
  await stage.start()
  console.log(
    `A WeChat of paper, connected with ${settings.base}. Type as a parent would, such as 报名. Ctrl-D ends.`,
  )
  for await (const line of createInterface({ input: process.stdin }))
    if (line.trim() !== '') await stage.type(line)
  await connected.settled()
  await connected.endSending()
  await stage.stop()
}

const runReal = async (settings: Settings): Promise<void> => {
  const { folder } = settings
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const bot = WechatyBuilder.build({ name: join(folder, 'session') })
  const connected = await connect(bot, settings)
  bot.on('scan', (code) => bot.wrapAsync(showLogin(code, join(folder, 'login.png'))))
  bot.on('login', () => console.log('Logged in. Run one gateway for an account, never two.'))
  bot.on('logout', () => console.log('Logged out: scan again.'))
  const end = async () => {
    await connected.endSending()
    await bot.stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => bot.wrapAsync(end()))
  await bot.start()
}

/** The code is a way into the account: it is drawn here, and shown to no website. */
const showLogin = async (code: string, file: string): Promise<void> => {
  await FileBox.fromQRCode(code).toFile(file, true)
  console.log(`Scan the picture ${file} with the bot's WeChat.`)
}

await main()
