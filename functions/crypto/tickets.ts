import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Tickets } from '../app/ports.ts'

/** `<words>.<HMAC-SHA256>`, both base64url: at most some 200 letters for two ids. */
const form = /^([A-Za-z0-9_-]{1,400})\.([A-Za-z0-9_-]{43})$/

/**
 * Tickets under a secret of their purpose, so that one of another purpose or installation is none. Parts hold ids and days,
 * which any holder can read, and no line feed.
 */
export const createTickets = (secret: () => Promise<string>): Tickets => {
  const macOf = async (words: string): Promise<Buffer> =>
    createHmac('sha256', await secret())
      .update(words)
      .digest()
  return {
    make: async (parts) => {
      const words = Buffer.from(parts.join('\n')).toString('base64url')
      return `${words}.${(await macOf(words)).toString('base64url')}`
    },
    read: async (ticket) => {
      const [, words = '', mac = ''] = form.exec(ticket) ?? []
      const given = Buffer.from(mac, 'base64url')
      // A last letter has spare bits: only the one spelling that was given out counts.
      if (given.length !== 32 || given.toString('base64url') !== mac) return null
      if (!timingSafeEqual(given, await macOf(words))) return null
      return Buffer.from(words, 'base64url').toString('utf8').split('\n')
    },
  }
}
