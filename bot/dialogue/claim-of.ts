import type { FamilyId, OrganisationId } from '../../shared/ids.ts'
import { type Belonging, drawsOf } from '../../shared/quotas.ts'
import type { Section } from '../../shared/section.ts'
import { organisationName } from '../wording/common.ts'
import { drawnProvisionally } from '../wording/quotas.ts'
import type { Effect, Outcome } from './state.ts'
import type { Turn } from './turn.ts'

type Claim = Extract<Effect, { kind: 'claim' }>

/** A claim of this section for the child, with the quotas that it may draw from at this moment. */
export const claimOf = (
  turn: Turn,
  child: Belonging & { readonly id: string },
  section: Section,
  given: Pick<Claim, 'party' | 'onFull' | 'until'> & { readonly familyId: FamilyId },
): Claim => {
  const draws = drawsOf(child, section, turn.scene.now)
  const claim = { kind: 'claim', sectionId: section.id, childId: child.id, ...given } as const
  return draws.length > 0 ? { ...claim, draws } : claim
}

const kindOf = (section: Section, id: OrganisationId): 'staff' | 'villagers' =>
  section.programme.organisations.find((one) => one.id === id)?.kind === 'enterprise' ? 'staff' : 'villagers'

/** Seats that stand on what the family said of itself, until that organisation has answered: one line for each. */
export const provisionalWords = (turn: Turn, outcomes: readonly Outcome[]): readonly string[] => {
  const said = outcomes.flatMap((outcome) => {
    if (outcome.did !== 'seat' && outcome.did !== 'held') return []
    const { drew, effect } = outcome
    if (!drew?.provisional || effect.kind !== 'claim') return []
    const section = turn.scene.catalogue.sections.get(effect.sectionId)
    if (!section) return []
    const name = organisationName(section.programme, drew.organisation)
    return [drawnProvisionally(name, kindOf(section, drew.organisation))]
  })
  return [...new Set(said)]
}
