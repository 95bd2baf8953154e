import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'

export interface Backoff {
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly delay: (ms: number) => Promise<void>
}

/** Real time: these waits are for the engine, not for the programme. */
export const realBackoff: Backoff = {
  random: Math.random,
  delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

export const tries = 9
const baseMs = 15
const capMs = 1_000

/** Names of refusals that mean "not now": another transaction holds the item, or the engine is asked too much. */
const passing = new Set([
  'TransactionConflictException',
  'TransactionInProgressException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'InternalServerError',
  'ServiceUnavailable',
])
const passingReasons = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])

/** A cancelled transaction may be tried again only where nothing but the moment speaks against it. */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof TransactionCanceledException) {
    const codes = (error.CancellationReasons ?? [])
      .map((reason) => reason.Code ?? 'None')
      .filter((code) => code !== 'None')
    return codes.length > 0 && codes.every((code) => passingReasons.has(code))
  }
  return error instanceof Error && passing.has(error.name)
}

/** Full jitter: anything up to a ceiling that doubles, so that those who collided do not collide again. */
export const pauseMs = (attempt: number, random: number): number =>
  random * Math.min(capMs, baseMs * 2 ** attempt)

/** Runs it again while the refusal is a passing one; the last one is thrown. */
export const retrying = async <T>(backoff: Backoff, send: () => Promise<T>): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (attempt + 1 >= tries || !isPassing(error)) throw error
    }
    await backoff.delay(pauseMs(attempt, backoff.random()))
  }
}
