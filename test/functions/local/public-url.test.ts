import { describe, expect, it } from 'vitest'
import { publicUrlOf } from '../../../functions/local/public-url.ts'

const served = 'http://127.0.0.1:8787'
const HOUNIAO_PUBLIC_URL = 'https://houniao.example'

describe('publicUrlOf', () => {
  it('is what was set, in the demo too', () => {
    expect(publicUrlOf('production', { HOUNIAO_PUBLIC_URL }, served)).toBe(HOUNIAO_PUBLIC_URL)
    expect(publicUrlOf('demo', { HOUNIAO_PUBLIC_URL }, served)).toBe(HOUNIAO_PUBLIC_URL)
  })

  it('is the demo’s own address where nothing was set, and nothing behind a proxy', () => {
    expect(publicUrlOf('demo', {}, served)).toBe(served)
    expect(publicUrlOf('demo', { HOUNIAO_PUBLIC_URL: '' }, served)).toBe(served)
    expect(publicUrlOf('production', {}, served)).toBe('')
  })

  it('stops at what is no address, with one line that says what is', () => {
    expect(() => publicUrlOf('demo', { HOUNIAO_PUBLIC_URL: 'houniao.example/' }, served)).toThrow(
      'HOUNIAO_PUBLIC_URL is an address such as https://houniao.example',
    )
  })
})
