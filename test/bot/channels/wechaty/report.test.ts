import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../../../bot/channels/wechaty/client.ts'
import { reportLine } from '../../../../bot/channels/wechaty/report.ts'

const quoting = new SyntaxError('Unexpected token in "小明 13800001234"')

describe('a line of the gateway', () => {
  it('names what was thrown by its class, and shows what it says only where that is asked for', () => {
    expect(reportLine('message 1 was not answered', quoting, false)).toBe(
      'message 1 was not answered: SyntaxError',
    )
    expect(reportLine('wechaty', '小明', false)).toBe('wechaty: string')
    expect(reportLine('wechaty', quoting, true)).toContain('Unexpected token')
  })

  it('tells the status of an answer, and nothing more where nothing was thrown', () => {
    expect(reportLine('x', new GatewayError('小明', 503), false)).toBe('x: GatewayError 503')
    expect(reportLine('message 1 came too late', null, false)).toBe('message 1 came too late')
  })
})
