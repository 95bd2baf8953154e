import { describe, expect, it } from 'vitest'
import { createTickets } from '../../../functions/crypto/index.ts'

const tickets = createTickets(async () => 'a secret of this test')

describe('a ticket', () => {
  it('gives back its parts, and is the same for the same ones', async () => {
    const made = await tickets.make(['family-1', '2027-07-07'])

    expect(await tickets.read(made)).toEqual(['family-1', '2027-07-07'])
    expect(await tickets.make(['family-1', '2027-07-07'])).toBe(made)
    expect(made).toMatch(/^[\w-]+\.[\w-]{43}$/)
  })

  it('with any letter changed is none', async () => {
    const made = await tickets.make(['family-1', '2027-07-07'])

    for (let at = 0; at < made.length; at++) {
      const other = made[at] === 'A' ? 'B' : 'A'
      expect(await tickets.read(made.slice(0, at) + other + made.slice(at + 1)), String(at)).toBeNull()
    }
  })

  it('of another purpose or installation is none', async () => {
    const foreign = createTickets(async () => 'another secret')

    expect(await tickets.read(await foreign.make(['family-1', '2027-07-07']))).toBeNull()
  })

  it.each(['', '.', 'a', 'a.b', '小明', 'x'.repeat(5_000), '../..', `YQ.${'A'.repeat(43)}`])(
    'is not %s',
    async (words) => {
      expect(await tickets.read(words)).toBeNull()
    },
  )
})
