import type { Channel } from '../../shared/contract/outbox.ts'
import { dueIndex } from '../../shared/contract/table.ts'
import type { Instant } from '../../shared/time.ts'
import { stamp } from './keys.ts'
import type { Page } from './requests.ts'

/**
 * What is worked through. `open`: turns that nobody finished. `conversation`: what idles. `family`: records that end,
 * and erasures that were cut short. `section`: holds that lapse and free seats that somebody waits for. `case`: requests
 * that a person must decide; `answered` ones, by when they go. `out-<channel>`: messages to be sent, and those that a sender has in hand. `trouble`: messages
 * that staff must look at. `run`: runs that are not done.
 */
export type Queue =
  | 'open'
  | 'conversation'
  | 'family'
  | 'section'
  | 'case'
  | 'answered'
  | `out-${Channel}`
  | 'trouble'
  | 'run'

/** A queue is spread over so many partitions of the index, so that no single one is written by everybody. */
export const dueShards = 8

/** FNV-1a: even enough for eight shards, and a fraction of a digest's cost at every turn. */
export const shardOf = (pk: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < pk.length; at++) hash = Math.imul(hash ^ pk.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % dueShards
}

/** The two attributes that put an item into the index. */
export const dueMark = (queue: Queue, pk: string, at: Instant) => ({
  due: `${queue}#${shardOf(pk)}`,
  dueAt: stamp(at),
})

/** One shard of a queue up to a moment, that moment included. Without a limit a shard is read as far as it is asked for. */
export const duePages = (queue: Queue, until: Instant, limit?: number, from: Instant = 0): readonly Page[] =>
  Array.from({ length: dueShards }, (_, shard) => ({
    index: dueIndex.name,
    pk: `${queue}#${shard}`,
    from: stamp(from),
    to: stamp(until),
    ...(limit === undefined ? {} : { limit }),
  }))
