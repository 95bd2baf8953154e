import type { Work } from '../../shared/contract/queue.ts'
import { agenda } from '../app/agenda.ts'
import { openHouse } from './house.ts'
import { log } from './log.ts'

const { store, clock } = await openHouse(process.env)

/**
 * What is to be worked on now, started by a schedule every minute. The answer goes to the queue of the workers by way of
 * Lambda (its destination on success). A message that is lost or comes twice is no harm: a minute later what is not done is
 * named again, and a run has one worker at a time.
 */
export const handler = async (): Promise<readonly Work[]> => {
  const runs = await agenda({ store, clock })
  for (const run of runs) log({ what: 'agenda', ...run })
  return runs.map((run) => ({ v: 1, run }))
}
