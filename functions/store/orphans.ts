import type { FamilyId } from '../../shared/ids.ts'
import type { Effect } from '../app/ports.ts'
import { inLedger } from './erase.ts'
import type { Kit } from './kit.ts'
import { release } from './release.ts'

interface Taken {
  readonly sectionId: string
  readonly childId: string
  readonly familyId: FamilyId
}

/** What an effect takes, and for which family. */
const takenBy = (effect: Effect): readonly Taken[] => {
  if (effect.kind === 'claim') return [effect]
  return effect.kind === 'move' ? [{ ...effect, ...effect.to }] : []
}

/** Gives back what a turn may have taken for a family that is gone. */
export const releaseTaken = async (kit: Kit, effects: readonly Effect[], family: FamilyId): Promise<void> => {
  for (const taken of effects.flatMap(takenBy)) if (taken.familyId === family) await release(kit, taken)
}

/** Of the families that these effects take something for, those whose erasure is written give it back. */
export const disown = async (kit: Kit, effects: readonly Effect[]): Promise<void> => {
  const families = new Set(effects.flatMap(takenBy).map(({ familyId }) => familyId))
  for (const family of families) if (await inLedger(kit, family)) await releaseTaken(kit, effects, family)
}
