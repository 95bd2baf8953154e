import { type Context, Hono } from 'hono'
import { networkOf } from './address.ts'
import type { HttpDeps, PaperDoors } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { createDoorLimiter, type DoorLimiter } from './limiter.ts'
import { problem } from './problem.ts'

/** A phone that opens a chat asks once; a calendar every few hours. More is a stuck program. */
const perMinute = 20

type PaperDeps = Pick<HttpDeps, 'realNow' | 'proxies'> & PaperDoors

/**
 * Pictures and calendars at addresses that nobody can guess and that open without a cookie, since another program fetches
 * them. A wrong address, another's, one that is over and one of an erased family are the same 404.
 */
export const paperRoutes = (deps: PaperDeps): Hono<HttpEnv> => {
  const limiter = createDoorLimiter(perMinute)
  return new Hono<HttpEnv>()
    .get('/cards/:file', (c) => showCard(c, deps, limiter))
    .get('/calendar/:file', (c) => showCalendar(c, deps, limiter))
}

const showCard = async (c: Context<HttpEnv>, deps: PaperDeps, limiter: DoorLimiter): Promise<Response> => {
  const ticket = ticketOf(c, '.png')
  const wait = waitSeconds(c, deps, limiter, ticket)
  if (wait !== null) return tooMany(c, wait)
  const card = await deps.card(ticket)
  if (card === 'gone') return nothing(c)
  if (card === 'failed') return problem(c, 503, 'there is no picture now; the words were sent beside it')
  return c.body(new Uint8Array(card.png), 200, { ...unkept, 'content-type': 'image/png' })
}

const showCalendar = async (
  c: Context<HttpEnv>,
  deps: PaperDeps,
  limiter: DoorLimiter,
): Promise<Response> => {
  const ticket = ticketOf(c, '.ics')
  const wait = waitSeconds(c, deps, limiter, ticket)
  if (wait !== null) return tooMany(c, wait)
  const calendar = await deps.calendar(ticket)
  if (calendar === null) return nothing(c)
  return c.body(calendar, 200, {
    ...unkept,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="houniao.ics"',
  })
}

/** Neither a proxy nor a search engine keeps what only one family may see. */
const unkept = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' } as const

/** '' where it cannot be one: no ticket is empty. */
const ticketOf = (c: Context<HttpEnv>, ending: string): string => {
  const file = c.req.param('file') ?? ''
  return file.endsWith(ending) ? file.slice(0, -ending.length) : ''
}

const nothing = async (c: Context<HttpEnv>): Promise<Response> => {
  c.header('cache-control', unkept['cache-control'])
  return c.notFound()
}

const waitSeconds = (
  c: Context<HttpEnv>,
  deps: PaperDeps,
  limiter: DoorLimiter,
  ticket: string,
): number | null => limiter(ticket.slice(0, 512), networkOf(c, deps.proxies), deps.realNow())

const tooMany = (c: Context<HttpEnv>, seconds: number): Response =>
  problem(c, 429, 'too many requests a minute', { headers: { 'retry-after': String(seconds) } })
