import { describe, expect, it } from 'vitest'
import { publicUrl } from '../../shared/contract/public-url.ts'

describe('where other programs find this one', () => {
  it.each([
    'https://houniao.example',
    'http://127.0.0.1:8787',
    'http://[::1]:8787',
    'https://town.example/houniao',
  ])('%s is an address', (url) => expect(publicUrl.parse(url)).toBe(url))

  it.each([
    '',
    'houniao.example',
    'ftp://houniao.example',
    'https://houniao.example/',
    'https://houniao.example//',
    'https://houniao.example?a=b',
    'https://houniao.example#top',
    'https://somebody@houniao.example',
    'https://houniao.example and more',
    'https://',
    'javascript:alert(1)',
  ])('“%s” is none', (url) => expect(publicUrl.safeParse(url).success).toBe(false))
})
