import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type ContactId, isId } from '../../shared/ids.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'

const cookieName = 'houniao'
const yearSeconds = 365 * 24 * 60 * 60
const secretForm = /^[A-Za-z0-9_-]{43,64}$/

type IdentityDeps = Pick<HttpDeps, 'mode' | 'secureCookies' | 'newContactId'>

/**
 * Who a browser is. The cookie is the secret; the contact id is a hash of it under a prefix of its own. So an id seen in a
 * log or a table opens no conversation, and no cookie can be made to name a contact of another channel.
 */
export const contactOfCookie = (secret: string): ContactId =>
  `web-${createHash('sha256').update(secret).digest('base64url')}`

/** In the demo `?as=li` is the contact `demo-li`; names that are no ids (小明) become a short hash. */
export const contactOfName = (name: string): ContactId => {
  const plain = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name)
  return `demo-${plain ? name : createHash('sha256').update(name).digest('hex').slice(0, 16)}`
}

/** The name in `?as=`, or null where there is none; in production there never is. */
export const demoName = (c: Context<HttpEnv>, deps: Pick<HttpDeps, 'mode'>): string | null =>
  (deps.mode === 'demo' && c.req.query('as')?.slice(0, 40).toWellFormed()) || null

const secretOf = (c: Context<HttpEnv>): string | null => {
  const secret = getCookie(c, cookieName)
  return secret && secretForm.test(secret) ? secret : null
}

/** The contact of a request, or null where the browser brought no cookie of ours. */
export const contactOf = (c: Context<HttpEnv>, deps: Pick<HttpDeps, 'mode'>): ContactId | null => {
  const name = demoName(c, deps)
  if (name) return contactOfName(name)
  const secret = secretOf(c)
  return secret && contactOfCookie(secret)
}

/** The contact of whoever opens the page; a browser without a cookie gets one, and one it has lives a year from now. */
export const meet = (c: Context<HttpEnv>, deps: IdentityDeps): ContactId => {
  const name = demoName(c, deps)
  if (name) return contactOfName(name)
  const secret = secretOf(c) ?? deps.newContactId()
  if (!secretForm.test(secret) || !isId(contactOfCookie(secret)))
    throw new Error('newContactId() must give 43 to 64 letters')
  setCookie(c, cookieName, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: deps.secureCookies,
    maxAge: yearSeconds,
  })
  return contactOfCookie(secret)
}
