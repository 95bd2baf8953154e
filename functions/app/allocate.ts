import { allocate, type Draw, drawOf, type Table, type WishesNow } from '../../shared/allocation.ts'
import type { ProgrammeId } from '../../shared/ids.ts'
import { methodOf, type Programme } from '../../shared/programme.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import type { Store, WishLists } from './ports.ts'

export interface AllocateDeps {
  readonly store: Pick<Store, 'open'> & Pick<WishLists, 'wishesOf'>
}

/** `wishes`: nothing of the programme is given by wishes. `seed`: none was given, and none is published yet. */
export type AllocateRefusal = 'programme' | 'wishes' | 'seed'

export interface Drawn {
  /** All that the table follows from, to be published beside it. */
  readonly draw: Draw
  readonly table: Table
  /** The seed of the programme's published version, or null while there is none. */
  readonly published: string | null
}

export const gathersWishes = (programme: Programme): boolean =>
  programme.sections.some((plan) => methodOf(programme, plan) === 'wishes')

/**
 * Draws a programme: reads what families wished for and makes the table, without changing anything. `seed` null takes the
 * published one.
 */
export const allocateProgramme =
  ({ store }: AllocateDeps) =>
  async (programmeId: ProgrammeId, seed: string | null): Promise<Result<Drawn, AllocateRefusal>> => {
    const { catalogue } = await store.open('nobody')
    const programme = catalogue.programmes.get(programmeId)
    if (!programme) return no('programme')
    if (!gathersWishes(programme)) return no('wishes')
    const published = programme.allocation.wishes?.seed ?? null
    const chosen = seed ?? published
    if (chosen === null) return no('seed')
    const wishes: WishesNow[] = []
    for await (const page of store.wishesOf(programmeId)) wishes.push(...page)
    const draw = drawOf(programme, catalogue.sectionsOf(programmeId), wishes)
    return ok({ draw, table: allocate(draw, chosen), published })
  }
