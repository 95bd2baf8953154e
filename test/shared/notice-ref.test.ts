import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRef, refOf } from '../../shared/notice-ref.ts'

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.:@=-]{0,127}$/)
const at = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a reference', () => {
  it('names whom, when and what, and can stand in an address', () => {
    fc.assert(
      fc.property(id, at, id, (to, when, name) => {
        const ref = refOf({ to, at: when, id: name })
        expect(ref).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(readRef(ref)).toEqual({ to, at: when, id: name })
      }),
    )
  })

  it('is base64url of JSON, as other programs make it', () => {
    expect(refOf({ to: 'wx-1', at: 7, id: 'a.b' })).toBe(encoded(['wx-1', 7, 'a.b']))
  })

  it.each([
    ['nothing', ''],
    ['other letters', 'a+b/'],
    ['no JSON', Buffer.from('[').toString('base64url')],
    ['too long', encoded(['a', 1, 'b'.repeat(600)])],
    ['too few', encoded(['a', 1])],
    ['too many', encoded(['a', 1, 'b', 'c'])],
    ['a key of another kind', encoded(['a#CONV', 1, 'b'])],
    ['an id that is none', encoded(['a', 1, '../b'])],
    ['no moment', encoded(['a', -1, 'b'])],
    ['half a moment', encoded(['a', 1.5, 'b'])],
    ['an object', encoded({ to: 'a', at: 1, id: 'b' })],
    ['null', encoded(null)],
    ['another spelling of the same', `${encoded(['a', 1, 'bc'])}A`],
  ])('of %s is none', (_, ref) => {
    expect(readRef(ref)).toBe(null)
  })

  it('whatever is asked, it is none or exactly itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json().map(encoded)), (text) => {
        const name = readRef(text)
        if (name) expect(refOf(name)).toBe(text)
      }),
    )
  })
})
