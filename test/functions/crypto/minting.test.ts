import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minting } from '../../../functions/crypto/index.ts'
import { isId } from '../../../shared/ids.ts'

const mint = minting('a secret of this installation')

describe('minting', () => {
  it('gives the same id and code again, and others for another turn, number or secret', () => {
    expect(mint.id('turn', 1)).toBe(minting('a secret of this installation').id('turn', 1))
    const others = [
      mint.id('turn', 2),
      mint.id('turn-', 1),
      minting('other').id('turn', 1),
      mint.turnId('turn', '1', '0'),
    ]
    expect(new Set([mint.id('turn', 1), ...others]).size).toBe(5)
    expect(mint.code('turn', 1)).not.toBe(mint.code('turn', 2))
  })

  it('makes ids of 22 characters that may stand in a key, and codes of 8 digits, whatever a turn is called', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (turn, n) => {
        expect(mint.id(turn, n)).toHaveLength(22)
        expect(isId(mint.id(turn, n))).toBe(true)
        expect(isId(mint.turnId(turn, String(n), '0'))).toBe(true)
        expect(mint.code(turn, n)).toMatch(/^\d{8}$/)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps a contact, a message and each time it is taken up apart', () => {
    expect(mint.turnId('a', 'bc', '0')).not.toBe(mint.turnId('ab', 'c', '0'))
    expect(mint.turnId('a', 'b', '0')).not.toBe(mint.turnId('a', 'b', '1'))
  })
})
