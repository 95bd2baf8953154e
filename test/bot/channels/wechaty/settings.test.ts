import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../../bot/channels/wechaty/settings.ts'
import { aFolder } from '../../../support/commands.ts'

describe('readSettings', () => {
  it('needs only the secret', () => {
    expect(readSettings(['--demo'], { HOUNIAO_GATEWAY_SECRET: 's' })).toMatchObject({
      demo: true,
      base: 'http://127.0.0.1:8787',
      secret: 's',
    })
  })

  it('says how fast the account speaks, at most so fast that a person could', () => {
    const given = { HOUNIAO_GATEWAY_SECRET: 's', HOUNIAO_OTHER_CHAT_SECONDS: '4-6.5' }
    expect(readSettings([], given)).toMatchObject({
      manners: { sameChatMs: 1_000, otherChatMs: { least: 4_000, most: 6_500 }, perMinute: 40 },
    })
    for (const wrong of ['5-3', '0-1', '3', '', '1-9999'])
      expect(readSettings([], { ...given, HOUNIAO_OTHER_CHAT_SECONDS: wrong }), wrong).toHaveProperty(
        'mistakes',
      )
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

  it('finds the secret of a demo beside its data, for --demo only, and a given one goes first', () => {
    const HOUNIAO_DATA = aFolder()
    writeFileSync(join(HOUNIAO_DATA, 'gateway-secret'), 'made-by-the-demo\n')
    expect(readSettings(['--demo'], { HOUNIAO_DATA })).toMatchObject({ secret: 'made-by-the-demo' })
    const given = { HOUNIAO_DATA, HOUNIAO_GATEWAY_SECRET: 'given' }
    expect(readSettings(['--demo'], given)).toMatchObject({ secret: 'given' })
    expect(readSettings([], { HOUNIAO_DATA })).toHaveProperty('mistakes')
    expect(readSettings(['--demo'], { HOUNIAO_DATA: aFolder() })).toHaveProperty('mistakes')
  })
})
