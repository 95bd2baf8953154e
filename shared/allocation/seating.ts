import type { Applicant, Offered } from './draw.ts'

type Sitter = Pick<Applicant, 'childId' | 'organisations'>

/** Seats of one kind: kept for an organisation, or open to all (null). */
interface Bench {
  readonly organisation: string | null
  readonly seats: number
  readonly sitting: Map<Sitter, Seated>
}

interface Seated {
  readonly turn: number
  /** The benches on which this child may sit. */
  readonly own: readonly Bench[]
}

/** Quotas beyond the capacity keep nothing: the first that the programme names are served. */
const benchesOf = ({ seats, quotas }: Pick<Offered, 'seats' | 'quotas'>): readonly Bench[] => {
  let open = seats ?? 0
  const kept = quotas.map((quota): Bench => {
    const own = Math.min(quota.seats, open)
    open -= own
    return { organisation: quota.organisation, seats: own, sitting: new Map() }
  })
  return [...kept, { organisation: null, seats: open, sitting: new Map() }]
}

/**
 * A section as a choice: of children who come in the order of the draw it takes each one for whom there is a seat, on its own
 * organisation's bench first, then on the open one. Where one who sits may as well sit elsewhere and so makes room, it moves:
 * whether a child gets in depends on who came before it, never on which bench they happened to take.
 */
export interface Seating {
  /** False where there is no seat; nothing has changed then. */
  readonly seat: (child: Sitter, turn: number) => boolean
  /** Takes back what was just given. */
  readonly leave: (child: Sitter) => void
  /** The last turn that got an open seat, or null where nobody has one. */
  readonly lastOpen: () => number | null
  /** From which quota each child draws; null for an open seat. */
  readonly quotaOf: (child: Sitter) => string | null
}

export const createSeating = (section: Pick<Offered, 'seats' | 'quotas'>): Seating => {
  const benches = benchesOf(section)
  const fitting = ({ organisations }: Sitter) =>
    benches.filter(({ organisation }) => organisation === null || organisations.includes(organisation))
  const benchOf = (child: Sitter) => benches.find(({ sitting }) => sitting.has(child))

  const makeRoom = (bench: Bench, tried: Set<Bench>): boolean => {
    if (bench.sitting.size < bench.seats) return true
    tried.add(bench)
    for (const [sitter, seated] of bench.sitting) {
      const other = seated.own.find((one) => !tried.has(one) && makeRoom(one, tried))
      if (!other) continue
      bench.sitting.delete(sitter)
      other.sitting.set(sitter, seated)
      return true
    }
    return false
  }

  /** Where nothing is kept, nobody could sit elsewhere. */
  const madeIn = (own: readonly Bench[]): Bench | undefined => {
    if (benches.length === 1) return undefined
    const tried = new Set<Bench>()
    return own.find((one) => !tried.has(one) && makeRoom(one, tried))
  }

  return {
    seat: (child, turn) => {
      const own = fitting(child)
      const free = own.find(({ sitting, seats }) => sitting.size < seats)
      const bench = free ?? madeIn(own)
      bench?.sitting.set(child, { turn, own })
      return bench !== undefined
    },
    leave: (child) => void benchOf(child)?.sitting.delete(child),
    lastOpen: () => {
      let last: number | null = null
      for (const { turn } of benches.at(-1)?.sitting.values() ?? []) last = Math.max(last ?? turn, turn)
      return last
    },
    quotaOf: (child) => benchOf(child)?.organisation ?? null,
  }
}
