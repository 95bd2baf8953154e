import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { type ContactId, isId } from '../../shared/ids.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'

const cookieName = 'houniao'
const yearSeconds = 365 * 24 * 60 * 60
const randomForm = /^[A-Za-z0-9_-]{43,64}$/

type ReadDeps = Pick<HttpDeps, 'mode' | 'cookieSecret'>
type MeetDeps = ReadDeps & Pick<HttpDeps, 'secureCookies' | 'newContactId'>

/** In the demo `?as=li` is the contact `demo-li`; names that are no ids (小明) become a short hash. */
export const contactOfName = (name: string): ContactId => {
  const plain = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name)
  return `demo-${plain ? name : createHash('sha256').update(name).digest('hex').slice(0, 16)}`
}

/** The name in `?as=`, or null where there is none; in production there never is. */
export const demoName = (c: Context<HttpEnv>, deps: Pick<HttpDeps, 'mode'>): string | null =>
  (deps.mode === 'demo' && c.req.query('as')?.slice(0, 40).toWellFormed()) || null

/**
 * Who a browser is: the contact that its cookie names, under our signature. Nobody chooses a contact, and an id seen in a
 * log or a table opens no conversation. Null where the browser brought no cookie of ours.
 */
export const contactOf = async (c: Context<HttpEnv>, deps: ReadDeps): Promise<ContactId | null> => {
  const name = demoName(c, deps)
  if (name) return contactOfName(name)
  return (await getSignedCookie(c, await deps.cookieSecret(), cookieName)) || null
}

/** A prefix of its own, so that no browser is ever a contact of another channel. */
const newContact = (deps: MeetDeps): ContactId => {
  const random = deps.newContactId()
  const contact = `web-${random}`
  if (!randomForm.test(random) || !isId(contact)) throw new Error('newContactId() must give 43 to 64 letters')
  return contact
}

/** The contact of whoever opens the page; a browser without a cookie gets one, and one it has lives a year from now. */
export const meet = async (c: Context<HttpEnv>, deps: MeetDeps): Promise<ContactId> => {
  const contact = (await contactOf(c, deps)) ?? newContact(deps)
  if (demoName(c, deps)) return contact
  await setSignedCookie(c, cookieName, contact, await deps.cookieSecret(), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: deps.secureCookies,
    maxAge: yearSeconds,
  })
  return contact
}
