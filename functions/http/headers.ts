import { randomBytes } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'

/**
 * What every response says, errors too. Pages load nothing from elsewhere and run only the script whose nonce they name, so
 * that words from a chat can never become code.
 */
export const headers = (deps: Pick<HttpDeps, 'requestId'>) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    c.set('requestId', deps.requestId())
    c.set('nonce', randomBytes(16).toString('base64url'))
    // Before the answer is made, so that it is made with them: opening it again afterwards costs more than the rest of this.
    c.header('x-request-id', c.get('requestId'))
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'same-origin')
    c.header('x-frame-options', 'DENY')
    c.header('content-security-policy', policyOf(c.get('nonce')))
    await next()
  })

const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
