import { windowOf } from '../../../shared/enrolment.ts'
import type { Programme } from '../../../shared/programme.ts'
import type { Section } from '../../../shared/section.ts'
import { dayOf, instantOf } from '../../../shared/time.ts'
import type { Slot } from '../../understand/meaning.ts'
import * as choosing from '../../wording/choosing.ts'
import type { Draft, Scene } from '../state.ts'
import type { Turn } from '../turn.ts'
import { without } from './form.ts'
import { isOpen, opensSoon } from './opening.ts'

/** Programmes with such a section. */
const withSection = ({ catalogue }: Scene, suits: (section: Section) => boolean): readonly Programme[] =>
  [...catalogue.programmes.values()].filter(({ id }) => catalogue.sectionsOf(id).some(suits))

/** What can be enrolled in now; where there is nothing, what opens soon and can be prepared for. */
export const openProgrammes = (scene: Scene): readonly Programme[] => {
  const { now } = scene
  const open = withSection(scene, (section) => isOpen(section, now) && now < windowOf(section).closesAt)
  return open.length > 0 ? open : withSection(scene, (section) => opensSoon(section, now))
}

const knows = (programme: Programme, { key, value }: Slot): boolean => {
  if (key === 'mod') return programme.modules.some(({ id }) => id === value)
  if (key === 'place' || key === 'emp') return programme.organisations.some(({ id }) => id === value)
  return true
}

/** The one that is spoken of, the only one that is open, or the only one that knows the places and modules named; else null. */
export const meantProgramme = (turn: Turn, open: readonly Programme[]): Programme | null => {
  const spoken = open.find(({ id }) => id === turn.state.talk.programmeId)
  const fitting = open.filter((programme) => turn.meaning.slots.every((slot) => knows(programme, slot)))
  return (
    spoken ?? (fitting.length === 1 ? (fitting[0] ?? null) : open.length === 1 ? (open[0] ?? null) : null)
  )
}

/** The draft in a programme that was chosen after its first facts: places and modules that it does not know are dropped. */
export const inProgramme = (draft: Draft, programme: Programme): Draft => {
  const isOrganisation = (id: string | null | undefined) =>
    programme.organisations.some((each) => each.id === id)
  const children = draft.children.map((child) => {
    const known = isOrganisation(child.place) || isOrganisation(child.employer)
    const wanted = child.wanted.filter((id) => programme.modules.some((module) => module.id === id))
    return { ...(known ? child : without(child, 'place', 'employer')), wanted }
  })
  return { ...draft, programmeId: programme.id, children }
}

/** Nothing is open: when the next opens, or that it is over. */
export const closedWords = (scene: Scene): string => {
  const all = [...scene.catalogue.programmes.values()]
  const opensAt = ({ enrolment }: Programme) => instantOf(enrolment.opens, enrolment.at)
  const coming = all.filter((each) => opensAt(each) > scene.now).sort((a, b) => opensAt(a) - opensAt(b))[0]
  if (coming) return choosing.opensLater(coming.name, opensAt(coming))
  const running = all.find(({ last }) => last >= dayOf(scene.now))
  return running ? choosing.enrolmentOver(running.name, running) : choosing.noProgramme
}
