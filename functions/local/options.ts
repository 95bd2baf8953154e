import { isIP } from 'node:net'
import { parseArgs } from 'node:util'
import { no, ok, type Result } from '../../shared/result.ts'
import { type Instant, readInstant } from '../../shared/time.ts'

/** What `npm start` was asked to do. */
export interface StartOptions {
  readonly port: number
  readonly host: string
  readonly data: string
  /** Where the demo clock is to be set to; null leaves it as it is. */
  readonly now: Instant | null
  /** Programme files to load besides the samples. */
  readonly programmes: readonly string[]
  readonly production: boolean
  /** Addresses of TLS proxies on other machines. */
  readonly proxies: readonly string[]
}

export type Asked = { readonly kind: 'start'; readonly options: StartOptions } | { readonly kind: 'help' }

export const usage = `npm start -- [options]

  --port N             port to serve on (8787; 0 takes a free one)
  --host ADDRESS       address to serve on (127.0.0.1)
  --data DIR           folder that holds everything (./data)
  --now TIME           set the demo clock, such as 2027-07-05T17:59 (+08:00 unless said otherwise)
  --programme FILE     load a programme file (YAML); may be given several times
  --production         no samples, no demo links, no ?as=, no demo clock; secrets from settings:
                         HOUNIAO_GATEWAY_SECRET  at least 32 characters
                         HOUNIAO_KEY_FILE        the master key, outside the data folder, readable by you alone (made if absent)
  --proxy ADDRESS      a TLS proxy on another machine, to be believed who it speaks for; may be given several times
  --help               this text

HOUNIAO_PUBLIC_URL is where other programs find it (https://houniao.example), for addresses of calendars and pictures.
DYNAMODB_ENDPOINT uses a running DynamoDB engine instead of the embedded one.`

const spec = {
  port: { type: 'string', default: '8787' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string', default: './data' },
  now: { type: 'string' },
  programme: { type: 'string', multiple: true, default: [] as string[] },
  production: { type: 'boolean', default: false },
  proxy: { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', default: false },
} as const

/** What node:util says of a wrong command line, as one line: its second sentence, about dashes, helps nobody here. */
export const optionReason = (error: unknown): string =>
  error instanceof Error ? (error.message.split(/\n|\. /)[0] ?? '').replace(/\.$/, '') : String(error)

const parsed = (argv: readonly string[]) => {
  try {
    return ok(parseArgs({ args: [...argv], options: spec, strict: true }).values)
  } catch (error) {
    return no(`${optionReason(error)}. See npm start -- --help.`)
  }
}

const portOf = (text: string): number | null => {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : null
}

/** Reads a command line; the error is one line for the person who typed it. */
export const readStartOptions = (argv: readonly string[]): Result<Asked, string> => {
  const given = parsed(argv)
  if (!given.ok) return given
  const { port, host, data, now, programme, production, proxy, help } = given.value
  if (help) return ok({ kind: 'help' })
  const number = portOf(port)
  if (number === null) return no(`--port is a number from 0 to 65535, not ${port}.`)
  if (host === '' || data === '') return no('--host and --data need a value.')
  const at = now === undefined ? null : readInstant(now)
  if (now !== undefined && at === null) return no(`--now is a time such as 2027-07-05T17:59, not ${now}.`)
  const strange = proxy.find((address) => isIP(address) === 0)
  if (strange !== undefined) return no(`--proxy is an address such as 10.0.0.5, not ${strange}.`)
  if (production && at !== null)
    return no('--now moves a demo clock, which --production does not have: leave one out.')
  return ok({
    kind: 'start',
    options: { port: number, host, data, now: at, programmes: programme, production, proxies: proxy },
  })
}
