import * as words from '../../bot/wording/desk.ts'
import { isTown } from '../../shared/organisations.ts'
import type { Organisation, Programme } from '../../shared/programme.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import { type Day, isDay } from '../../shared/time.ts'
import { stop } from './trouble.ts'

type Tree = Pick<Programme, 'organisations'>

/** 楚门 is 楚门镇 too: officers say a place without what it is. */
const plainName = (name: string): string => name.replace(/(镇|街道|乡|村)$/, '')

const isCalled = ({ id, name, aliases }: Organisation, said: string): boolean =>
  [id, name, ...aliases].includes(said)

/** An organisation by its id, name or alias; the error is a line for the officer, with those there are. */
export const readTown = ({ organisations }: Tree, said: string): Result<Organisation, string> => {
  const exact = organisations.filter((one) => isCalled(one, said))
  const found =
    exact.length > 0 ? exact : organisations.filter(({ name }) => plainName(name) === plainName(said))
  const [only, other] = found
  const shown = (list: readonly Organisation[]) => list.map(({ id, name }) => `${name}（${id}）`)
  if (only && !other) return ok(only)
  return only
    ? no(words.severalTowns(said, shown(found)))
    : no(words.noTown(said, shown(organisations.filter(isTown))))
}

/** `2027-07-08`, `7-8`, `7月8日` (a day of the season where no year is said); null for what is no day. */
export const readDay = (said: string, season: number): Day | null => {
  const plain = said.normalize('NFKC').trim()
  const [, year, month, day] = /^(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})[日号]?$/.exec(plain) ?? []
  if (!month || !day) return null
  const read = `${year ?? season}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(read) ? read : null
}

/**
 * The programme that was named, or the only one there is.
 *
 * @throws Stopped `option`, where that names none
 */
export const programmeOf = (
  programmes: ReadonlyMap<string, Programme>,
  named: string | undefined,
): Programme => {
  const option = (line: string): never => stop({ code: 'option', line })
  const ids = [...programmes.keys()]
  const [only] = ids
  if (named === undefined && ids.length > 1) return option(words.whichProgramme(ids))
  return programmes.get(named ?? only ?? '') ?? option(words.noProgramme(ids))
}
