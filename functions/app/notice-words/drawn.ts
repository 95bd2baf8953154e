import { drawnOfChild } from '../../../bot/dialogue/wishes/results.ts'
import { drawnEnd, drawnLead } from '../../../bot/wording/wishes.ts'
import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Family } from '../../../shared/family.ts'
import { gatheringOf } from '../../../shared/wishes.ts'
import type { Clock, Store } from '../ports.ts'

export interface DrawnDeps {
  readonly store: Pick<Store, 'look'>
  readonly clock: Clock
}

/** What came of each wish, by what the family has when it hears of it: a place on a list moves on meanwhile. */
export const drawnWords = async (
  { store, clock }: DrawnDeps,
  { about }: Notice,
  family: Family | null,
  catalogue: Catalogue,
): Promise<string | null> => {
  const { programmeId = '' } = about
  if (!family || family.id !== about.familyId) return null
  const waiting = family.enrolments.filter(({ state }) => state === 'waiting')
  const facts = await store.look([
    { kind: 'wishes', programmeId, familyId: family.id },
    ...waiting.map(({ sectionId, childId }) => ({ kind: 'position', sectionId, childId }) as const),
  ])
  const drawn = family.children.flatMap((child) => drawnOfChild({ catalogue, facts }, family, child) ?? [])
  const leftAt = catalogue
    .sectionsOf(programmeId)
    .flatMap((section) => gatheringOf(section)?.leftAt ?? [])
    .at(0)
  if (drawn.length === 0 || leftAt === undefined) return null
  const some = drawn.some((one) => one.some)
  return [drawnLead, ...drawn.flatMap(({ lines }) => lines), drawnEnd(some, leftAt, clock.now())].join('\n')
}
