/** What bounds the places of a section. An absent bound does not bind. */
export interface Bounds {
  /** Places in the room. */
  readonly places: number
  /** Grown-ups present, and children that each may have. */
  readonly adults?: number | undefined
  readonly ratio: number
  /** Heads on the accident insurance. */
  readonly insured?: number | undefined
  /** What the organiser allows. */
  readonly cap?: number | undefined
}

export type Bound = 'room' | 'adults' | 'insured' | 'cap'

/**
 * The places of a section: the least of its bounds, and which one that is, to tell an officer what more places would need.
 * Where two are equal, the one that is harder to change is named: room, adults, insured, cap.
 */
export const capacityOf = (bounds: Bounds): { readonly capacity: number; readonly binds: Bound } => {
  const { places, adults, ratio, insured, cap } = bounds
  const each: readonly (readonly [Bound, number | undefined])[] = [
    ['room', places],
    ['adults', adults === undefined ? undefined : adults * ratio],
    ['insured', insured],
    ['cap', cap],
  ]
  return each.reduce<{ capacity: number; binds: Bound }>(
    (least, [binds, at]) => (at !== undefined && at < least.capacity ? { capacity: at, binds } : least),
    { capacity: places, binds: 'room' },
  )
}
