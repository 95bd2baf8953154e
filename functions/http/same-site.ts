import { createMiddleware } from 'hono/factory'
import type { HttpEnv } from './env.ts'
import { problem } from './problem.ts'

/**
 * Refuses writes that another site makes a browser send. Browsers say where a request comes from and pages cannot forge it;
 * a program that says nothing has no cookie to be misused. Only hosts are compared: behind a TLS proxy the scheme differs.
 */
export const sameSiteOnly = createMiddleware<HttpEnv>(async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const site = c.req.header('sec-fetch-site')
  const own = site ? site === 'same-origin' : isOwnHost(c.req.header('origin'), c.req.url)
  return own ? next() : problem(c, 403, 'another site may not send this')
})

const isOwnHost = (origin: string | undefined, url: string): boolean => {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host
}
