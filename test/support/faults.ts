import {
  type DynamoDBClient,
  InternalServerError,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb'

/**
 * What may befall a request. `conflict`: another transaction has the item. `throughput`: asked too much. `internal`: the
 * service failed, before or after it did what it was asked. `repeated`: the answer was lost after the write took effect,
 * and the SDK sends it once more. `lost`: the same, and nobody sends it again. `slow`: others come first.
 */
export type Fault = 'conflict' | 'throughput' | 'internal' | 'repeated' | 'lost' | 'slow'

export const allFaults: readonly Fault[] = ['conflict', 'throughput', 'internal', 'repeated', 'lost', 'slow']

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Faults {
  /** From now on requests meet faults that follow from this seed; null: none. */
  readonly arm: (seed: number | null) => void
  /** Requests that were sent while armed, and what befell them. */
  readonly requests: () => number
  readonly met: () => Readonly<Record<Fault, number>>
}

const share = 0.2
const about = { message: 'a fault of the test', $metadata: {} }
/** As an SDK names an answer that did not come. */
const timedOut = (): Error => Object.assign(new Error('no answer'), { name: 'TimeoutError' })

const reads: readonly string[] = ['GetItem', 'BatchGetItem', 'Query', 'Scan']
/** What reads alone never meets another transaction. */
const possible = (operation: string): readonly Fault[] =>
  reads.includes(operation) ? allFaults.filter((fault) => fault !== 'conflict') : allFaults

/** A transaction is refused as a whole, and says of which item it was; its others say `None`. */
const cancelled = (input: object, code: string, random: () => number): TransactionCanceledException => {
  const writes =
    'TransactItems' in input && Array.isArray(input.TransactItems) ? input.TransactItems.length : 1
  const which = Math.floor(random() * writes)
  const CancellationReasons = Array.from({ length: writes }, (_, n) => ({
    Code: n === which ? code : 'None',
  }))
  return new TransactionCanceledException({ ...about, CancellationReasons })
}

const refusalOf = (
  fault: 'conflict' | 'throughput',
  operation: string,
  input: object,
  random: () => number,
): Error => {
  const whole = operation === 'TransactWriteItems'
  if (fault === 'conflict')
    return whole ? cancelled(input, 'TransactionConflict', random) : new TransactionConflictException(about)
  const inPart = whole && random() < 0.5
  return inPart
    ? cancelled(input, 'ProvisionedThroughputExceeded', random)
    : new ProvisionedThroughputExceededException(about)
}

/** Others that are ready come first. Nothing really waits. */
const letOthersPass = async (turns: number): Promise<void> => {
  for (let n = 0; n < turns; n++) await new Promise((resolve) => setImmediate(resolve))
}

/** One request in five of this client meets one fault. It stands before the SDK's own retries: what they overcame is no fault. */
export const withFaults = (
  client: DynamoDBClient,
  later: () => Promise<void> = () => letOthersPass(4),
): Faults => {
  let random: (() => number) | null = null
  let requests = 0
  const met: Record<Fault, number> = {
    conflict: 0,
    throughput: 0,
    internal: 0,
    repeated: 0,
    lost: 0,
    slow: 0,
  }
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (random === null) return next(args)
      requests++
      const chance = random
      if (chance() >= share) return next(args)
      const operation = String(context.commandName ?? '').replace(/Command$/, '')
      const list = possible(operation)
      const fault = list[Math.floor(chance() * list.length)] ?? 'slow'
      met[fault]++
      if (fault === 'conflict' || fault === 'throughput')
        throw refusalOf(fault, operation, args.input, chance)
      if (fault === 'slow') {
        const early = chance() < 0.5
        if (early) await later()
        const answer = await next(args)
        if (!early) await later()
        return answer
      }
      const done = fault !== 'internal' || chance() < 0.5
      // Whatever it answers, nobody hears it; a refusal neither.
      if (done) await next(args).catch(() => undefined)
      if (fault === 'repeated') return next(args)
      throw fault === 'lost' ? timedOut() : new InternalServerError(about)
    },
    { step: 'initialize', name: 'houniaoFaults' },
  )
  return {
    arm: (seed) => {
      random = seed === null ? null : seededRandom(seed)
    },
    requests: () => requests,
    met: () => met,
  }
}

/** A pause as the store asked for it, and the random number that it was made from. */
export interface Pause {
  readonly ms: number
  readonly random: number
}

/** Whether these are pauses of full jitter, below a ceiling that doubles from one try to the next up to a second. */
export const isFullJitter = (pauses: readonly Pause[], firstCeilingMs: number): boolean =>
  pauses.every(({ ms, random }) => {
    const doubled = Math.log2(ms / random / firstCeilingMs)
    return (
      random === 0 || Math.abs(ms / random - 1_000) < 1e-6 || Math.abs(doubled - Math.round(doubled)) < 1e-6
    )
  })

/** Stands in for the store's waits, which pass at once and are noted down. */
export const watchedPauses = (seed: number) => {
  const next = seededRandom(seed)
  const pauses: Pause[] = []
  let last = 0
  return {
    random: () => {
      last = next()
      return last
    },
    delay: async (ms: number) => {
      pauses.push({ ms, random: last })
      await letOthersPass(1)
    },
    /** Those since the last call. */
    taken: (): readonly Pause[] => pauses.splice(0),
  }
}
