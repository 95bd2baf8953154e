import type { ProgrammeId } from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import { type Instant, instantOf } from '../../shared/time.ts'
import { gathersWishes } from './allocate.ts'
import type { Menus } from './ports.ts'
import { goOn, type RunDeps, type WentOn } from './run.ts'

export interface CarryOutDeps extends RunDeps {
  readonly store: RunDeps['store'] & Pick<Menus, 'revise'>
}

/** `early`: wishes are still gathered, until that moment. `seed`: another one is published. */
export type CarryOutRefusal =
  | { readonly code: 'programme' | 'wishes' }
  | { readonly code: 'early'; readonly closesAt: Instant }
  | { readonly code: 'seed'; readonly published: string }

const withSeed =
  (seed: string) =>
  (programme: Programme): Programme => {
    const { wishes } = programme.allocation
    return wishes
      ? { ...programme, allocation: { ...programme.allocation, wishes: { ...wishes, seed } } }
      : programme
  }

/** May the draw be carried out with this seed now? A seed that is published stands. */
export const mayCarryOut = (
  programme: Programme | undefined,
  seed: string,
  now: Instant,
): Result<{ readonly day: string }, CarryOutRefusal> => {
  if (!programme) return no({ code: 'programme' })
  const { wishes } = programme.allocation
  if (!wishes || !gathersWishes(programme)) return no({ code: 'wishes' })
  const closesAt = instantOf(wishes.to, '24:00')
  if (now < closesAt) return no({ code: 'early', closesAt })
  if (wishes.seed !== null && wishes.seed !== seed) return no({ code: 'seed', published: wishes.seed })
  return ok({ day: wishes.drawn })
}

/**
 * Publishes the seed where none is published yet, and carries out the draw by the run that its hour would begin by itself
 * (run/draw.ts): begun twice, or cut short and begun again, it comes to the same.
 */
export const carryOutDraw =
  (deps: CarryOutDeps) =>
  async (programmeId: ProgrammeId, seed: string): Promise<Result<WentOn, CarryOutRefusal>> => {
    const { catalogue } = await deps.store.open('nobody')
    const programme = catalogue.programmes.get(programmeId)
    const may = mayCarryOut(programme, seed, deps.clock.now())
    if (!may.ok) return may
    if (programme?.allocation.wishes?.seed === null) await deps.store.revise(programmeId, withSeed(seed))
    const { day } = may.value
    return ok(await goOn(deps, { kind: 'draw', programmeId, day }, Number.POSITIVE_INFINITY))
  }
