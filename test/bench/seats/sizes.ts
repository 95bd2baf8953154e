import { hourMs } from '../../../shared/time.ts'
import { beforeSeason } from '../../support/programme.ts'
import { inFlight } from '../load.ts'
import { print, round } from '../print.ts'
import { type Cost, claimOf, perform, type SeatsRoom, seatsRoom, sum } from './room.ts'

const crowd = 100
const asked = 60
const showing = 1_500
const tickets = 300

const claimed = async (
  room: SeatsRoom,
  name: string,
  n: number,
  until: number | null = null,
): Promise<Cost> => {
  const { result, cost } = await room.costOf(() => perform(room.store, claimOf(name, n, { until })))
  if (result.did === 'refused') throw new Error('there is room for everybody here')
  return cost
}

/** Fills a class one by one: what the claim after so many costs. */
const filling = async (room: SeatsRoom): Promise<readonly Cost[]> => {
  const costs: Cost[] = []
  for (let n = 0; n < crowd; n++) costs.push(await claimed(room, 'class', n))
  return costs
}

/** The same by holds of helpers' families, each with an end. */
const holding = async (room: SeatsRoom): Promise<Cost | undefined> => {
  let cost: Cost | undefined
  for (let n = 0; n <= asked; n++) cost = await claimed(room, 'held', n, beforeSeason + 48 * hourMs)
  return cost
}

/** Tickets of a showing, several at once. */
const selling = async (room: SeatsRoom): Promise<readonly Cost[]> => {
  const costs: Cost[] = []
  await inFlight(tickets, 16, async (n) => costs.push(await claimed(room, 'showing', n)))
  return costs
}

export const sizes = async (): Promise<void> => {
  const room = await seatsRoom({ class: crowd, held: crowd, showing })
  const costs = await filling(room)
  const held = await holding(room)
  print({
    name: `write units of a claim with ${asked} holders`,
    unit: 'WCU',
    value: round(costs[asked]?.writeUnits ?? Number.NaN, 1),
    asked: '≤ 4',
    detail: {
      requests: costs[asked]?.requests,
      first: costs[0]?.writeUnits,
      last: costs[crowd - 1]?.writeUnits,
      hold: held?.writeUnits,
    },
  })
  const sold = await selling(room)
  print({
    name: `write units of a ticket to a showing of ${showing} places`,
    unit: 'WCU',
    value: round(sum(sold.map((cost) => cost.writeUnits)) / sold.length),
    asked: '≤ 2',
    detail: {
      most: Math.max(...sold.map((cost) => cost.writeUnits)),
      requests: round(sum(sold.map((cost) => cost.requests)) / sold.length),
      operations: sold.at(-1)?.operations,
    },
  })
}
