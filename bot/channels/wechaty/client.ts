import { createHash, createHmac } from 'node:crypto'
import type { Message } from '../../../shared/contract/message.ts'
import type { AckReason, AckResult } from '../../../shared/contract/outbox.ts'
import type { Answer } from '../../../shared/contract/reply.ts'
import { type Leased, readAnswer, readLeased, readToken } from './answer.ts'

/** What the client needs from the world; tests give a Hono app's `fetch` and a clock of their own. */
export interface Wire {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds since 1970, real time: the signature holds for five minutes. */
  readonly now: () => number
  readonly delay: (ms: number) => Promise<void>
  /** In [0, 1): jitter. */
  readonly random: () => number
}

export interface Client {
  /**
   * Hands a message over and gives the answer. A busy or failing program is asked again with the same message id, which is
   * answered once whatever happens. Throws `GatewayError` when it refuses or stays away.
   */
  readonly post: (message: Message) => Promise<Answer>
  /** A picture or file of an answer; a path is taken from the program's own address. */
  readonly fetchFile: (url: string) => Promise<Uint8Array>
  /** The right to send by oneself, for half a minute; null while another instance has it. */
  readonly renew: (instance: string) => Promise<{ readonly token: number } | null>
  /** Messages to send now, at most `limit`; null where the token is good no more. */
  readonly lease: (token: number, limit: number) => Promise<readonly Leased[] | null>
  /** Just before the first word is said; false where it may not be said (any more). Asked once: who knows no answer says nothing. */
  readonly begin: (token: number, message: Leased) => Promise<boolean>
  /** What became of it; false where it is not this instance's to tell any more. */
  readonly ack: (message: Leased, told: Told) => Promise<boolean>
}

export interface Told {
  readonly result: AckResult
  readonly reason?: AckReason
}

export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  /** The HTTP status, or null when there was no answer at all. */
  readonly status: number | null
  constructor(what: string, status: number | null, cause?: unknown) {
    super(what, { cause })
    this.status = status
  }
}

const doors = '/channels/gateway'
const attempts = 6
/** First wait, doubled each time, at most `longestWaitMs`; full jitter. */
const firstWaitMs = 500
const longestWaitMs = 20_000
const answerWithinMs = 35_000

/** Hex HMAC-SHA256 of `METHOD\npath?query\ntimestamp\nhex SHA-256 of the body`, timestamp in Unix seconds. */
export const signature = (
  secret: string,
  method: string,
  pathAndQuery: string,
  timestamp: string,
  body: string,
): string =>
  createHmac('sha256', secret)
    .update([method, pathAndQuery, timestamp, createHash('sha256').update(body).digest('hex')].join('\n'))
    .digest('hex')

export const gatewayClient = (base: string, secret: string, wire: Wire): Client => {
  const call = { base, secret, wire }
  const ask = (path: string, body: object, passing: Passing) =>
    attempt({ ...call, path: `${doors}${path}`, body: JSON.stringify(body), passing }, 1)
  return {
    post: async (message) => readAnswer(await (await ask('/messages', message, busy)).json()),
    fetchFile: async (url) => {
      const response = await wire.fetch(new URL(url, base).href, {
        signal: AbortSignal.timeout(answerWithinMs),
      })
      if (!response.ok) throw new GatewayError('a file of an answer could not be fetched', response.status)
      return new Uint8Array(await response.arrayBuffer())
    },
    renew: async (instance) => {
      const given = await ask('/instance', { instance }, never).catch(unless(409))
      return given && readToken(await given.json())
    },
    lease: async (token, limit) => {
      const given = await ask('/outbox/lease', { token, limit, nonce: crypto.randomUUID() }, never).catch(
        unless(409),
      )
      return given && readLeased(await given.json())
    },
    begin: async (token, { ref, leaseId }) =>
      (await ask(`/outbox/${ref}/begin`, { token, leaseId }, never).catch(unless(404, 409))) !== null,
    ack: async ({ ref, leaseId }, told) =>
      (await ask(`/outbox/${ref}/ack`, { leaseId, ...told }, down).catch(unless(404, 409))) !== null,
  }
}

/** A request that is signed anew each time it is sent. */
interface Asked {
  readonly base: string
  readonly secret: string
  readonly wire: Wire
  readonly path: string
  readonly body: string
  readonly passing: Passing
}

/** Which outcomes pass, so that the same may be asked again. */
type Passing = (response: Response | Error) => boolean
const down: Passing = (response) =>
  response instanceof Error || response.status === 429 || response.status >= 500
/** Busy with the same contact (409), too many (429), or down: all pass. A refusal stays one. */
const busy: Passing = (response) =>
  down(response) || (response instanceof Response && response.status === 409)
const never: Passing = () => false

const unless =
  (...statuses: readonly number[]) =>
  (error: unknown): null => {
    if (error instanceof GatewayError && error.status !== null && statuses.includes(error.status)) return null
    throw error
  }

const attempt = async (asked: Asked, count: number): Promise<Response> => {
  const response = await send(asked)
  if (response instanceof Response && response.ok) return response
  if (count >= attempts || !asked.passing(response)) throw failure(response)
  await asked.wire.delay(waitMs(response, count, asked.wire.random()))
  return attempt(asked, count + 1)
}

/** The response, or what went wrong on the way to one. */
const send = async ({ base, secret, wire, path, body }: Asked): Promise<Response | Error> => {
  const timestamp = String(Math.floor(wire.now() / 1_000))
  const headers = {
    'content-type': 'application/json',
    'x-houniao-timestamp': timestamp,
    'x-houniao-signature': signature(secret, 'POST', path, timestamp, body),
  }
  try {
    const signal = AbortSignal.timeout(answerWithinMs)
    return await wire.fetch(new URL(path, base).href, { method: 'POST', headers, body, signal })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** What `Retry-After` says in seconds, else exponential with full jitter. */
const waitMs = (response: Response | Error, count: number, random: number): number => {
  const asked =
    response instanceof Error ? Number.NaN : Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  if (Number.isFinite(asked)) return Math.min(longestWaitMs, asked * 1_000)
  return random * Math.min(longestWaitMs, firstWaitMs * 2 ** (count - 1))
}

const failure = (response: Response | Error): GatewayError => {
  if (response instanceof Error) return new GatewayError('the program does not answer', null, response)
  if (response.status === 401)
    return new GatewayError(
      'the program refuses the signature: check HOUNIAO_GATEWAY_SECRET and the clock',
      401,
    )
  return new GatewayError(`the program answered ${response.status}`, response.status)
}
