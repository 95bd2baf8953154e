import { afterEach, expect, it, vi } from 'vitest'
import { explain } from '../../../functions/local/run-command.ts'

afterEach(() => void vi.unstubAllEnvs())

it('an unexpected error is told by its class alone, since its message may quote data', () => {
  const quoting = new SyntaxError('Unexpected token in "小明 13800001234"')
  vi.stubEnv('HOUNIAO_DEBUG', '')
  expect(explain(quoting)).toBe('Unexpected SyntaxError (HOUNIAO_DEBUG=1 shows more).')
  vi.stubEnv('HOUNIAO_DEBUG', '1')
  expect(explain(quoting)).toContain('Unexpected token')
})
