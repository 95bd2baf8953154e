import { describe, expect, it } from 'vitest'
import type { Program } from '../../../functions/local/program.ts'
import type { LeasedMessage } from '../../../shared/contract/outbox.ts'
import type { Answer } from '../../../shared/contract/reply.ts'
import { instantOf } from '../../../shared/time.ts'
import { startProgram } from '../../support/program.ts'
import { aProgramme, beforeSeason } from '../../support/programme.ts'
import { enrol } from '../../support/walk.ts'
import { gatewaySecret, type Parent, signed, words } from '../../support/world.ts'

let count = 0
const post = async <T>({ url }: Program, path: string, given: object): Promise<T> => {
  const body = JSON.stringify(given)
  const headers = signed('POST', path, body, Date.now())
  const response = await fetch(`${url}${path}`, { method: 'POST', body, headers })
  expect(response.status).toBe(200)
  return (await response.json()) as T
}

/** Somebody who writes by a gateway. */
const parentOf = (program: Program): Parent => ({
  contact: 'wx-li',
  say: (text) =>
    post<Answer>(program, '/channels/gateway/messages', {
      messageId: `wx-${++count}`,
      contactId: 'wx-li',
      sentAt: new Date(program.clock.now()).toISOString(),
      kind: 'text',
      text,
    }),
  send: () => Promise.reject(new Error('not used')),
  later: () => Promise.reject(new Error('not used')),
})

const leased = async (program: Program): Promise<readonly LeasedMessage[]> => {
  const { token } = await post<{ token: number }>(program, '/channels/gateway/instance', { instance: 'one' })
  const path = '/channels/gateway/outbox/lease'
  return (await post<{ messages: LeasedMessage[] }>(program, path, { token, limit: 50 })).messages
}

/** The addresses that a family is given: of its calendar, and of the evening's picture. */
const addresses = async (program: Program) => {
  await program.store.publish(aProgramme())
  const parent = parentOf(program)
  await enrol(parent, '绘画')
  const [calendar = ''] = /\S*\/calendar\/\S+/.exec(words(await parent.say('日历'))) ?? []
  await program.clock.advance(instantOf('2027-07-06', '18:00'))
  await program.sweep()
  const replies = (await leased(program)).flatMap((message) => message.replies)
  const card = replies.flatMap((reply) => (reply.kind === 'image' ? [reply.url] : []))[0] ?? ''
  return { calendar, card }
}

const start = (env: Readonly<Record<string, string>> = {}) =>
  startProgram({
    samples: false,
    now: beforeSeason,
    env: { HOUNIAO_GATEWAY_SECRET: gatewaySecret, ...env },
  })

describe('addresses that other programs open', () => {
  it('are the demo’s own, and open as they stand', async () => {
    const program = await start()
    const { calendar, card } = await addresses(program)

    expect(calendar.startsWith(`${program.url}/calendar/`)).toBe(true)
    expect(card.startsWith(`${program.url}/cards/`)).toBe(true)
    expect([(await fetch(calendar)).status, (await fetch(card)).status]).toEqual([200, 200])
  })

  it('are where HOUNIAO_PUBLIC_URL says', async () => {
    const { calendar, card } = await addresses(await start({ HOUNIAO_PUBLIC_URL: 'https://houniao.example' }))

    expect(calendar).toMatch(/^https:\/\/houniao\.example\/calendar\/[\w.-]+\.ics$/)
    expect(card).toMatch(/^https:\/\/houniao\.example\/cards\/[\w.-]+\.png$/)
  })
})
