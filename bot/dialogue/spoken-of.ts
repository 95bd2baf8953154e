import type { Section } from '../../shared/catalogue.ts'
import { isWithin } from '../../shared/organisations.ts'
import { type Home, nearness } from '../../shared/place.ts'
import type { Programme } from '../../shared/programme.ts'
import type { Scene, State } from './state.ts'
import { slotsOf, type Turn } from './turn.ts'

/** The programme that is spoken of: the family's, the draft's, the chosen one, or the only one. */
export const programmeAtHand = (state: State, scene: Scene): Programme | null => {
  const { programmes } = scene.catalogue
  const id = state.family?.programmeId ?? state.talk.draft?.programmeId ?? state.talk.programmeId
  const only = programmes.size === 1 ? [...programmes.values()][0] : undefined
  return (id ? programmes.get(id) : undefined) ?? only ?? null
}

/** Where the child lives that is being entered, or the family's first. */
export const homeAtHand = (state: State): Home => {
  const child = state.talk.draft?.children.at(-1) ?? state.family?.children[0]
  return { place: child?.place ?? null, employer: child?.employer ?? null }
}

const isAt = (section: Section, places: readonly string[]): boolean =>
  places.some((place) => isWithin(section.programme, section.site.organisation, place))

const startOf = (section: Section): number => section.sessions[0]?.startsAt ?? 0

/** Sections with lessons still to come, of the programme at hand, the nearest to the family first, then by start. */
export const sectionsAtHand = (turn: Turn): readonly Section[] => {
  const programme = programmeAtHand(turn.state, turn.scene)
  const home = homeAtHand(turn.state)
  return [...turn.scene.catalogue.sections.values()]
    .filter((section) => programme === null || section.programme.id === programme.id)
    .filter((section) => (section.sessions.at(-1)?.endsAt ?? 0) > turn.scene.now)
    .sort(
      (a, b) => nearness(a, home) - nearness(b, home) || startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1),
    )
}

/** Those of them in the modules and at the places that were named; a place or module without any leaves none. */
export const sectionsNamed = (turn: Turn): readonly Section[] => {
  const modules = slotsOf(turn.meaning, 'mod')
  const places = [...slotsOf(turn.meaning, 'place'), ...slotsOf(turn.meaning, 'emp')]
  return sectionsAtHand(turn)
    .filter((section) => modules.length === 0 || modules.includes(section.module.id))
    .filter((section) => places.length === 0 || isAt(section, places))
}

/** The first of each, as `key` tells them apart, in their order. */
export const firstOfEach = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => {
  const keys = items.map(key)
  return items.filter((_, at) => keys.indexOf(keys[at] ?? '') === at)
}
