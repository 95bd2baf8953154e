import type { Applicant, Draw, Offered, Table } from '../../shared/allocation.ts'

/** What a right table is, written down again without a word of shared/allocation/: slow, by the definitions. */

type Pair = readonly [child: string, section: string]

const isApart = (draw: Draw, a: string, b: string): boolean =>
  draw.sections.some(
    ({ id, apart }) =>
      (id === a && apart.some(({ section }) => section === b)) ||
      (id === b && apart.some(({ section }) => section === a)),
  )

export const mayHave = (draw: Draw, sections: readonly string[]): boolean => {
  const counted = sections.filter((id) => draw.sections.find((each) => each.id === id)?.counts)
  const clash = sections.some((a, at) => sections.slice(at + 1).some((b) => isApart(draw, a, b)))
  return counted.length <= draw.courses && !clash
}

/** The set that a child takes of these, in the order of its wishes. */
export const choiceOf = (draw: Draw, child: Applicant, from: readonly string[]): readonly string[] => {
  const got: string[] = []
  for (const wish of child.wishes)
    if (from.includes(wish) && mayHave(draw, [...child.taken, ...got, wish])) got.push(wish)
  return got
}

/** Every seat by itself: the organisation that it is kept for, or null. */
export const seatsOf = ({ seats, quotas }: Offered): readonly (string | null)[] => {
  const kept = quotas.flatMap(({ organisation, seats: n }) => Array.from({ length: n }, () => organisation))
  return Array.from({ length: seats ?? 0 }, (_, at) => kept[at] ?? null)
}

/** Can these children all sit at once? Kuhn's matching of children and single seats. */
export const canSeat = (section: Offered, children: readonly Applicant[]): boolean => {
  const seats = seatsOf(section)
  const sitter = new Map<number, Applicant>()
  const place = (child: Applicant, tried: Set<number>): boolean =>
    seats.some((kept, at) => {
      if (tried.has(at) || (kept !== null && !child.organisations.includes(kept))) return false
      tried.add(at)
      const other = sitter.get(at)
      if (other && !place(other, tried)) return false
      sitter.set(at, child)
      return true
    })
  return children.every((child) => place(child, new Set()))
}

/** Of these children, given in the order of the draw, those whom the section takes. */
export const takenBy = (section: Offered, inOrder: readonly Applicant[]): readonly Applicant[] => {
  const got: Applicant[] = []
  for (const child of inOrder) if (canSeat(section, [...got, child])) got.push(child)
  return got
}

export const gotOf = (table: Table, childId: string): readonly string[] =>
  table.rows.find((row) => row.childId === childId)?.accepted.map(({ section }) => section) ?? []

const inOrderOf = (draw: Draw, table: Table): readonly Applicant[] =>
  table.rows.flatMap(({ childId }) => draw.applicants.filter((each) => each.childId === childId))

/** A child and a section that would each rather have the other, siblings of one turn never pushing one another out. */
export const pairsAgainst = (draw: Draw, table: Table): readonly Pair[] => {
  const order = inOrderOf(draw, table)
  const turnOf = new Map(table.rows.map(({ childId, turn }) => [childId, turn]))
  const blocks = (child: Applicant, section: Offered): boolean => {
    const got = gotOf(table, child.childId)
    if (section.seats === null || got.includes(section.id)) return false
    if (!choiceOf(draw, child, [...got, section.id]).includes(section.id)) return false
    const admitted = order.filter((each) => gotOf(table, each.childId).includes(section.id))
    const before = admitted.filter(
      (each) => (turnOf.get(each.childId) ?? 0) <= (turnOf.get(child.childId) ?? 0),
    )
    const after = admitted.filter((each) => !before.includes(each))
    return takenBy(section, [...before, child, ...after]).includes(child)
  }
  return order.flatMap((child) =>
    draw.sections
      .filter((section) => blocks(child, section))
      .map((section): Pair => [child.childId, section.id]),
  )
}

/** Gale and Shapley as in the book, for one section a child: propose, hold the best, reject the others. */
export const bookAllocation = (draw: Draw, order: readonly string[]): ReadonlyMap<string, string> => {
  const rank = new Map(order.map((id, at) => [id, at]))
  const held = new Map<string, readonly Applicant[]>()
  const next = new Map<string, number>()
  const queue = [...draw.applicants]
  for (let child = queue.shift(); child; child = queue.shift()) {
    const at = next.get(child.childId) ?? 0
    const wish = child.wishes[at]
    if (wish === undefined) continue
    next.set(child.childId, at + 1)
    const section = draw.sections.find(({ id }) => id === wish)
    if (!section || !mayHave(draw, [...child.taken, wish])) {
      queue.push(child)
      continue
    }
    const asking = [...(held.get(wish) ?? []), child].sort(
      (a, b) => (rank.get(a.childId) ?? 0) - (rank.get(b.childId) ?? 0),
    )
    const kept = takenBy(section, asking)
    held.set(wish, kept)
    queue.push(...asking.filter((each) => !kept.includes(each)))
  }
  return new Map([...held].flatMap(([id, children]) => children.map(({ childId }) => [childId, id])))
}
