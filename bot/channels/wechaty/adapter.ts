import { type Contact, type Friendship, types, type Wechaty, type Message as WechatyMessage } from 'wechaty'
import type { Message } from '../../../shared/contract/message.ts'
import type { Client } from './client.ts'
import type { Pace } from './pace.ts'
import { read } from './read.ts'
import { utterancesOf } from './say.ts'
import type { Seen } from './seen.ts'
import { speakTo } from './speak.ts'
import { translate, translateFriend } from './translate.ts'

export interface Adapter {
  readonly client: Client
  readonly pace: Pace
  readonly seen: Seen
  /** Where a parent's phone finds the program's pages. */
  readonly publicUrl: string
  /** Told of what went wrong, with ids only: never words or names. */
  readonly report: (what: string, error: unknown) => void
}

export interface Attached {
  /** Resolves when every message taken so far is answered or given up. */
  readonly settled: () => Promise<void>
}

/**
 * Connects a bot with the program. Works with any puppet; answers go to the person alone, never into a room, since they
 * may speak of a child.
 */
export const attach = (bot: Wechaty, adapter: Adapter): Attached => {
  const lines = inOrder()
  const work = new Set<Promise<void>>()
  const doing = (task: Promise<void>): void => {
    work.add(task)
    bot.wrapAsync(task.finally(() => work.delete(task)))
  }
  const take = async (message: WechatyMessage): Promise<void> => {
    const incoming = await read(message)
    const translated = incoming === null ? null : translate(incoming)
    if (translated === null || !adapter.seen.take(translated.messageId)) return
    await lines(translated.contactId, () => answer(translated, message.talker(), adapter))
  }
  bot.on('message', (message) => {
    doing(take(message))
  })
  bot.on('friendship', (friendship) => {
    doing(welcome(friendship, adapter))
  })
  bot.on('error', (error) => adapter.report('wechaty', error))
  return {
    settled: async () => {
      while (work.size > 0) await Promise.allSettled(work)
    },
  }
}

/** Accepts whoever asks, and greets whoever became a friend. */
const welcome = async (friendship: Friendship, adapter: Adapter): Promise<void> => {
  const person = friendship.contact()
  if (friendship.type() === types.Friendship.Receive) return friendship.accept()
  if (friendship.type() !== types.Friendship.Confirm) return
  const named = { id: friendship.id, contactId: person.id, contactName: person.name(), at: new Date() }
  const message = translateFriend(named)
  if (adapter.seen.take(message.messageId)) await answer(message, person, adapter)
}

const answer = async (message: Message, person: Contact, adapter: Adapter): Promise<void> => {
  try {
    const answered = await adapter.client.post(message)
    const parts = utterancesOf(answered, adapter.publicUrl).map(
      (utterance) => () => speakTo(person, utterance, adapter),
    )
    await adapter.pace.speak(person.id, parts)
    await adapter.seen.done(message.messageId)
  } catch (error) {
    // The program keeps the answer: if the puppet hands the message out again, it is said then.
    adapter.seen.giveBack(message.messageId)
    adapter.report(`message ${message.messageId} was not answered`, error)
  }
}

/** Runs the tasks of one key one after another, those of different keys at once. */
const inOrder = (): ((key: string, task: () => Promise<void>) => Promise<void>) => {
  const lines = new Map<string, Promise<void>>()
  return (key, task) => {
    const mine = (lines.get(key) ?? Promise.resolve()).then(task)
    const line = mine
      .catch(() => undefined)
      .then(() => {
        if (lines.get(key) === line) lines.delete(key)
      })
    lines.set(key, line)
    return mine
  }
}
