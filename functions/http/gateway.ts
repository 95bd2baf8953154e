import { type Context, Hono } from 'hono'
import { isJson, parseJson, readBody } from './body.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { readMessage } from './message-body.ts'
import { problem, tooLarge } from './problem.ts'
import { say } from './say.ts'
import { isFresh, isSignedBy, signatureHeader, timestampHeader } from './signature.ts'

type GatewayDeps = Pick<HttpDeps, 'converse' | 'gatewaySecret' | 'realNow'>

/**
 * The door of gateways: programs that carry a channel's words and sign them. Cheap refusals come first, so that what is
 * stale or of a wrong kind costs no reading; nothing is parsed before the signature holds.
 */
export const gatewayRoutes = (deps: GatewayDeps): Hono<HttpEnv> =>
  new Hono<HttpEnv>().post('/channels/gateway/messages', async (c) => {
    const timestamp = c.req.header(timestampHeader)
    if (!timestamp || !isFresh(timestamp, deps.realNow())) return unsigned(c)
    if (!isJson(c.req.header('content-type'))) return problem(c, 415, 'send application/json')
    const body = await readBody(c.req.raw)
    if (!body.ok) return tooLarge(c)
    const signed = { method: c.req.method, target: targetOf(c.req.url), timestamp, body: body.value }
    if (!isSignedBy(deps.gatewaySecret, signed, c.req.header(signatureHeader))) return unsigned(c)
    const json = parseJson(body.value)
    if (!json) return problem(c, 400, 'the body is no JSON')
    const message = readMessage(json.value)
    if (!message.ok) return problem(c, 400, 'the message is not of the contract', { errors: message.error })
    return say(c, await deps.converse(message.value))
  })

/** One answer for every wrong signature: which part was wrong is nobody's business. */
const unsigned = (c: Context<HttpEnv>): Response =>
  problem(
    c,
    401,
    `${timestampHeader} and ${signatureHeader} must hold the time (within 5 minutes) and the signature`,
  )

const targetOf = (url: string): string => {
  const { pathname, search } = new URL(url)
  return pathname + search
}
