import { Hono } from 'hono'
import { channelOf } from '../../shared/outbox.ts'
import { fitted } from '../app/fitted.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { readMessage } from './message-body.ts'
import { problem } from './problem.ts'
import { say } from './say.ts'
import { type SignedDeps, signedJson } from './signed.ts'

/** The door of gateways: programs that carry a channel's words and sign them. What they send is in outbox.ts. */
export const gatewayRoutes = (deps: SignedDeps & Pick<HttpDeps, 'converse' | 'mode'>): Hono<HttpEnv> =>
  new Hono<HttpEnv>().post('/channels/gateway/messages', async (c) => {
    const json = await signedJson(c, deps)
    if (!json.ok) return json.error
    const message = readMessage(json.value)
    if (!message.ok) return problem(c, 400, 'the message is not of the contract', { errors: message.error })
    // In the demo the terminal speaks as the browsers' contacts do.
    if (deps.mode === 'production' && channelOf(message.value.contactId) !== 'gateway')
      return problem(c, 400, 'a contact id that begins with web- or demo- is a browser’s')
    const said = await deps.converse(message.value)
    if (said.kind !== 'answer') return say(c, said)
    return say(c, { ...said, answer: { ...said.answer, replies: fitted(said.answer.replies) } })
  })
