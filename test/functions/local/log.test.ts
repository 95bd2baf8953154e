import { describe, expect, it } from 'vitest'
import { createLog } from '../../../functions/local/log.ts'

const logged = (what: string, more: Parameters<ReturnType<typeof createLog>>[1]): unknown => {
  const lines: string[] = []
  createLog(
    (line) => void lines.push(line),
    () => 0,
  )(what, more)
  expect(lines[0]?.endsWith('\n')).toBe(true)
  return JSON.parse(lines[0] ?? '')
}

describe('the log', () => {
  it('is a line of JSON with the time, what happened, ids and numbers', () => {
    expect(logged('refused', { status: 401, route: '/chat/*', requestId: 'a-1' })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      what: 'refused',
      status: 401,
      route: '/chat/*',
      requestId: 'a-1',
    })
  })

  it('never shows a sentence, whoever hands it one', () => {
    expect(logged('failed', { error: '小明 13800001234 花生过敏' })).toMatchObject({ error: '?' })
  })
})
