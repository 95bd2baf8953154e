import { generateSignedCookie } from 'hono/cookie'
import type { HttpDeps, LogEntry } from '../../functions/http/deps.ts'
import { sign, signatureHeader, timestampHeader } from '../../functions/http/signature.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Answer, Choice, Later, Reply } from '../../shared/contract/reply.ts'
import type { Instant } from '../../shared/time.ts'
import { aCatalogue, inSeason } from './programme.ts'

export const gatewaySecret = 'a secret for tests only'
/** Real time in tests of the doors. */
export const realNow = Date.UTC(2026, 10, 22, 4)
export const cookieSecret = 'a secret of cookies for tests only'
export const browserContact = `web-${'b'.repeat(43)}`
/** What a browser sends that was given this contact. */
export const cookieFor = async (contact: string, secret = cookieSecret): Promise<string> =>
  (await generateSignedCookie('houniao', contact, secret)).split(';')[0] ?? ''

export const anAnswer = (text = '您好', choices: readonly Choice[] = []): Answer => ({
  replies: [{ id: 'turn-1.1', kind: 'text', text }],
  expects: null,
  choices,
})

/** A message as a gateway sends it. */
export const aMessage = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  messageId: 'message-1',
  contactId: 'gate-1',
  sentAt: '2026-11-22T12:00:00+08:00',
  kind: 'text',
  text: '报名',
  ...overrides,
})

/** A program with an empty outbox; what is in one is tested on the real store. */
const nothingToSend: HttpDeps['deliver'] = {
  renew: async () => ({ token: 1, until: realNow }),
  lease: async () => [],
  begin: async () => 'unknown',
  ack: async () => 'unknown',
}

/** The doors' surroundings with a fake program, and what reached it. */
export const someDeps = (overrides: Partial<HttpDeps> = {}) => {
  const heard: Message[] = []
  const logged: LogEntry[] = []
  let requests = 0
  let contacts = 0
  let now: Instant = inSeason
  const deps: HttpDeps = {
    converse: async (message) => {
      heard.push(message)
      return { kind: 'answer', answer: anAnswer() }
    },
    later: async (_contact, after) => ({ replies: [], after }),
    deliver: nothingToSend,
    catalogue: async () => aCatalogue(),
    gatewaySecret,
    mode: 'demo',
    clock: {
      now: () => now,
      advance: async (to) => {
        now = to
      },
    },
    requestId: () => `request-${++requests}`,
    realNow: () => realNow,
    log: (entry) => logged.push(entry),
    secureCookies: false,
    cookieSecret: async () => cookieSecret,
    newContactId: () => `${++contacts}`.padStart(43, 'c'),
    ...overrides,
  }
  return { deps, heard, logged }
}

/** A signed request of a gateway; `bend` changes it after signing. */
export const aSignedRequest = (
  body: unknown,
  bend: {
    readonly headers?: Readonly<Record<string, string>>
    readonly secret?: string
    readonly at?: number
    readonly target?: string
  } = {},
): Request => {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const timestamp = String(Math.floor((bend.at ?? realNow) / 1000))
  const target = '/channels/gateway/messages'
  const signature = sign(bend.secret ?? gatewaySecret, { method: 'POST', target, timestamp, body: bytes })
  return new Request(`http://127.0.0.1:8787${bend.target ?? target}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [timestampHeader]: timestamp,
      [signatureHeader]: signature,
      ...bend.headers,
    },
    body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
  })
}

type Said = string | { readonly title: string; readonly lines: readonly string[] }

/**
 * A program that goes by a script: the key is what is said (`subscribe` for the first hello), the value what is answered.
 * Like the real one it knows a message by its id and answers it once, and gives late replies after a cursor.
 */
export const aScriptedProgram = (
  script: Readonly<Record<string, { readonly say: readonly Said[]; readonly choices?: readonly Choice[] }>>,
) => {
  const answers = new Map<string, Answer>()
  const heard: Message[] = []
  const late: (Reply & { readonly at: string })[] = []
  const wordsOf = (message: Message): string =>
    message.kind === 'text' ? message.text : message.kind === 'event' ? message.event : message.kind
  const replyOf = (said: Said, id: string): Reply =>
    typeof said === 'string'
      ? { id, kind: 'text', text: said }
      : {
          id,
          kind: 'card',
          title: said.title,
          lines: said.lines,
          text: [said.title, ...said.lines].join('\n'),
        }
  const answerTo = (message: Message): Answer => {
    const turn = script[wordsOf(message)] ?? { say: [`您说的是“${wordsOf(message)}”`] }
    const replies = turn.say.map((said, index) => replyOf(said, `${message.messageId}.${index}`))
    return { replies, expects: null, choices: turn.choices ?? [] }
  }
  return {
    heard,
    converse: async (message: Message) => {
      const answer = answers.get(message.messageId) ?? answerTo(message)
      if (!answers.has(message.messageId)) heard.push(message)
      answers.set(message.messageId, answer)
      return { kind: 'answer' as const, answer }
    },
    /** Says something by itself; a page fetches it by polling. */
    sayLater: (text: string, at: Instant) => {
      late.push({ id: `late.${late.length}`, kind: 'text', text, at: new Date(at).toISOString() })
    },
    later: async (_contact: string, after: string): Promise<Later> => ({
      replies: late.slice(Number(after || '0')),
      after: String(late.length),
    }),
  }
}
