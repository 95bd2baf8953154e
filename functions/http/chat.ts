import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { networkOf } from './address.ts'
import { isJson, parseJson, readBody } from './body.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { contactOf, demoName, meet } from './identity.ts'
import { createDoorLimiter, type DoorLimiter } from './limiter.ts'
import { readChatMessage } from './message-body.ts'
import { chatPage } from './pages/chat.tsx'
import { problem, tooLarge } from './problem.ts'
import { sameSiteOnly } from './same-site.ts'
import { say } from './say.ts'

/** The program's time with every answer, in milliseconds since 1970: a page dates its bubbles by it. */
const nowHeader = 'x-houniao-now'
const cursorForm = /^[\x21-\x7e]{0,200}$/
const pollsPerMinute = 60
/** Whoever cannot be told apart counts as one: where a proxy tells no addresses, codes are still not to be tried at will. */
const unknownNetwork = 'unknown'

/** The web chat: a page, and the same two calls that it makes. A browser's contact comes from its cookie alone. */
export const chatRoutes = (deps: HttpDeps): Hono<HttpEnv> => {
  const sends = createDoorLimiter(deps.chatPerMinute ?? 60)
  const polls = createDoorLimiter(pollsPerMinute * Math.max(1, 4 / pollSecondsOf(deps)))
  return new Hono<HttpEnv>()
    .get('/', compress(), (c) => showPage(c, deps))
    .use('/chat/*', sameSiteOnly)
    .post('/chat/messages', (c) => takeMessage(c, deps, sends))
    .get('/chat/messages', (c) => giveLater(c, deps, polls))
}

const pollSecondsOf = (deps: HttpDeps): number => deps.pollSeconds ?? 4

const showPage = async (c: Context<HttpEnv>, deps: HttpDeps): Promise<Response> => {
  const programmes = [...(await deps.catalogue()).programmes.values()]
  c.header('cache-control', 'no-store')
  return c.html(
    chatPage({
      nonce: c.get('nonce'),
      contact: await meet(c, deps),
      programmes: programmes.map(({ id, name }) => ({ id, name })),
      now: deps.clock.now(),
      pollSeconds: pollSecondsOf(deps),
      demo: deps.mode === 'demo' ? { as: demoName(c, deps), clock: deps.clock.advance !== undefined } : null,
    }),
  )
}

const takeMessage = async (c: Context<HttpEnv>, deps: HttpDeps, limiter: DoorLimiter): Promise<Response> => {
  const contact = await contactOf(c, deps)
  if (!contact) return stranger(c)
  if (!isJson(c.req.header('content-type'))) return problem(c, 415, 'send application/json')
  const network = networkOf(c, deps.proxies)
  const waitSeconds = limiter(contact, network, deps.realNow())
  if (waitSeconds !== null) return tooMany(c, waitSeconds)
  const body = await readBody(c.req.raw)
  if (!body.ok) return tooLarge(c)
  const json = parseJson(body.value)
  if (!json) return problem(c, 400, 'the body is no JSON')
  const message = readChatMessage(json.value, contact, new Date(deps.realNow()).toISOString())
  if (!message.ok) return problem(c, 400, 'the message is not of the contract', { errors: message.error })
  const result = await deps.converse(message.value, network ?? unknownNetwork)
  c.header(nowHeader, String(deps.clock.now()))
  return say(c, result)
}

const giveLater = async (c: Context<HttpEnv>, deps: HttpDeps, limiter: DoorLimiter): Promise<Response> => {
  const contact = await contactOf(c, deps)
  if (!contact) return stranger(c)
  const after = c.req.query('after') ?? ''
  if (!cursorForm.test(after)) return problem(c, 400, 'after must be what the last answer gave')
  const waitSeconds = limiter(contact, networkOf(c, deps.proxies), deps.realNow())
  if (waitSeconds !== null) return tooMany(c, waitSeconds)
  c.header(nowHeader, String(deps.clock.now()))
  return c.json(await deps.later(contact, after), 200, { 'cache-control': 'no-store' })
}

const stranger = (c: Context<HttpEnv>): Response =>
  problem(c, 401, 'open the chat page first: it sets the cookie')

const tooMany = (c: Context<HttpEnv>, seconds: number): Response =>
  problem(c, 429, 'too many messages a minute', { headers: { 'retry-after': String(seconds) } })
