import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { sign, signatureHeader, timestampHeader } from '../../functions/http/signature.ts'
import type { Answer, Later } from '../../shared/contract/reply.ts'
import type { Phone } from '../support/parents/line.ts'
import type { Address, House } from './house.ts'

/** Everybody's line to the program, and what was measured on it. */
export interface Wire extends Phone {
  /** Moves the demo clock to a time such as 2027-06-02T10:00, and everything that is due by then is done. */
  readonly moveClock: (to: string) => Promise<void>
  readonly measured: {
    messages: number
    polls: number
    /** Of every message that was answered: real milliseconds from the first byte sent to the last one read. */
    readonly latencies: number[]
    /** Sent again since the program was down or the message before was still being answered. */
    again: number
    /** Answers of 5xx, or none, that no crash explains. */
    failures: number
  }
}

interface Given {
  readonly status: number
  readonly body: string
  readonly retryAfter: number
}

const unread: Given = { status: 0, body: '', retryAfter: 0 }

const path = '/channels/gateway/messages'
const mostFailures = 5
const busyMs = 150

const read = (
  response: IncomingMessage,
  done: (given: Given) => void,
  failed: (error: Error) => void,
): void => {
  let body = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    body += chunk
  })
  response.on('error', failed)
  response.on('end', () =>
    done({
      status: response.statusCode ?? 0,
      body,
      retryAfter: Number(response.headers['retry-after'] ?? 0),
    }),
  )
}

/** The program failed at the same message again and again. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

/** The door at which a request is made. */
interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body: string
  readonly headers: (address: Address) => Record<string, string>
  /** Another answer that is as good as 200. */
  readonly or?: number
}

const plain = () => ({ 'content-type': 'application/json' })

const signed =
  (body: string) =>
  ({ secret }: Address) => {
    const timestamp = String(Math.floor(Date.now() / 1000))
    return {
      'content-type': 'application/json',
      [timestampHeader]: timestamp,
      [signatureHeader]: sign(secret, { method: 'POST', target: path, timestamp, body }),
    }
  }

/**
 * @param connections how many are open at once
 * @param onMessage is told of every message that was answered: crashes are counted by it
 */
export const openWire = (house: House, connections: number, onMessage: () => void): Wire => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const measured = { messages: 0, polls: 0, latencies: [] as number[], again: 0, failures: 0 }

  const ask = (address: Address, call: Call): Promise<Given> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...call.headers(address),
        ...(call.body === '' ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }),
      }
      const target = new URL(call.path, address.url)
      const outgoing = httpRequest(target, { method: call.method, agent, headers }, (response) =>
        read(response, resolve, reject),
      )
      // A connection that the server had just let go of: nothing of the request was read.
      outgoing.on('error', (error) => (outgoing.reusedSocket ? resolve(unread) : reject(error)))
      outgoing.end(call.body)
    })

  /** Until it is answered, as a gateway does: the same message under the same id. */
  const until = async (call: Call): Promise<Given> => {
    for (let failures = 0; ; ) {
      const address = await house.address()
      const begun = performance.now()
      const given = await ask(address, call).catch((error: unknown) => error)
      if (isGiven(given) && (given.status === 200 || given.status === call.or)) {
        if (call.path === path) measured.latencies.push(performance.now() - begun)
        return given
      }
      measured.again += 1
      if (given === unread) continue
      if (isGiven(given) && (given.status === 409 || given.status === 429)) {
        await wait(given.status === 409 ? busyMs : given.retryAfter * 1_000)
        continue
      }
      if (house.isGone(address)) continue
      // An engine that was killed under its server is noticed before the server is gone.
      await wait(busyMs)
      if (house.isGone(address)) continue
      measured.failures += 1
      failures += 1
      if (failures >= mostFailures)
        throw new Unanswered(`${call.path}: ${isGiven(given) ? given.body : given}`)
    }
  }

  return {
    measured,
    post: async (message) => {
      const body = JSON.stringify(message)
      const { body: answer } = await until({ method: 'POST', path, body, headers: signed(body) })
      measured.messages += 1
      onMessage()
      return JSON.parse(answer) as Answer
    },
    later: async (contact, after) => {
      const query = new URLSearchParams({ as: contact.replace(/^demo-/, ''), after })
      measured.polls += 1
      const { body } = await until({
        method: 'GET',
        path: `/chat/messages?${query}`,
        body: '',
        headers: plain,
      })
      return JSON.parse(body) as Later
    },
    moveClock: async (to) => {
      const { body } = await until({ method: 'GET', path: '/demo/clock', body: '', headers: plain })
      const { day, time } = JSON.parse(body) as { readonly day: string; readonly time: string }
      if (`${day}T${time}` >= to) return
      // 400: it was moved by a request whose answer a crash swallowed, and has ticked on since.
      await until({
        method: 'POST',
        path: '/demo/clock',
        body: JSON.stringify({ to }),
        headers: plain,
        or: 400,
      })
    },
  }
}

const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && 'status' in value
