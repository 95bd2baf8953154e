import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../../bot/channels/wechaty/settings.ts'

describe('readSettings', () => {
  it('needs only the secret', () => {
    expect(readSettings(['--demo'], { HOUNIAO_GATEWAY_SECRET: 's' })).toMatchObject({
      demo: true,
      base: 'http://127.0.0.1:8787',
      secret: 's',
    })
  })

  it('names every wrong setting and option, never a value', () => {
    const read = readSettings(['--dmeo'], { HOUNIAO_URL: 'ftp://secret-host' })
    expect(read).toEqual({
      mistakes: [
        '--dmeo is no option; there is only --demo',
        expect.stringMatching(/^HOUNIAO_URL is missing or wrong/),
        expect.stringMatching(/^HOUNIAO_GATEWAY_SECRET is missing or wrong/),
      ],
    })
    expect(JSON.stringify(read)).not.toContain('secret-host')
  })
})
