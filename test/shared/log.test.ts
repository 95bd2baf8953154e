import { describe, expect, it } from 'vitest'
import { classOf, cleanEntry } from '../../shared/log.ts'

describe('what a log may hold', () => {
  it('is ids, classes, routes and numbers; a sentence becomes a question mark', () => {
    const entry = { id: 'fam-1', route: '/chat/*', status: 401, ok: true }
    expect(cleanEntry(entry)).toEqual(entry)
    expect(cleanEntry({ error: '小明 13800001234 花生过敏', other: 'two words' })).toEqual({
      error: '?',
      other: '?',
    })
  })

  it('names what was thrown by its class alone', () => {
    expect(classOf(new RangeError('小明'))).toBe('RangeError')
    expect(classOf(Object.assign(new Error('x'), { name: '小明' }))).toBe('Error')
    expect(classOf('小明')).toBe('string')
  })
})
