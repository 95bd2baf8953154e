import type { Context } from 'hono'
import type { Conversed } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { problem } from './problem.ts'

/** An answer as it is, or 409 with the time after which the same message may be sent again. */
export const say = (c: Context<HttpEnv>, result: Conversed): Response =>
  result.kind === 'answer'
    ? c.json(result.answer, 200, { 'cache-control': 'no-store' })
    : problem(c, 409, 'the message before it is still being answered; send this one again later', {
        headers: { 'retry-after': String(result.retryAfterSeconds) },
      })
