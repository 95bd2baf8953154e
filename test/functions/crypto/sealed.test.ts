import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SealError, seal, unseal } from '../../../functions/crypto/sealed.ts'

const key = Buffer.alloc(32, 1)
const words = Buffer.from('王小雨 13800001234')

describe('a sealed field', () => {
  it('opens to what was sealed, short or long', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_000 }), fc.string(), (bytes, place) => {
        expect(Buffer.from(unseal(key, place, seal(key, place, bytes)))).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 50 },
    )
  })

  it('shows nothing of it and is never the same twice', () => {
    const [first, second] = [seal(key, 'p', words), seal(key, 'p', words)]
    expect(Buffer.from(first).includes(words)).toBe(false)
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false)
  })

  it('opens under no other key and in no other place', () => {
    const blob = seal(key, 'FAMILY#a', words)
    expect(() => unseal(Buffer.alloc(32, 2), 'FAMILY#a', blob)).toThrow(new SealError('seal.tampered'))
    expect(() => unseal(key, 'FAMILY#b', blob)).toThrow(new SealError('seal.tampered'))
  })

  it('notices every single byte that was changed', () => {
    const blob = seal(key, 'p', words)
    for (let at = 0; at < blob.length; at++) {
      const changed = Buffer.from(blob)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => unseal(key, 'p', changed)).toThrow(SealError)
    }
  })

  it('refuses a format that it does not know, and what is too short to be one', () => {
    expect(() => unseal(key, 'p', Buffer.of(9, 1, 2))).toThrow(new SealError('seal.format'))
    expect(() => unseal(key, 'p', Buffer.of(1, 1, 2))).toThrow(new SealError('seal.format'))
    expect(() => unseal(key, 'p', Buffer.alloc(0))).toThrow(new SealError('seal.format'))
  })

  it('makes long text smaller than it was', () => {
    const talk = Buffer.from(
      JSON.stringify(Array.from({ length: 60 }, () => ({ kind: 'text', text: '请问孩子叫什么名字？' }))),
    )
    expect(seal(key, 'p', talk).length).toBeLessThan(talk.length / 4)
  })
})
