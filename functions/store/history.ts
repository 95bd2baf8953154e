import type { ChildId, OrganisationId, SectionId } from '../../shared/ids.ts'
import { seasonEndsAt } from '../../shared/retention.ts'
import { type SeatMove, seatMoves } from '../../shared/seats.ts'
import { type Instant, secondMs } from '../../shared/time.ts'
import type { SeatLine } from '../app/ports.ts'
import { last, moveKey, sectionPk } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, maybeNumber, maybeText, numberOf, textOf } from './marshal.ts'
import type { Write } from './requests.ts'

/** What is told of a move besides: ids, moments and numbers only. */
export interface Told {
  readonly party?: number
  readonly from?: OrganisationId | null
  /** Since when the seat, or the place on the list, was held that ends or changes by it. */
  readonly since?: Instant
  readonly until?: Instant | null
  readonly reason?: string
  /** Who stood before and was passed over: how many for which reason. */
  readonly passed?: Readonly<Record<string, number>>
  /** Who has it from then on. */
  readonly to?: ChildId
}

/**
 * A line of a section's history, for the transaction of the move. It goes when the season's families go; of an erased family
 * it holds a child's id, which leads nowhere any more.
 */
export const moveLine = (
  kit: Kit,
  section: SectionId,
  who: string,
  what: SeatMove,
  told: Told = {},
  now: Instant = kit.clock.now(),
): Write => {
  const programme = kit.catalogues.latest()?.sections.get(section)?.programme
  const { party, from, since, until, reason, passed, to } = told
  return {
    put: {
      item: {
        ...moveKey(section, now, who, what),
        v: 1,
        n: party,
        q: from ?? undefined,
        since,
        until: until ?? undefined,
        reason,
        passed: passed && Object.keys(passed).length > 0 ? passed : undefined,
        to,
        ttl: Math.ceil(seasonEndsAt(programme ?? null, now) / secondMs),
      },
    },
  }
}

const passedOf = (item: Item): Readonly<Record<string, number>> => {
  const map = item.passed
  if (map === null || typeof map !== 'object' || Array.isArray(map)) return {}
  return Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}

/** `MOVE#<13 digits>#<who>#<what>` */
const readLine = (item: Item, now: Instant): SeatLine | null => {
  const [, at = '', who = '', kind] = textOf(item, 'sk').split('#')
  const what = seatMoves.find((move) => move === kind)
  if (!what || item.v !== 1 || numberOf(item, 'ttl') * secondMs <= now) return null
  return {
    at: Number(at),
    who,
    what,
    party: maybeNumber(item, 'n'),
    from: maybeText(item, 'q'),
    since: maybeNumber(item, 'since'),
    until: maybeNumber(item, 'until'),
    reason: maybeText(item, 'reason'),
    passed: passedOf(item),
    to: maybeText(item, 'to'),
  }
}

/** Oldest first, and of one moment in the order in which things can have happened; of a child, or of all. */
export const historyOf = async (
  kit: Kit,
  section: SectionId,
  child?: ChildId,
): Promise<readonly SeatLine[]> => {
  const now = kit.clock.now()
  const lines: SeatLine[] = []
  for await (const item of kit.db.query({ pk: sectionPk(section), from: 'MOVE#', to: last('MOVE#') })) {
    const line = readLine(item, now)
    if (line && (child === undefined || line.who === child || line.to === child)) lines.push(line)
  }
  return lines.sort((a, b) => a.at - b.at || seatMoves.indexOf(a.what) - seatMoves.indexOf(b.what))
}
