import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { ackReasons, ackResults } from '../../shared/contract/outbox.ts'
import { isId } from '../../shared/ids.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { problem } from './problem.ts'
import { signatureHeader } from './signature.ts'
import { type SignedDeps, signedJson } from './signed.ts'

const channel = 'gateway'
const mostLeased = 50
const at = '/channels/gateway'

const token = z.int().min(1)
const leaseId = z.string().refine(isId, 'must be a leaseId as lease gave it')
const instanceSchema = z.strictObject({ instance: z.string().refine(isId, 'must be an id') })
const leaseSchema = z.strictObject({
  token,
  limit: z.int().min(1).max(mostLeased),
  /** Tells apart what is asked for twice in a second: the same signature again gets nothing. */
  nonce: z.string().refine(isId, 'must be an id').optional(),
})
const beginSchema = z.strictObject({ token, leaseId })
const ackSchema = z.strictObject({
  leaseId,
  result: z.enum(ackResults),
  reason: z.enum(ackReasons).optional(),
})

type Deps = SignedDeps & Pick<HttpDeps, 'deliver'>

/** How gateways fetch what the program says by itself, and tell what became of it: docs/gateways.md. */
export const outboxRoutes = (deps: Deps): Hono<HttpEnv> =>
  new Hono<HttpEnv>()
    .post(`${at}/instance`, (c) => renew(c, deps))
    .post(`${at}/outbox/lease`, (c) => lease(c, deps))
    .post(`${at}/outbox/:ref/begin`, (c) => begin(c, deps, c.req.param('ref')))
    .post(`${at}/outbox/:ref/ack`, (c) => ack(c, deps, c.req.param('ref')))

const renew = async (c: Context<HttpEnv>, deps: Deps): Promise<Response> => {
  const body = await signedAs(c, deps, instanceSchema)
  if (!body.ok) return body.error
  const renewed = await deps.deliver.renew(channel, body.value.instance)
  if (renewed === 'taken') return problem(c, 409, 'another instance sends; ask again when its time is over')
  return json(c, { token: renewed.token, until: new Date(renewed.until).toISOString() })
}

const lease = async (c: Context<HttpEnv>, deps: Deps): Promise<Response> => {
  const body = await signedAs(c, deps, leaseSchema)
  if (!body.ok) return body.error
  const messages = await deps.deliver.lease(
    channel,
    body.value.token,
    body.value.limit,
    c.req.header(signatureHeader) ?? '',
  )
  return messages === 'stale' ? stale(c) : json(c, { messages })
}

const begin = async (c: Context<HttpEnv>, deps: Deps, ref: string): Promise<Response> => {
  const body = await signedAs(c, deps, beginSchema)
  if (!body.ok) return body.error
  const done = await deps.deliver.begin(channel, body.value.token, { ref, leaseId: body.value.leaseId })
  if (done === 'stale') return stale(c)
  return done === 'begun' ? json(c, { state: 'sending' }) : notYours(c, done)
}

const ack = async (c: Context<HttpEnv>, deps: Deps, ref: string): Promise<Response> => {
  const body = await signedAs(c, deps, ackSchema)
  if (!body.ok) return body.error
  const { leaseId, ...told } = body.value
  const done = await deps.deliver.ack(channel, { ref, leaseId }, told)
  return done === 'noted' ? json(c, { noted: told.result }) : notYours(c, done)
}

const signedAs = async <T>(
  c: Context<HttpEnv>,
  deps: Deps,
  schema: z.ZodType<T>,
): Promise<Result<T, Response>> => {
  const sent = await signedJson(c, deps)
  if (!sent.ok) return sent
  const read = schema.safeParse(sent.value)
  if (read.success) return ok(read.data)
  const errors = read.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    detail: message,
  }))
  return no(problem(c, 400, 'the body is not of the contract', { errors }))
}

const json = (c: Context<HttpEnv>, body: object): Response =>
  c.json(body, 200, { 'cache-control': 'no-store' })

const stale = (c: Context<HttpEnv>): Response =>
  problem(c, 409, 'the token is not the one that sends (any more): ask for one at /channels/gateway/instance')

const notYours = (c: Context<HttpEnv>, why: 'lost' | 'unknown'): Response =>
  why === 'unknown'
    ? problem(c, 404, 'there is no such message')
    : problem(c, 409, 'the lease is over or another’s: do not send this message')
