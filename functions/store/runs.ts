import type { RunId } from '../../shared/contract/outbox.ts'
import { runSchema } from '../../shared/contract/queue.ts'
import { runLeaseMs } from '../../shared/outbox.ts'
import { runEndsAt } from '../../shared/retention.ts'
import { type Instant, secondMs } from '../../shared/time.ts'
import type { Run, Runs } from '../app/ports.ts'
import { dueMark } from './due.ts'
import { dueInOrder } from './due-order.ts'
import { runKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, numberOf, textOf } from './marshal.ts'
import type { Put, Update } from './requests.ts'

const runVersion = 1

const readRun = (id: RunId, item: Item): Run => ({
  id,
  at: numberOf(item, 'at'),
  cursor: textOf(item, 'cursor'),
  done: item.done === true,
  notices: numberOf(item, 'notices'),
})

/** Reserved words and our own alike by names. */
const names = {
  '#cursor': 'cursor',
  '#done': 'done',
  '#worker': 'worker',
  '#until': 'until',
  '#notices': 'notices',
}

/**
 * Begins it or goes on with it, in one write and without reading first. What it began with stays, its moment above all:
 * notices are stamped with it.
 */
export const takeRun = (id: RunId, worker: string, now: Instant, realNow: Instant): Update => {
  const key = runKey(id)
  const mark = dueMark('run', key.pk, now)
  const once = ['v', '#at', '#cursor', '#notices', '#done', '#ttl', 'due', 'dueAt']
  const first = once.map((name) => `${name} = if_not_exists(${name}, :${name.replace('#', '')})`)
  return {
    key,
    set: `SET #worker = :worker, #until = :until, ${first.join(', ')}`,
    names: { ...names, '#at': 'at', '#ttl': 'ttl' },
    values: {
      ':worker': worker,
      ':until': realNow + runLeaseMs,
      ':v': runVersion,
      ':at': now,
      ':cursor': '',
      ':notices': 0,
      ':done': false,
      ':ttl': Math.ceil(runEndsAt(now) / secondMs),
      ':due': mark.due,
      ':dueAt': mark.dueAt,
      ':real': realNow,
    },
    condition: {
      when: 'attribute_not_exists(pk) OR (#done = :done AND (#until <= :real OR #worker = :worker))',
    },
  }
}

/** Written beside what gives cause for it, so that a crash between the two loses neither; anybody may take it. */
export const newRun = (id: RunId, now: Instant): Put => {
  const key = runKey(id)
  return {
    item: {
      ...key,
      v: runVersion,
      at: now,
      cursor: '',
      notices: 0,
      done: false,
      worker: '',
      until: 0,
      ttl: Math.ceil(runEndsAt(now) / secondMs),
      ...dueMark('run', key.pk, now),
    },
  }
}

/** How far it came, and the lease anew. A run that is done is due no longer. */
export const checkpointRun = (run: Run, worker: string, realNow: Instant): Update => ({
  key: runKey(run.id),
  set: `SET #cursor = :cursor, #notices = :notices, #done = :done, #until = :until${run.done ? ' REMOVE due, dueAt' : ''}`,
  names,
  values: {
    ':cursor': run.cursor,
    ':notices': run.notices,
    ':done': run.done,
    ':until': realNow + runLeaseMs,
    ':worker': worker,
    ':no': false,
  },
  condition: { when: '#worker = :worker AND #done = :no' },
})

const checkpoint = async (kit: Kit, run: Run, worker: string, realNow: Instant): Promise<Run | null> => {
  await kit.fault('run.checkpoint')
  const written = await kit.db.update(checkpointRun(run, worker, realNow))
  await kit.fault('run.checked')
  if (written.ok) return readRun(run.id, written.item)
  // The answer to the last write was lost, and its repetition found it done.
  const repeated = run.done && written.old?.done === true && written.old.worker === worker
  return repeated ? run : null
}

const toldBy = (kind: string | undefined, name: string) => {
  if (kind === 'announcement') return { id: name }
  if (kind === 'latecomers') {
    const [day, pass] = name.split('.')
    return { day, pass }
  }
  if (kind !== 'change') return { day: name }
  const [before, after] = name.split('-').map(Number)
  return { before, after }
}

/** What a key of `runKey` names; null for one that it did not make. */
const runOf = (item: Item): RunId | null => {
  const [, kind, programmeId, name = ''] = textOf(item, 'pk').split('#')
  return runSchema.safeParse({ kind, programmeId, ...toldBy(kind, name) }).data ?? null
}

async function* unfinished(kit: Kit, limit: number): AsyncIterable<RunId> {
  let given = 0
  for await (const item of dueInOrder(kit, 'run', kit.clock.now(), limit)) {
    if (given >= limit) return
    const id = runOf(item)
    if (!id) continue
    given++
    yield id
  }
}

export const createRuns = (kit: Kit): Runs => ({
  take: async (id, worker, now, realNow) => {
    const written = await kit.db.update(takeRun(id, worker, now, realNow))
    await kit.fault('run.taken')
    return written.ok ? readRun(id, written.item) : null
  },
  checkpoint: (run, worker, realNow) => checkpoint(kit, run, worker, realNow),
  unfinished: (limit) => unfinished(kit, limit),
  read: async (id) => {
    const item = await kit.db.get(runKey(id))
    return item && readRun(id, item)
  },
})
