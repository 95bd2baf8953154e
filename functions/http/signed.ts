import type { Context } from 'hono'
import { no, ok, type Result } from '../../shared/result.ts'
import { isJson, parseJson, readBody } from './body.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { problem, tooLarge } from './problem.ts'
import { isFresh, isSignedBy, signatureHeader, timestampHeader } from './signature.ts'

export type SignedDeps = Pick<HttpDeps, 'gatewaySecret' | 'realNow'>

/**
 * The JSON that a gateway signed, or the refusal. Cheap refusals come first, so that what is stale or of a wrong kind costs
 * no reading; nothing is parsed before the signature holds.
 */
export const signedJson = async (
  c: Context<HttpEnv>,
  deps: SignedDeps,
): Promise<Result<unknown, Response>> => {
  const timestamp = c.req.header(timestampHeader)
  if (!timestamp || !isFresh(timestamp, deps.realNow())) return no(unsigned(c))
  if (!isJson(c.req.header('content-type'))) return no(problem(c, 415, 'send application/json'))
  const body = await readBody(c.req.raw)
  if (!body.ok) return no(tooLarge(c))
  const signed = { method: c.req.method, target: targetOf(c.req.url), timestamp, body: body.value }
  if (!isSignedBy(deps.gatewaySecret, signed, c.req.header(signatureHeader))) return no(unsigned(c))
  const json = parseJson(body.value)
  return json ? ok(json.value) : no(problem(c, 400, 'the body is no JSON'))
}

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
