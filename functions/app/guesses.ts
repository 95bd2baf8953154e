import type { Query, SameFact } from '../../bot/dialogue/state.ts'
import { hourMs, type Instant } from '../../shared/time.ts'
import { networksKept, wrongCodesAnHour } from './limits.ts'
import type { Clock, LookedUp, Store } from './ports.ts'

/** Wrong codes within an hour that runs from the first of them. */
interface Tally {
  readonly since: Instant
  readonly count: number
}

const live = (tally: Tally | undefined, now: Instant): Tally =>
  tally && now - tally.since < hourMs ? tally : { since: now, count: 0 }

/** Tallies of this process, by network; the longest idle is forgotten first. They hold addresses and stay in memory. */
const createTallies = (clock: Clock) => {
  const networks = new Map<string, Tally>()
  let all: Tally | undefined
  const add = (network: string, count: number): void => {
    const now = clock.now()
    const [own, total] = [live(networks.get(network), now), live(all, now)]
    networks.delete(network)
    networks.set(network, { ...own, count: Math.max(0, own.count + count) })
    all = { ...total, count: Math.max(0, total.count + count) }
    const [oldest] = networks.keys()
    if (networks.size > networksKept && oldest !== undefined) networks.delete(oldest)
  }
  const left = (network: string): number => {
    const now = clock.now()
    const attacked = live(all, now).count >= wrongCodesAnHour.fromAll
    const most = attacked ? wrongCodesAnHour.fromOneNetworkUnderAttack : wrongCodesAnHour.fromOneNetwork
    return most - live(networks.get(network), now).count
  }
  return { add, left }
}

const codesIn = (queries: readonly Query[]): readonly string[] =>
  queries.flatMap((query) => (query.kind === 'code' ? [query.code] : []))

const keysIn = (queries: readonly Query[]): readonly string[] =>
  queries.flatMap((query) => (query.kind === 'same' ? query.children.map(({ key }) => key) : []))

const hidden = ({ marks }: SameFact): SameFact => ({ marks, others: [], unasked: true })

/**
 * Besides the few wrong codes that one contact may send, all contacts of one network together may send only so many within
 * an hour: a stranger who throws cookies away must not find an eight-digit code by trying. Beyond it no code is good from
 * there, and everywhere else all goes on: nobody locks others out by sending wrong codes. Where many networks try at once,
 * each has fewer tries, and whoever types a code right at first is let in still.
 *
 * To ask whether a child is entered already is counted alike. Beyond it nobody is told, and everybody may enrol: staff are.
 *
 * `network` is null for contacts that a gateway vouches for: an account of a channel is not thrown away like a cookie.
 */
export const guardCodes = <T extends Pick<Store, 'look'>>(
  store: T,
  clock: Clock,
): ((network: string | null) => T) => {
  const tallies = createTallies(clock)
  const looked = async (network: string, queries: readonly Query[]): Promise<LookedUp> => {
    const codes = codesIn(queries)
    if (codes.length === 0) return lookedAlike(network, queries)
    if (tallies.left(network) < codes.length) {
      const found = await store.look(queries.filter(({ kind }) => kind !== 'code'))
      return { ...found, codes: new Map(codes.map((code) => [code, null])) }
    }
    // Counted as wrong before it is looked at: a thousand at once must not pass while none is known to be wrong yet.
    tallies.add(network, codes.length)
    const found = await store.look(queries)
    tallies.add(network, -[...found.codes.values()].filter((fact) => fact !== null).length)
    return found
  }
  /** A child that somebody has entered is as good as a guess; who enters nobody's but the own is not counted. */
  const lookedAlike = async (network: string, queries: readonly Query[]): Promise<LookedUp> => {
    const keys = keysIn(queries)
    if (keys.length === 0) return store.look(queries)
    const told = tallies.left(network) >= keys.length
    if (told) tallies.add(network, keys.length)
    const found = await store.look(queries)
    if (!told) return { ...found, same: new Map([...found.same].map(([key, fact]) => [key, hidden(fact)])) }
    tallies.add(network, -[...found.same.values()].filter(({ others }) => others.length === 0).length)
    return found
  }
  return (network) =>
    network === null ? store : { ...store, look: (queries: readonly Query[]) => looked(network, queries) }
}
