import type { ChildId } from '../../../shared/ids.ts'
import type { Slot, SlotKey } from '../../understand/meaning.ts'
import type { ChildDraft, Draft } from '../state.ts'
import { meansAnother } from './another.ts'
import { isCalled } from './called.ts'
import { isOfChild, type Spot } from './form.ts'

/** A slot bound to whom it is about; `null` where a message says it of all children alike. */
export interface Fact {
  readonly child: number | null
  readonly key: SlotKey
  readonly value: string
}

export interface Bound {
  readonly draft: Draft
  readonly facts: readonly Fact[]
}

interface Binding {
  readonly draft: Draft
  readonly slots: readonly Slot[]
  readonly asked: Spot | null
  readonly text: string
  /** A name that is not on the form replaces the one that is. */
  readonly correcting: boolean
  readonly newId: (n: number) => ChildId
  /** Names of the family's children: one of them said is that child, not another name of the one on the form. */
  readonly enrolled: readonly string[]
}

export const blankChild = (id: ChildId): ChildDraft => ({ id, wanted: [], sections: [] })

/** More children than a family has must be a mistake of reading: the rest is left out. */
export const mostChildren = 6

/** 子豪 of 陈子豪: the name as it is called, where it has a family name to leave out. */
export const shortName = (name: string): string => (name.length > 2 ? name.slice(1) : name)

/** One child more, living where the others live and collected by whom they are. */
export const grown = (draft: Draft, newId: (n: number) => ChildId): Draft => {
  if (draft.children.length >= mostChildren) return draft
  const [first] = draft.children
  const shared = {
    ...(first?.place === undefined ? {} : { place: first.place }),
    ...(first?.employer === undefined ? {} : { employer: first.employer }),
    ...(first?.pickup === undefined ? {} : { pickup: first.pickup }),
  }
  const child = { ...blankChild(newId(draft.children.length)), ...shared }
  return { ...draft, children: [...draft.children, child] }
}

interface Places {
  readonly draft: Draft
  readonly at: ReadonlyMap<number, number>
}

/** The child of a message's number: the one of that name, else the one in that place, else a new one. */
const placeOf = (binding: Binding, places: Places, number: number): Places => {
  const { draft, at } = places
  const name = binding.slots.find((slot) => slot.key === 'name' && slot.child === number)?.value
  const taken = [...at.values()]
  const free = (index: number) => draft.children[index] !== undefined && !taken.includes(index)
  const named = name === undefined ? -1 : draft.children.findIndex((child) => isCalled(child, name))
  const inPlace = draft.children[number - 1]
  const fits = inPlace && (name === undefined || inPlace.name === undefined || binding.correcting)
  const index =
    named >= 0 && free(named) ? named : fits && free(number - 1) ? number - 1 : draft.children.length
  const next = index < draft.children.length ? draft : grown(draft, binding.newId)
  return index < next.children.length ? { draft: next, at: new Map([...at, [number, index]]) } : places
}

const numbersOf = (slots: readonly Slot[]): readonly number[] =>
  [...new Set(slots.flatMap(({ child }) => (child === undefined ? [] : [child])))].sort((a, b) => a - b)

/** Where a single name without a number belongs, and the draft with a child more where it needs one. */
const placeOfName = (
  binding: Binding,
  draft: Draft,
  name: string,
): { draft: Draft; child: number | null } => {
  const called = draft.children.findIndex((child) => isCalled(child, name))
  if (called >= 0) return { draft, child: called }
  if (binding.asked?.field === 'child.name') return { draft, child: binding.asked.child }
  const blank = draft.children.findIndex((child) => child.name === undefined)
  if (blank >= 0) return { draft, child: blank }
  const enrolled = binding.enrolled.some((known) => isCalled({ name: known }, name))
  if (enrolled || (meansAnother(binding.text) && !binding.correcting)) {
    const next = grown(draft, binding.newId)
    return { draft: next, child: next.children.length - 1 }
  }
  return { draft, child: binding.correcting ? (binding.asked?.child ?? 0) : null }
}

/**
 * Is the name in these words the guardian's own? Where that is asked for; and where every child has a name, the guardian
 * none, and nothing in the words makes it a further child's.
 */
const isGuardianName = ({ asked, draft, text, correcting, enrolled }: Binding, name: string): boolean => {
  if (
    [...draft.children, ...enrolled.map((known) => ({ name: known }))].some((child) => isCalled(child, name))
  )
    return false
  const named = draft.children.every((child) => child.name !== undefined) && draft.guardian.name === undefined
  return (
    asked?.field === 'guardian.name' ||
    (named && asked?.field !== 'child.name' && !correcting && !meansAnother(text))
  )
}

const wholeFamily: ReadonlySet<SlotKey> = new Set([
  'place',
  'emp',
  'mod',
  'mod-',
  'date',
  'date_end',
  'pickup',
  'pickup_name',
])

/** Binds every slot of a message to a child of the draft; a child that is new gets a place of its own. */
export const bind = (binding: Binding): Bound => {
  const numbered = numbersOf(binding.slots).reduce<Places>(
    (places, number) => placeOf(binding, places, number),
    { draft: binding.draft, at: new Map() },
  )
  const name = binding.slots.find((slot) => slot.key === 'name' && slot.child === undefined)?.value
  const guardians = name !== undefined && isGuardianName(binding, name)
  const { draft, child: named } =
    name === undefined || guardians
      ? { draft: numbered.draft, child: null }
      : placeOfName(binding, numbered.draft, name)
  const asked = binding.asked && isOfChild(binding.asked.field) ? binding.asked.child : null
  const alone = draft.children.length === 1 ? 0 : null
  const plain = (key: SlotKey): number | null => named ?? alone ?? (wholeFamily.has(key) ? null : asked)
  const facts = binding.slots.flatMap((slot): Fact[] => {
    if (slot.key === 'name' && slot.child === undefined) {
      if (guardians) return [{ child: null, key: 'gname', value: slot.value }]
      return named === null ? [] : [{ child: named, key: 'name', value: slot.value }]
    }
    const child = slot.child === undefined ? plain(slot.key) : numbered.at.get(slot.child)
    // Of a child for whom there is no place nothing is kept: it would be said of all.
    return child === undefined ? [] : [{ child, key: slot.key, value: slot.value }]
  })
  return { draft, facts }
}

/** Values of one key for one child, those said of all children included. */
export const said = (facts: readonly Fact[], key: SlotKey, child: number): readonly string[] =>
  facts
    .filter((fact) => fact.key === key && (fact.child === child || fact.child === null))
    .map((fact) => fact.value)
