// @ts-check
import { address, byId, words } from './config.js'
import { setNow } from './time.js'

/**
 * @typedef {import('./talk.js').Outgoing} Outgoing
 * @typedef {import('./talk.js').Answer} Answer
 * @typedef {{ kind: 'answer', answer: Answer } | { kind: 'failed' | 'refused' | 'stranger' }} Outcome
 * @typedef {Outcome | { kind: 'again', afterSeconds: number | null }} Attempt
 */

const waitSeconds = [1, 2, 4, 8, 15]
const patienceMs = 35_000
const net = byId('net', HTMLElement)

/** @param {boolean} up */
const showNet = (up) => {
  net.textContent = up ? '' : words.offline
  net.hidden = up
}
addEventListener('offline', () => showNet(false))
addEventListener('online', () => showNet(true))

/** After so many seconds, or as soon as the network is back. @param {number} seconds */
const pause = (seconds) =>
  new Promise((done) => {
    setTimeout(done, seconds * 1000)
    addEventListener('online', done, { once: true })
  })

/** @param {Outgoing} message */
const bodyOf = (message) => ({
  messageId: message.id,
  sentAt: new Date().toISOString(),
  ...(message.from === 'me' ? { kind: 'text', text: message.say } : { kind: 'event', event: 'subscribe' }),
})

/**
 * One request of ours. A network that is down or too slow throws, and is shown at the top.
 * @param {string} url
 * @param {RequestInit} [init]
 */
export const request = async (url, init = {}) => {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), patienceMs)
  try {
    const response = await fetch(url, { ...init, signal: giveUp.signal })
    showNet(true)
    setNow(response.headers.get('x-houniao-now'))
    return {
      status: response.status,
      headers: response.headers,
      body: response.ok ? await response.json() : null,
    }
  } catch (error) {
    showNet(false)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** @param {unknown} value @returns {RequestInit} */
export const jsonPost = (value) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** @param {Outgoing} message @returns {Promise<Attempt>} */
const attempt = async (message) => {
  try {
    const { status, headers, body } = await request(address('/chat/messages'), jsonPost(bodyOf(message)))
    if (status === 200) return { kind: 'answer', answer: body }
    if (status === 401) return { kind: 'stranger' }
    if (status < 500 && status !== 409 && status !== 429) return { kind: 'refused' }
    return { kind: 'again', afterSeconds: Number(headers.get('retry-after')) || null }
  } catch {
    return { kind: 'again', afterSeconds: null }
  }
}

/**
 * Sends one message until it is answered, always under the same id, so that nothing is lost and nothing happens twice.
 * Offline it waits; online it gives up after half a minute and leaves it to the person.
 * @param {Outgoing} message
 * @returns {Promise<Outcome>}
 */
const deliver = async (message) => {
  for (let tries = 0; ; tries++) {
    const result = await attempt(message)
    if (result.kind !== 'again') return result
    if (navigator.onLine && tries >= waitSeconds.length) return { kind: 'failed' }
    await pause(result.afterSeconds ?? waitSeconds[Math.min(tries, waitSeconds.length - 1)] ?? 1)
  }
}

/**
 * A line of messages, one under way at a time, so that they arrive in the order of speaking. When one fails for want of a
 * network, those behind it fail with it and keep their order.
 * @param {(message: Outgoing, outcome: Outcome) => void} settle
 * @param {(busy: boolean) => void} showBusy
 */
export const createPost = (settle, showBusy) => {
  /** @type {Outgoing[]} */
  const line = []
  const run = async () => {
    showBusy(true)
    for (let first = line[0]; first; first = line[0]) {
      const outcome = await deliver(first)
      const done =
        outcome.kind === 'failed' || outcome.kind === 'stranger' ? line.splice(0) : line.splice(0, 1)
      for (const message of done) settle(message, outcome)
    }
    showBusy(false)
  }
  return {
    /** @param {Outgoing} message */
    send: (message) => {
      if (line.push(message) === 1) void run()
    },
    waiting: () => line.length,
  }
}
