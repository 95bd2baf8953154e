import type { Expects } from '../../../shared/contract/expects.ts'
import type { ChildDraft, Draft, GuardianDraft } from '../state.ts'

/** One place of the form: which child (0 for what belongs to the family) and which field. */
export interface Spot {
  readonly child: number
  readonly field: Expects
}

/** Fields in the order in which a list to edit shows them. */
export const editable = [
  'child.name',
  'child.birth',
  'child.days',
  'guardian.name',
  'guardian.phone',
  'guardian.phone2',
  'guardian.relation',
  'place',
  'health',
  'pickup',
  'modules',
] as const satisfies readonly Expects[]

const ofChild: ReadonlySet<Expects> = new Set([
  'child.name',
  'child.birth',
  'child.grade',
  'child.sex',
  'child.days',
  'health',
  'modules',
])

/** Is the field each child's own, so that a question about it names the child? */
export const isOfChild = (field: Expects): boolean => ofChild.has(field)

/** Answered once for all children of one entry, unless a message tells them apart. */
export const isShared = (field: Expects): boolean =>
  field === 'child.days' || field === 'place' || field === 'employer' || field === 'pickup'

export const hasBirth = (child: ChildDraft): boolean =>
  child.birth !== undefined || child.grade !== undefined || child.told !== undefined

const hasPlace = (child: ChildDraft): boolean => child.place !== undefined || child.employer !== undefined

const lacksOfChild: Partial<Record<Expects, (child: ChildDraft) => boolean>> = {
  'child.name': (child) => child.name === undefined,
  'child.birth': (child) => !hasBirth(child),
  'child.days': (child) => child.days === undefined,
  place: (child) => !hasPlace(child),
  health: (child) => child.health === undefined,
  pickup: (child) => child.pickup === undefined,
}

const lacksOfGuardian: readonly (readonly [Expects, (guardian: GuardianDraft) => boolean])[] = [
  ['guardian.name', (guardian) => guardian.name === undefined],
  ['guardian.phone', (guardian) => guardian.phone === undefined],
  ['guardian.phone2', (guardian) => guardian.phone2 === undefined],
  ['guardian.relation', (guardian) => guardian.relation === undefined],
]

const childSpots = (draft: Draft, fields: readonly Expects[]): readonly Spot[] =>
  draft.children.flatMap((child, index) =>
    fields.filter((field) => lacksOfChild[field]?.(child)).map((field) => ({ child: index, field })),
  )

/** A shared field stands once, at the first child that lacks it. */
const sharedSpot = (draft: Draft, field: Expects): readonly Spot[] => childSpots(draft, [field]).slice(0, 1)

/** What must still be told, in the order in which it is asked. Sections are chosen after all of it. */
export const missingOf = (draft: Draft): readonly Spot[] => [
  ...childSpots(draft, ['child.name', 'child.birth']),
  ...sharedSpot(draft, 'child.days'),
  ...lacksOfGuardian.filter(([, lacks]) => lacks(draft.guardian)).map(([field]) => ({ child: 0, field })),
  ...sharedSpot(draft, 'place'),
  ...childSpots(draft, ['health']),
  ...sharedSpot(draft, 'pickup'),
]

export const sameSpot = (a: Spot, b: Spot): boolean =>
  a.field === b.field && (a.child === b.child || !isOfChild(a.field) || a.field === 'child.days')

/** Which children a question about a spot is about: one, or all that lack a shared answer. */
export const childrenAsked = (draft: Draft, spot: Spot): readonly number[] => {
  if (!isShared(spot.field)) return [spot.child]
  const lacking = childSpots(draft, [spot.field]).map(({ child }) => child)
  return lacking.length > 0 ? lacking : draft.children.map((_, index) => index)
}

export const changeChild = (draft: Draft, index: number, change: Partial<ChildDraft>): Draft => ({
  ...draft,
  children: draft.children.map((child, at) => (at === index ? { ...child, ...change } : child)),
})

/** A child without some of its answers. */
export const without = (child: ChildDraft, ...keys: readonly (keyof ChildDraft)[]): ChildDraft => {
  const kept = Object.entries(child).filter(([key]) => !keys.some((each) => each === key))
  return {
    ...(Object.fromEntries(kept) as Partial<ChildDraft>),
    id: child.id,
    wanted: child.wanted,
    sections: child.sections,
  }
}

const keysOf: Partial<Record<Expects, readonly (keyof ChildDraft)[]>> = {
  'child.name': ['name'],
  'child.birth': ['birth', 'grade', 'told'],
  'child.grade': ['grade'],
  'child.sex': ['sex'],
  'child.days': ['days'],
  place: ['place', 'employer'],
  employer: ['employer'],
  health: ['health'],
  pickup: ['pickup'],
}

const guardianKeyOf: Partial<Record<Expects, keyof GuardianDraft>> = {
  'guardian.name': 'name',
  'guardian.phone': 'phone',
  'guardian.phone2': 'phone2',
  'guardian.relation': 'relation',
}

/** The draft as if a spot had never been answered; a shared answer goes from every child, chosen sections with `modules`. */
export const cleared = (draft: Draft, spot: Spot): Draft => {
  const key = guardianKeyOf[spot.field]
  if (key) {
    const { [key]: _, ...guardian } = draft.guardian
    return { ...draft, guardian }
  }
  const clear = (child: ChildDraft): ChildDraft =>
    spot.field === 'modules'
      ? { ...child, wanted: [], sections: [], was: child.sections, chosen: false }
      : without(child, ...(keysOf[spot.field] ?? []))
  const hit = (index: number) => isShared(spot.field) || index === spot.child
  return { ...draft, children: draft.children.map((child, index) => (hit(index) ? clear(child) : child)) }
}
