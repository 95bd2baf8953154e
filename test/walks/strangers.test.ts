import { beforeEach, describe, expect, it } from 'vitest'
import { wrongCode } from '../../bot/wording/codes.ts'
import { wrongCodesAnHour } from '../../functions/app/limits.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import { hourMs } from '../../shared/time.ts'
import { codeIn, enrol, familyOf, startWalk, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk
let code: string

beforeEach(async () => {
  walk = await startWalk()
  await enrol(walk.li, '绘画')
  code = codeIn(await walk.li.say('让孩子爸爸也能看'))
})

/** A browser on the web chat, behind an address. */
const browserAt = async (address: string) => {
  const line = { requestContext: { http: { sourceIp: address } } }
  const page = await walk.app.request('/', {}, line)
  const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  let count = 0
  return {
    say: async (text: string): Promise<Answer> => {
      const body = JSON.stringify({ messageId: `web-${++count}`, kind: 'text', text })
      const headers = { 'content-type': 'application/json', cookie }
      const response = await walk.app.request('/chat/messages', { method: 'POST', headers, body }, line)
      if (response.status !== 200) throw new Error(`${response.status}`)
      return (await response.json()) as Answer
    },
  }
}

/** Tries codes under a new cookie each time. */
const guessFrom = async (address: string, times: number): Promise<void> => {
  for (let n = 0; n < times; n++) {
    const digits = String(10_000_000 + n)
    if (digits !== code) await (await browserAt(address)).say(digits)
  }
}

describe('a browser that throws its cookie away with every wrong code', () => {
  it('finds no code: from its address not even the right one opens anything for an hour', async () => {
    await guessFrom('203.0.113.7', wrongCodesAnHour.fromOneNetwork)
    expect(words(await (await browserAt('203.0.113.7')).say(code))).toContain(wrongCode)
    walk.clock.now += hourMs
    expect(words(await (await browserAt('203.0.113.7')).say(code))).not.toContain(wrongCode)
  })

  it('locks nobody out elsewhere, on the web or on a channel', async () => {
    await guessFrom('203.0.113.7', wrongCodesAnHour.fromOneNetwork + 10)
    expect(words(await (await browserAt('203.0.113.8')).say(code))).not.toContain(wrongCode)
    expect(words(await walk.parent('demo-father').say(code))).not.toContain(wrongCode)
    expect((await familyOf(walk, 'demo-li'))?.contacts).toEqual(['demo-li'])
  })
})
