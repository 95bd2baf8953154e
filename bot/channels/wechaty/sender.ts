import type { Wechaty } from 'wechaty'
import type { Adapter } from './adapter.ts'
import type { Leased } from './answer.ts'
import type { Told } from './client.ts'
import { utterancesOf } from './say.ts'
import { speakTo } from './speak.ts'
import { wechatId } from './translate.ts'

/** What the program begins itself: fetched, said and told of, one after another. */
export interface Sender {
  /** Sends what is due, a handful at most. How many were taken up; 0 where there is nothing to do now. */
  readonly round: () => Promise<number>
}

/** A lease lasts a minute, and whoever comes last has waited for the others, some 5 seconds each. */
const handful = 8
/** The right to send lasts half a minute. */
const renewAfterMs = 10_000

/** Somebody else sends by now, or it was taken back: nothing was said, and nothing is to be told. */
class NotOurs extends Error {}

/**
 * @param instance tells this process from every other; never used again
 * @param now milliseconds, of which only differences matter
 */
export const createSender = (bot: Wechaty, adapter: Adapter, instance: string, now: () => number): Sender => {
  const token = keptToken(adapter, instance, now)
  return {
    round: async () => {
      if (!bot.isLoggedIn) return 0
      const current = await token()
      const leased = current === null ? null : await adapter.client.lease(current, handful)
      for (const message of leased ?? []) await deliver(bot, adapter, token, message)
      return leased?.length ?? 0
    },
  }
}

/** Null while another instance has the right to send. Renewed by this process's own clock: the program's may differ. */
const keptToken = (adapter: Adapter, instance: string, now: () => number): (() => Promise<number | null>) => {
  let held: { readonly token: number; readonly at: number } | null = null
  return async () => {
    const at = now()
    if (held && at - held.at < renewAfterMs) return held.token
    const renewed = await adapter.client.renew(instance)
    held = renewed && { token: renewed.token, at }
    return renewed?.token ?? null
  }
}

const deliver = async (
  bot: Wechaty,
  adapter: Adapter,
  token: () => Promise<number | null>,
  message: Leased,
): Promise<void> => {
  const told = await send(bot, adapter, token, message)
  if (told.result !== 'sent')
    adapter.report(`message ${message.ref} was not sent: ${told.result}`, told.cause)
  if (told.result === 'not_ours') return
  const { result, reason } = told
  const heard = await adapter.client.ack(message, { result, ...(reason ? { reason } : {}) })
  if (!heard) adapter.report(`what became of message ${message.ref} came too late`, null)
}

type Sent = (Told | { readonly result: 'not_ours'; readonly reason?: undefined }) & {
  readonly cause?: unknown
}

/**
 * Until the puppet is called, nothing can have arrived: failed, to be tried again. Once it was called and threw, the words
 * may have gone out all the same (a timeout, a lost connection), or the first of several did: ambiguous, and people look.
 */
const send = async (
  bot: Wechaty,
  adapter: Adapter,
  token: () => Promise<number | null>,
  message: Leased,
): Promise<Sent> => {
  let called = false
  try {
    const id = wechatId(message.contactId)
    const person = id === null ? undefined : await bot.Contact.find({ id })
    if (!person) {
      await begin(adapter, token, message)
      return { result: 'failed', reason: 'channel_error', cause: new Error('no such contact here') }
    }
    const words = utterancesOf({ replies: message.replies, expects: null, choices: [] }, adapter.publicUrl)
    const parts = words.map((utterance, n) => async () => {
      if (n === 0) await begin(adapter, token, message)
      called = true
      await speakTo(person, utterance, adapter)
    })
    await adapter.pace.speak(person.id, parts)
    return { result: 'sent' }
  } catch (cause) {
    if (cause instanceof NotOurs) return { result: 'not_ours', cause }
    return called
      ? { result: 'ambiguous', reason: 'channel_error', cause }
      : { result: 'failed', reason: 'not_connected', cause }
  }
}

/** When its turn has come, and not before: what waited in line too long is another's. */
const begin = async (
  adapter: Adapter,
  token: () => Promise<number | null>,
  message: Leased,
): Promise<void> => {
  const current = await token()
  if (current === null || !(await adapter.client.begin(current, message)))
    throw new NotOurs('not ours to send')
}

/**
 * Sends until `wait` says that it is over; it is asked after each round, and told whether there was nothing to do. What throws
 * is told of, and tried again after the same pause.
 */
export const keepSending = async (
  sender: Sender,
  wait: (idle: boolean) => Promise<'on' | 'over'>,
  report: Adapter['report'],
): Promise<void> => {
  const round = () =>
    sender.round().catch((error: unknown) => {
      report('sending was interrupted', error)
      return 0
    })
  while ((await wait((await round()) === 0)) === 'on');
}
