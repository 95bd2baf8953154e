import type { Standing, Told } from './hears.ts'

/** What a parent was told does not agree with what 我的报名 says. */
export interface Difference {
  /** `lost`: what was promised is not there. `untold`: something is there that nobody promised, or that was given up. */
  readonly kind: 'lost' | 'untold'
  readonly child: string
  readonly section: string
  readonly noted: Standing
  readonly found: Standing
}

export interface Entry {
  readonly child: string
  readonly section: string
  readonly is: Standing
  readonly party: number
}

/** What one parent believes. */
export interface Notes {
  /** Takes in what was told; differences where it is a list of everything that there is. */
  readonly take: (told: readonly Told[]) => readonly Difference[]
  readonly entries: () => readonly Entry[]
  /** Each standing that was told anew, once for every time that it was. */
  readonly ever: () => readonly Standing[]
}

/** What may become of something without a word, between two looks: only an offer comes, goes, or is lost by itself. */
const mayBe: Readonly<Record<Standing, readonly Standing[]>> = {
  seat: ['seat'],
  held: ['held', 'seat', 'waiting'],
  offered: ['offered', 'seat', 'waiting', 'none'],
  waiting: ['waiting', 'offered', 'seat'],
  none: ['none'],
}

const kindOf = (noted: Standing, found: Standing): Difference['kind'] | null => {
  if (mayBe[noted].includes(found)) return null
  return noted === 'none' ? 'untold' : 'lost'
}

const keyOf = (child: string, section: string): string => `${child}/${section}`

export const createNotes = (): Notes => {
  const entries = new Map<string, Entry>()
  const ever: Standing[] = []
  let changing: { readonly child: string; readonly section: string } | null = null

  const write = (child: string, section: string, is: Standing, party?: number): void => {
    const key = keyOf(child, section)
    if (entries.get(key)?.is !== is) ever.push(is)
    entries.set(key, { child, section, is, party: party ?? entries.get(key)?.party ?? 1 })
  }

  const compare = (child: string, has: ReadonlyMap<string, Standing>): readonly Difference[] => {
    const known = [...entries.values()].filter((entry) => entry.child === child)
    const sections = new Set([...has.keys(), ...known.map(({ section }) => section)])
    return [...sections].flatMap((section) => {
      const noted = entries.get(keyOf(child, section))?.is ?? 'none'
      const found = has.get(section) ?? 'none'
      const kind = kindOf(noted, found)
      write(child, section, found)
      return kind ? [{ kind, child, section, noted, found }] : []
    })
  }

  const takeOne = (told: Told): readonly Difference[] => {
    if (told.what === 'stands') write(told.child, told.section, told.is, told.party)
    if (told.what === 'changing') changing = told
    if (told.what === 'changed' && changing) write(changing.child, changing.section, 'none')
    if (told.what === 'all') return compare(told.child, told.has)
    if (told.what !== 'nothing') return []
    const children = new Set([...entries.values()].map(({ child }) => child))
    return [...children].flatMap((child) => compare(child, new Map()))
  }

  return {
    take: (told) => told.flatMap(takeOne),
    entries: () => [...entries.values()],
    ever: () => ever,
  }
}
