import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { GatewayError, gatewayClient, type Wire } from '../../../../bot/channels/wechaty/client.ts'
import type { Message } from '../../../../shared/contract/message.ts'

const message: Message = {
  kind: 'text',
  text: '报名',
  messageId: 'wx:m1',
  contactId: 'wx:a',
  sentAt: '2027-07-05T10:00:00Z',
}
const answer = { replies: [{ id: 't.1', kind: 'text', text: '您好' }], expects: 'menu', choices: [] }
const secret = 'test-secret'

type Reaction = () => Response
const problem =
  (status: number, headers: Record<string, string> = {}): Reaction =>
  () =>
    new Response('{}', { status, headers })
const fine: Reaction = () => Response.json(answer)
const unreachable: Reaction = () => {
  throw new TypeError('fetch failed')
}

/** A wire that reacts in turn, the last for ever after, and writes down what was asked of it. */
const wire = (...reactions: readonly Reaction[]) => {
  const requests: { url: string; init: RequestInit }[] = []
  const waits: number[] = []
  const self: Wire = {
    fetch: async (url, init) => {
      requests.push({ url, init })
      const reaction = reactions[Math.min(requests.length, reactions.length) - 1] ?? fine
      return reaction()
    },
    now: () => 1_814_781_600_999,
    delay: async (ms) => void waits.push(ms),
    random: () => 0.5,
  }
  return { requests, waits, client: gatewayClient('http://127.0.0.1:8787', secret, self) }
}

describe('gatewayClient', () => {
  it('signs method, path, time and body as the contract says', async () => {
    const { client, requests } = wire(fine)
    await expect(client.post(message)).resolves.toEqual(answer)
    const [request] = requests
    const body = createHash('sha256').update(JSON.stringify(message)).digest('hex')
    const signed = `POST\n/channels/gateway/messages\n1814781600\n${body}`
    expect(request?.url).toBe('http://127.0.0.1:8787/channels/gateway/messages')
    expect(request?.init.headers).toEqual({
      'content-type': 'application/json',
      'x-houniao-timestamp': '1814781600',
      'x-houniao-signature': createHmac('sha256', secret).update(signed).digest('hex'),
    })
  })

  it('asks again with the same message when the program is busy, as soon as it says', async () => {
    const { client, requests, waits } = wire(problem(409, { 'retry-after': '2' }), fine)
    await expect(client.post(message)).resolves.toEqual(answer)
    expect(waits).toEqual([2_000])
    expect(requests.map(({ init }) => init.body)).toEqual([JSON.stringify(message), JSON.stringify(message)])
  })

  it('backs off, twice as long each time, from a program that fails or is away', async () => {
    const { client, waits } = wire(problem(503), unreachable, problem(500), fine)
    await expect(client.post(message)).resolves.toEqual(answer)
    expect(waits).toEqual([250, 500, 1_000])
  })

  it('gives up after six tries and says why', async () => {
    const { client, requests } = wire(unreachable)
    await expect(client.post(message)).rejects.toThrow(new GatewayError('the program does not answer', null))
    expect(requests).toHaveLength(6)
  })

  it.each([
    [401, 'check HOUNIAO_GATEWAY_SECRET and the clock'],
    [400, 'the program answered 400'],
    [413, 'the program answered 413'],
  ])('takes %i for an answer and does not ask again', async (status, words) => {
    const { client, requests } = wire(problem(status))
    await expect(client.post(message)).rejects.toThrow(words)
    expect(requests).toHaveLength(1)
  })

  it('takes no answer of another shape', async () => {
    const { client } = wire(() => Response.json({ replies: 'hello' }))
    await expect(client.post(message)).rejects.toThrow('replies')
  })

  it('fetches a picture by a path or an address', async () => {
    const { client, requests } = wire(() => new Response(new Uint8Array([1, 2])))
    expect(await client.fetchFile('/cards/1.png?sig=x')).toEqual(new Uint8Array([1, 2]))
    await client.fetchFile('https://files.example.org/2.png')
    expect(requests.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:8787/cards/1.png?sig=x',
      'https://files.example.org/2.png',
    ])
  })
})
