import { classOf } from '../../shared/log.ts'
import { type Swept, sweep } from '../app/sweep.ts'
import { openHouse } from './house.ts'
import { log } from './log.ts'

const house = await openHouse(process.env)

/**
 * What is due, started by a schedule. One piece that fails stops no other and is due again; the run then counts as failed,
 * so that the alarm on this function sees what lasts.
 */
export const handler = async (): Promise<Swept> => {
  const failures: string[] = []
  const failed = (work: string, error: unknown): void => {
    failures.push(work)
    log({ what: 'sweep.failed', work, error: classOf(error) })
  }
  const swept = await sweep({
    ...house,
    dues: house.store,
    upkeep: house.store,
    outbox: house.store,
    realNow: Date.now,
    failed,
  })
  log({ what: 'sweep', ...swept, failures: failures.length })
  if (failures.length > 0) throw new SweepError(failures.length)
  return swept
}

class SweepError extends Error {
  override readonly name = 'SweepError'
  constructor(failures: number) {
    super(`${failures} pieces of work failed; each is in the log`)
  }
}
