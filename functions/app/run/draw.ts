import { allocate, drawOf, type Row, type Table, type WishesNow } from '../../../shared/allocation.ts'
import type { Catalogue } from '../../../shared/catalogue.ts'
import type { ChildId, FamilyId } from '../../../shared/ids.ts'
import { drawsOf } from '../../../shared/quotas.ts'
import type { Section } from '../../../shared/section.ts'
import { atOnce } from '../at-once.ts'
import type { Clock, Draws, WishLists } from '../ports.ts'
import { inOrder, type Plan, type RunOf, toAll } from './plan.ts'

export type DrawStore = Pick<WishLists, 'wishesOf'> &
  Pick<Draws, 'freeze' | 'seatDrawn' | 'queueDrawn' | 'wishers'>

/** Its parts, in the order of the cursor; lists come after all seats, since nobody gets past who waits. */
const parts = { freeze: '1', seats: '2', lists: '3.', told: '4' } as const
const atATime = 16

const chunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / atATime) }, (_, at) =>
    all.slice(at * atATime, (at + 1) * atATime),
  )

interface Drawn {
  readonly table: Table
  readonly wishes: ReadonlyMap<ChildId, WishesNow>
}

/** Once, by whatever attempt: what a child has besides stands still from here on, and so does the table. */
const drawnFrom = async (
  store: DrawStore,
  programmeId: string,
  catalogue: Catalogue,
  seed: string,
): Promise<Drawn> => {
  const all: WishesNow[] = []
  for await (const page of store.wishesOf(programmeId)) all.push(...page)
  const programme = catalogue.programmes.get(programmeId)
  if (!programme) throw new Error(`a draw of the unpublished programme ${programmeId}`)
  return {
    table: allocate(drawOf(programme, catalogue.sectionsOf(programmeId), all), seed),
    wishes: new Map(all.map((each) => [each.childId, each])),
  }
}

interface Waiting {
  readonly childId: ChildId
  readonly familyId: FamilyId
}

/** Siblings who chose together wait together; the table lists them next to one another. */
const turnsIn = (waiting: readonly ChildId[], { wishes }: Drawn): readonly (readonly Waiting[])[] => {
  const turns: Waiting[][] = []
  let last: WishesNow | null = null
  for (const childId of waiting) {
    const one = wishes.get(childId)
    if (!one) continue
    const joined = last?.together != null && last.together === one.together && last.familyId === one.familyId
    if (joined) turns.at(-1)?.push({ childId, familyId: one.familyId })
    else turns.push([{ childId, familyId: one.familyId }])
    last = one
  }
  return turns
}

const quotasOf = ({ wishes }: Drawn, childId: ChildId, section: Section, clock: Clock) => {
  const [place, employer] = wishes.get(childId)?.organisations ?? []
  return drawsOf({ place, employer }, section, clock.now())
}

/**
 * Carries out the draw of a programme: freezes what it rests on, seats everybody by the ordinary claim, puts who found no seat
 * on the lists in the order of the draw, and tells each family. Killed anywhere and begun again it comes to the same seats.
 *
 * @throws Error where the seed is not published: then nothing is due
 */
export const drawPlan = async (
  { store, clock }: { readonly store: DrawStore; readonly clock: Clock },
  run: RunOf<'draw'>,
  catalogue: Catalogue,
): Promise<Plan> => {
  const { programmeId, day } = run.id
  const programme = catalogue.programmes.get(programmeId)
  const seed = programme?.allocation.wishes?.seed
  if (!programme || !seed) throw new Error(`a draw of ${programmeId} was begun without its seed`)
  let known: Promise<Drawn> | null = null
  const drawn = (): Promise<Drawn> => {
    known ??= drawnFrom(store, programmeId, catalogue, seed)
    return known
  }
  const sections = inOrder(catalogue.sectionsOf(programmeId).map(({ id }) => id))

  async function* freeze() {
    for await (const page of store.wishesOf(programmeId)) {
      await atOnce(page, atATime, (each) => store.freeze(programmeId, each))
      yield page
    }
  }
  async function* seats() {
    const { table } = await drawn()
    for (const rows of chunks<Row>(table.rows)) {
      await atOnce(rows, atATime, (row) => store.seatDrawn(programmeId, row))
      yield rows
    }
  }
  async function* list(sectionId: string) {
    const section = catalogue.sections.get(sectionId)
    const all = await drawn()
    const waiting = all.table.waiting.find((each) => each.sectionId === sectionId)?.childIds ?? []
    if (!section) return
    for (const turn of turnsIn(waiting, all)) {
      const asking = turn.map((one) => ({ ...one, draws: quotasOf(all, one.childId, section, clock) }))
      await store.queueDrawn(programmeId, sectionId, asking)
      yield turn
    }
  }
  return {
    units: [parts.freeze, parts.seats, ...sections.map((id) => `${parts.lists}${id}`), parts.told],
    act: (unit) => {
      if (unit === parts.freeze) return freeze()
      if (unit === parts.seats) return seats()
      return unit.startsWith(parts.lists) ? list(unit.slice(parts.lists.length)) : nobody()
    },
    families: (unit) => (unit === parts.told ? store.wishers(programmeId) : nobody()),
    notices: (_, family) => {
      const { familyId } = family
      const about = { familyId, programmeId }
      return toAll(family, { id: `wishes.${day}.${familyId}`, what: 'wishes.drawn', at: run.at, about })
    },
  }
}

async function* nobody() {}
