import type { ContactId, SectionId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Counted, Dues, Recount, Store, Upkeep } from './ports.ts'

export interface RecountDeps {
  readonly store: Pick<Store, 'open'> & Pick<Dues, 'openTurns'> & Upkeep
  /** Ends what a turn left open: true when nothing is left of it. */
  readonly finish: (contact: ContactId) => Promise<boolean>
  /** Turns that are open by then were cut short: far ahead where nobody else is at work. */
  readonly openUntil: Instant
}

/** Something that is stored and is not what it follows from. */
export interface Difference {
  readonly kind:
    | 'open'
    | 'left'
    | 'waiting'
    | 'granted'
    | 'quota_left'
    | 'quota_waiting'
    | 'orphan'
    | 'note'
    | 'broken'
    | 'view'
    | 'stray'
  /** A section; of an open turn a contact. */
  readonly where: string
  /** The organisation, child or family that it is of. */
  readonly whose: string
  readonly stored: string
  readonly counted: string
}

const nobody = 'nobody'
/** Open turns looked for at a time. */
const page = 500

/** Turns that were cut short end first: what they began is no difference. Those that would not end are. */
async function* stillOpen({ store, finish, openUntil }: RecountDeps): AsyncIterable<Difference> {
  for await (const contact of store.openTurns(page, openUntil)) {
    if (await finish(contact)) continue
    yield { kind: 'open', where: contact, whose: '', stored: '', counted: '' }
  }
}

const counted = (
  kind: Difference['kind'],
  where: SectionId,
  { stored, counted: should }: Counted,
  whose = '',
): readonly Difference[] =>
  stored === should ? [] : [{ kind, where, whose, stored: String(stored), counted: String(should) }]

const named = (kind: Difference['kind'], where: SectionId, ids: readonly string[]): readonly Difference[] =>
  ids.map((whose) => ({ kind, where, whose, stored: '', counted: '' }))

/** What a recount of a section found, as a list. */
export const differencesIn = (found: Recount): readonly Difference[] => {
  const { sectionId } = found
  return [
    ...counted('left', sectionId, found.left),
    ...counted('waiting', sectionId, found.waiting),
    ...counted('granted', sectionId, found.granted),
    ...found.quotas.flatMap(({ organisation, left, waiting }) => [
      ...counted('quota_left', sectionId, left, organisation),
      ...counted('quota_waiting', sectionId, waiting, organisation),
    ]),
    ...named('orphan', sectionId, found.orphans),
    ...named('note', sectionId, found.notes),
    ...named('broken', sectionId, found.broken),
    ...found.views.map(({ childId, state }) => ({
      kind: 'view' as const,
      where: sectionId,
      whose: childId,
      stored: state.stored ?? '',
      counted: state.counted ?? '',
    })),
  ]
}

/**
 * Everything that is derived, rebuilt from the truth and compared: each difference as it is found. With `repair` it is mended
 * on the way; run again it then finds nothing, where nobody moved meanwhile.
 */
export async function* recountAll(deps: RecountDeps, repair: boolean): AsyncIterable<Difference> {
  yield* stillOpen(deps)
  const { catalogue } = await deps.store.open(nobody)
  for (const id of catalogue.sections.keys()) {
    const found = await (repair ? deps.store.repairSection(id) : deps.store.recountSection(id))
    if (found) yield* differencesIn(found)
  }
  for await (const { sectionId, childId, state } of deps.store.strayEnrolments(repair))
    yield { kind: 'stray', where: sectionId, whose: childId, stored: state, counted: '' }
}
