import { queue } from './seats/queue.ts'
import { race } from './seats/race.ts'
import { sizes } from './seats/sizes.ts'
import { town } from './seats/town.ts'

/** Seats under pressure: a race, a long queue, full sections and a large town. */
export const seats = async (): Promise<void> => {
  await race()
  await queue()
  await sizes()
  await town()
}
