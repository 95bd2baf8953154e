import type { Query } from '../../bot/dialogue/state.ts'
import { hourMs, type Instant } from '../../shared/time.ts'
import { wrongCodesAnHourForAll } from './limits.ts'
import type { Clock, LookedUp, Store } from './ports.ts'

/**
 * Besides the few wrong codes that one contact may send, all contacts of a process together may send only so many within an
 * hour: a stranger with ten thousand contacts must not find an eight-digit code by trying. Beyond it no code is good, until
 * the oldest wrong ones are an hour old.
 */
export const guardCodes = <T extends Pick<Store, 'look'>>(store: T, clock: Clock): T => {
  let wrong: readonly Instant[] = []
  const look = async (queries: readonly Query[]): Promise<LookedUp> => {
    const now = clock.now()
    wrong = wrong.filter((at) => now - at < hourMs)
    const full = wrong.length >= wrongCodesAnHourForAll
    const found = await store.look(full ? queries.filter(({ kind }) => kind !== 'code') : queries)
    const codes = queries.flatMap((query) => (query.kind === 'code' ? [query.code] : []))
    const facts = new Map(codes.map((code) => [code, found.codes.get(code) ?? null]))
    if (!full) wrong = [...wrong, ...[...facts.values()].filter((fact) => fact === null).map(() => now)]
    return { ...found, codes: facts }
  }
  return { ...store, look }
}
