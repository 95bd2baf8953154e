import { randomUUID } from 'node:crypto'
import type { Message } from '../../shared/contract/message.ts'
import type { Answer, Later } from '../../shared/contract/reply.ts'
import { contactOfName } from '../http/identity.ts'
import { sign, signatureHeader, timestampHeader } from '../http/signature.ts'
import { stop } from './trouble.ts'

export interface ChatClient {
  readonly send: (text: string) => Promise<Answer>
  /** What came since the last call, and whatever was said before the first. */
  readonly later: () => Promise<Later['replies']>
}

interface ChatSettings {
  readonly url: string
  readonly secret: string
  readonly as: string
}

const patienceSeconds = 30

const reach = async (url: URL, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) })
  } catch {
    return stop({
      code: 'server',
      line: `No server answers at ${url.origin}: start one with \`npm start\`, or name another with --url.`,
    })
  }
}

const refused = async (response: Response): Promise<never> => {
  const problem: unknown = await response.json().catch(() => null)
  const detail =
    typeof problem === 'object' && problem && 'detail' in problem
      ? String(problem.detail)
      : response.statusText
  const hint =
    response.status === 401
      ? ' (is this the secret of that server? HOUNIAO_GATEWAY_SECRET or --data names it)'
      : ''
  return stop({ code: 'server', line: `The server refused with ${response.status}: ${detail}${hint}` })
}

const post = (settings: ChatSettings, body: string): Promise<Response> => {
  const url = new URL('/channels/gateway/messages', settings.url)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = sign(settings.secret, { method: 'POST', target: url.pathname, timestamp, body })
  const headers = {
    'content-type': 'application/json',
    [timestampHeader]: timestamp,
    [signatureHeader]: signature,
  }
  return reach(url, { method: 'POST', body, headers })
}

const secondsToWait = (response: Response): number => Number(response.headers.get('retry-after')) || 1

/** The same message under the same id until it is answered: a busy server says when to come again. */
const untilAnswered = async (
  settings: ChatSettings,
  body: string,
  left = patienceSeconds,
): Promise<Answer> => {
  const response = await post(settings, body)
  if (response.ok) return (await response.json()) as Answer
  if (response.status !== 409 || left <= 0) return refused(response)
  const seconds = secondsToWait(response)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  return untilAnswered(settings, body, left - seconds)
}

const messageOf = (settings: ChatSettings, text: string): Message => ({
  messageId: randomUUID(),
  contactId: contactOfName(settings.as),
  contactName: settings.as,
  sentAt: new Date().toISOString(),
  kind: 'text',
  text,
})

/**
 * Talks to a running server as a gateway does, signed. `--as li` is the same person as `?as=li` in a browser. Late replies
 * come by the web chat's own call, which knows names in the demo only.
 */
export const createChatClient = (settings: ChatSettings): ChatClient => {
  let cursor = ''
  const shown = new Set<string>()
  return {
    send: async (text) => {
      const answer = await untilAnswered(settings, JSON.stringify(messageOf(settings, text)))
      for (const reply of answer.replies) shown.add(reply.id)
      return answer
    },
    later: async () => {
      const query = new URLSearchParams({ as: settings.as, after: cursor })
      const response = await reach(new URL(`/chat/messages?${query}`, settings.url), { method: 'GET' })
      if (!response.ok) return []
      const { replies, after } = (await response.json()) as Later
      cursor = after
      const fresh = replies.filter(({ id }) => !shown.has(id))
      for (const { id } of fresh) shown.add(id)
      return fresh
    },
  }
}
