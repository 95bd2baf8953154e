import type { Row } from '../../shared/allocation.ts'
import type { Enrolment } from '../../shared/family.ts'
import type { ChildId, FamilyId, ProgrammeId, SectionId } from '../../shared/ids.ts'
import type { Draw } from '../../shared/quotas.ts'
import { newcomersSource } from '../../shared/seats.ts'
import type { Draws, Outcome, WishFact } from '../app/ports.ts'
import { type Claim, claim } from './claim.ts'
import { enrolmentSet, familyAlive } from './family-item.ts'
import { familyKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { maybeText } from './marshal.ts'
import { release } from './release.ts'
import type { Update, Write } from './requests.ts'
import { readSection } from './section.ts'
import { together } from './together.ts'
import { keyOf, wishers, wishItems } from './wishes.ts'

interface Who {
  readonly childId: ChildId
  readonly familyId: FamilyId
}
type Waiting = Parameters<Draws['queueDrawn']>[2][number]

/** A mark on what was wished for, so that what is done is not done again; never on wishes that are gone. */
const mark = (programme: ProgrammeId, who: Who, name: string, value: string): Update => ({
  key: keyOf(programme, who.familyId, who.childId),
  set: 'SET #mark = :mark',
  names: { '#mark': name },
  values: { ':mark': value },
  condition: { when: 'attribute_exists(pk) AND attribute_not_exists(#mark)' },
})

const queuedIn = (section: SectionId): string => `queued/${section}`

const isMarked = async (kit: Kit, programme: ProgrammeId, who: Who, name: string): Promise<boolean> => {
  const item = await kit.db.get(keyOf(programme, who.familyId, who.childId))
  return item === null || item[name] !== undefined
}

const claimOf = (
  { childId, familyId }: Who,
  sectionId: SectionId,
  onFull: Claim['onFull'],
  draws: readonly Draw[],
): Claim => {
  const given = { kind: 'claim', sectionId, childId, familyId, party: 1, onFull, until: null } as const
  return draws.length > 0 ? { ...given, draws } : given
}

const enrolmentOf = (kit: Kit, { did, effect }: Outcome): readonly Enrolment[] => {
  if (effect.kind !== 'claim' || (did !== 'seat' && did !== 'waiting')) return []
  const { childId, sectionId, party } = effect
  return [{ childId, sectionId, party, state: did, since: kit.clock.now(), until: null }]
}

/**
 * What was got comes into the family's view together with the mark, so that nobody can give back what is then given again.
 * A family that is gone by now leaves nothing taken behind.
 */
const tell = async (kit: Kit, who: Who, got: readonly Enrolment[], marked: Update): Promise<void> => {
  const family: Write =
    got.length > 0
      ? { update: enrolmentSet(who.familyId, ...got) }
      : { check: { key: familyKey(who.familyId), condition: { when: familyAlive } } }
  const written = await kit.db.transact([family, { update: marked }])
  if (written.ok || !written.reasons[0]?.failed) return
  for (const { sectionId, childId } of got) await release(kit, { sectionId, childId, familyId: who.familyId })
}

/** Quotas are drawn from as the table says: the family said that it belongs, and the organisation answers later. */
const drawsFor = (quota: string | null): readonly Draw[] =>
  quota === null ? [] : [{ organisation: quota, provisional: true }]

const seatDrawn = async (kit: Kit, programme: ProgrammeId, row: Row): Promise<void> => {
  if (await isMarked(kit, programme, row, 'result')) return
  const got: Enrolment[] = []
  for (const { section, quota } of row.accepted) {
    got.push(...enrolmentOf(kit, await claim(kit, claimOf(row, section, 'wait', drawsFor(quota)))))
    await kit.fault('draw.claimed')
  }
  const { accepted, refused } = row
  await tell(kit, row, got, mark(programme, row, 'result', JSON.stringify({ accepted, refused })))
  await kit.fault('draw.seated')
}

/** One of the siblings would be seated, and the others would not. */
const parts = async (kit: Kit, section: SectionId, turn: readonly Waiting[]): Promise<boolean> => {
  if (turn.length < 2) return false
  const seats = await readSection(kit, section)
  const now = kit.clock.now()
  return seats !== null && turn.some(({ draws }) => newcomersSource(seats, { party: 1, draws }, now) !== null)
}

const queueDrawn = async (
  kit: Kit,
  programme: ProgrammeId,
  section: SectionId,
  turn: readonly Waiting[],
): Promise<void> => {
  const open: Waiting[] = []
  for (const each of turn) if (!(await isMarked(kit, programme, each, queuedIn(section)))) open.push(each)
  const [first] = open
  if (!first || (await parts(kit, section, open))) return
  const outcomes = new Map<Waiting, Outcome>()
  for (const each of open) {
    outcomes.set(each, await claim(kit, claimOf(each, section, 'wait', each.draws)))
    await kit.fault('draw.claimed')
  }
  const childIds = open.map(({ childId }) => childId)
  if (childIds.length > 1)
    await together(kit, {
      kind: 'together',
      sectionId: section,
      childIds,
      familyId: first.familyId,
      on: true,
    })
  for (const [each, outcome] of outcomes) {
    await tell(kit, each, enrolmentOf(kit, outcome), mark(programme, each, queuedIn(section), 'yes'))
    await kit.fault('draw.queued')
  }
}

const freeze: (kit: Kit, ...given: Parameters<Draws['freeze']>) => Promise<void> = async (
  kit,
  programme,
  wishes,
) => {
  await kit.db.update(mark(programme, wishes, 'taken', JSON.stringify(wishes.taken)))
  await kit.fault('draw.frozen')
}

/** What was drawn for a family's children; of those whose seats were not given yet nothing. */
export const drawnOf = async (
  kit: Kit,
  programme: ProgrammeId,
  family: FamilyId,
): Promise<readonly WishFact[]> => {
  const found: WishFact[] = []
  for await (const [item, { childId }] of wishItems(kit, programme, family)) {
    const result = maybeText(item, 'result')
    if (result !== null) found.push({ childId, ...JSON.parse(result) })
  }
  return found
}

export const createDraws = (kit: Kit): Draws => ({
  freeze: (programme, wishes) => freeze(kit, programme, wishes),
  seatDrawn: (programme, row) => seatDrawn(kit, programme, row),
  queueDrawn: (programme, section, turn) => queueDrawn(kit, programme, section, turn),
  wishers: (programme) => wishers(kit, programme),
  drawnOf: (programme, family) => drawnOf(kit, programme, family),
})
