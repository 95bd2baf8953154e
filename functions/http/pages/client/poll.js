// @ts-check
import { address, config } from './config.js'
import { request } from './post.js'
import { talk } from './talk.js'

const quietAfterMs = 120_000
const slower = 4
const longestMs = 60_000

/**
 * Asks for late replies while the page is seen: every few seconds while somebody is about, less often when nothing has
 * happened for two minutes, and ever less while the server does not answer.
 * @param {(later: import('./talk.js').Later) => void} take
 */
export const createPoll = (take) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let busy = false
  let failures = 0
  let touchedAt = Date.now()

  const waitMs = () => {
    const base = Date.now() - touchedAt > quietAfterMs ? config.pollMs * slower : config.pollMs
    return Math.min(longestMs, base * 2 ** failures)
  }
  const plan = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') timer = setTimeout(ask, waitMs())
  }
  const ask = async () => {
    if (busy) return
    busy = true
    try {
      const { status, body } = await request(address('/chat/messages', { after: talk.after }))
      if (status === 200) take(body)
      failures = status === 200 ? 0 : failures + 1
    } catch {
      failures += 1
    }
    busy = false
    plan()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void ask()
    else clearTimeout(timer)
  })
  plan()
  return {
    /** Somebody is about. */
    touch: () => {
      touchedAt = Date.now()
      plan()
    },
    ask,
  }
}
