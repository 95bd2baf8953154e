import type { ChildId, OrganisationId, SectionId } from '../../shared/ids.ts'
import type { Given } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import { dueMark } from './due.ts'
import { seatsKey } from './keys.ts'
import type { Value } from './marshal.ts'
import type { Condition, Update } from './requests.ts'
import { type Holder, holderValue } from './seats-item.ts'

/** What one write does to a section's item. Numbers are added: below 0 they take away. */
export interface SeatsChange {
  readonly left?: number
  readonly waiting?: number
  readonly granted?: number
  /** Who stands last in line from now on does so by this moment. */
  readonly joined?: Instant
  readonly quotas?: ReadonlyMap<OrganisationId, QuotaChange>
  /** Of a small section: who gets a seat, and who loses one. */
  readonly seat?: readonly (readonly [ChildId, Holder])[]
  readonly unseat?: readonly ChildId[]
  /** Of a large section: notes of claims (notes.ts), by their token. */
  readonly note?: readonly (readonly [string, string])[]
  readonly forget?: readonly string[]
  /** `at`: to be looked at then, whatever it said; `by`: then at the latest. Both are counted. */
  readonly due?: { readonly at: Instant } | { readonly by: Instant }
}

export interface QuotaChange {
  readonly left?: number
  readonly waiting?: number
  readonly kept?: number
}

type Names = Record<string, string>
type Values = { [name: string]: Value }

/** Sets, removals, names and values of an expression, collected as they come. Names are letters only: `#xa`, `#xb` … */
interface Draft {
  readonly sets: string[]
  readonly removes: string[]
  readonly names: Names
  readonly values: Values
}

const letter = (n: number): string =>
  (n < 26 ? '' : letter(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26))

const named = (draft: Draft, sign: string, nth: number, name: string): string => {
  const placed = `#${sign}${letter(nth)}`
  draft.names[placed] = name
  return placed
}

const add = (draft: Draft, path: string, value: string, by: number | undefined): void => {
  if (by === undefined || by === 0) return
  draft.sets.push(`${path} = ${path} + ${value}`)
  draft.values[value] = by
}

const addCounters = (draft: Draft, { left, waiting, granted }: SeatsChange): void => {
  add(draft, '#left', ':left', left)
  if (left) draft.names['#left'] = 'left'
  add(draft, 'waiting', ':waiting', waiting)
  if (!granted) return
  draft.sets.push('#granted = if_not_exists(#granted, :none) + :granted')
  Object.assign(draft.names, { '#granted': 'granted' })
  Object.assign(draft.values, { ':none': 0, ':granted': granted })
}

const addQuotas = (draft: Draft, quotas: SeatsChange['quotas'] = new Map()): void => {
  for (const [nth, [organisation, change]] of [...quotas].entries()) {
    if (!change.left && !change.waiting && !change.kept) continue
    const path = `quotas.${named(draft, 'q', nth, organisation)}`
    add(draft, `${path}.l`, `:l${letter(nth)}`, change.left)
    add(draft, `${path}.w`, `:w${letter(nth)}`, change.waiting)
    add(draft, `${path}.s`, `:s${letter(nth)}`, change.kept)
  }
}

const addHolders = (draft: Draft, { seat = [], unseat = [] }: SeatsChange): void => {
  for (const [nth, [child, holder]] of seat.entries()) {
    draft.sets.push(`holders.${named(draft, 'c', nth, child)} = :c${letter(nth)}`)
    draft.values[`:c${letter(nth)}`] = holderValue(holder)
  }
  for (const [nth, child] of unseat.entries()) draft.removes.push(`holders.${named(draft, 'x', nth, child)}`)
}

const addNotes = (draft: Draft, { note = [], forget = [] }: SeatsChange): void => {
  for (const [nth, [token, words]] of note.entries()) {
    draft.sets.push(`notes.${named(draft, 't', nth, token)} = :t${letter(nth)}`)
    draft.values[`:t${letter(nth)}`] = words
  }
  for (const [nth, token] of forget.entries()) draft.removes.push(`notes.${named(draft, 'y', nth, token)}`)
}

/** Marks are counted, so that who settles a section sees that another was set meanwhile. */
const addDue = (draft: Draft, section: SectionId, due: SeatsChange['due']): void => {
  if (!due) return
  const mark = dueMark('section', seatsKey(section).pk, 'at' in due ? due.at : due.by)
  const dueAt = 'at' in due ? ':dueAt' : 'if_not_exists(dueAt, :dueAt)'
  draft.sets.push('due = :due', `dueAt = ${dueAt}`, 'marks = if_not_exists(marks, :nomarks) + :mark')
  Object.assign(draft.values, { ':due': mark.due, ':dueAt': mark.dueAt, ':nomarks': 0, ':mark': 1 })
}

const addJoined = (draft: Draft, { joined }: SeatsChange): void => {
  if (joined === undefined) return
  draft.sets.push('joined = :joined')
  draft.values[':joined'] = joined
}

/** One conditional write of the section's item. */
export const changeSeats = (section: SectionId, change: SeatsChange, condition: Condition): Update => {
  const draft: Draft = { sets: [], removes: [], names: {}, values: {} }
  addCounters(draft, change)
  addQuotas(draft, change.quotas)
  addHolders(draft, change)
  addNotes(draft, change)
  addDue(draft, section, change.due)
  addJoined(draft, change)
  const parts = [
    ...(draft.sets.length > 0 ? [`SET ${draft.sets.join(', ')}`] : []),
    ...(draft.removes.length > 0 ? [`REMOVE ${draft.removes.join(', ')}`] : []),
  ]
  const { names, values } = draft
  return { key: seatsKey(section), set: parts.join(' '), names, values, condition }
}

/** A seat that is given back, as a change. */
export const givenChange = ({ left, granted, quota }: Given): SeatsChange => ({
  ...(left === undefined ? {} : { left }),
  ...(granted === undefined ? {} : { granted }),
  ...(quota ? { quotas: new Map([[quota.organisation, { left: quota.left, kept: quota.kept ?? 0 }]]) } : {}),
})

/** Both at once. Holders and notes of the second follow those of the first. */
export const together = (a: SeatsChange, b: SeatsChange): SeatsChange => ({
  ...a,
  ...b,
  left: (a.left ?? 0) + (b.left ?? 0),
  waiting: (a.waiting ?? 0) + (b.waiting ?? 0),
  granted: (a.granted ?? 0) + (b.granted ?? 0),
  quotas: [...(b.quotas ?? [])].reduce(
    (sum, [id, change]) => {
      const before = sum.get(id) ?? {}
      return new Map(sum).set(id, {
        left: (before.left ?? 0) + (change.left ?? 0),
        waiting: (before.waiting ?? 0) + (change.waiting ?? 0),
        kept: (before.kept ?? 0) + (change.kept ?? 0),
      })
    },
    new Map(a.quotas ?? []),
  ),
  seat: [...(a.seat ?? []), ...(b.seat ?? [])],
  unseat: [...(a.unseat ?? []), ...(b.unseat ?? [])],
  note: [...(a.note ?? []), ...(b.note ?? [])],
  forget: [...(a.forget ?? []), ...(b.forget ?? [])],
})
