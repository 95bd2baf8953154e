import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { HttpEnv } from './env.ts'

/** One mistake of a body: `path` is `lat` or `list.0.id`, empty for the body as a whole. */
export interface Mistake {
  readonly path: string
  readonly detail: string
}

export interface ProblemExtras {
  readonly errors?: readonly Mistake[]
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Problem details as RFC 9457 has them. `type` stays `about:blank` and `title` the status in words, so that clients go by
 * the status; `detail` says what to do and never what is inside.
 */
const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

export const problem = (
  c: Context<HttpEnv>,
  status: ContentfulStatusCode,
  detail: string,
  extras: ProblemExtras = {},
): Response =>
  c.body(
    JSON.stringify({
      type: 'about:blank',
      title: titles[status] ?? 'Error',
      status,
      detail,
      requestId: c.get('requestId'),
      ...(extras.errors ? { errors: extras.errors } : {}),
    }),
    status,
    { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...extras.headers },
  )

/** What was not read still hangs in the line, so the line is not used again. */
export const tooLarge = (c: Context<HttpEnv>): Response =>
  problem(c, 413, 'the body is larger than this door takes (256 KB for a message)', {
    headers: { connection: 'close' },
  })
