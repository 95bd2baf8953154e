import { windowOf } from '../../../shared/enrolment.ts'
import type { Programme } from '../../../shared/programme.ts'
import { dayOf, instantOf } from '../../../shared/time.ts'
import * as choosing from '../../wording/choosing.ts'
import type { Scene, Talk } from '../state.ts'

/** Some section of it can be enrolled in now. */
const isOpen = (programme: Programme, { catalogue, now }: Scene): boolean =>
  catalogue.sectionsOf(programme.id).some((section) => {
    const { opensAt, closesAt } = windowOf(section)
    return opensAt <= now && now < closesAt
  })

export const openProgrammes = (scene: Scene): readonly Programme[] =>
  [...scene.catalogue.programmes.values()].filter((programme) => isOpen(programme, scene))

/** The one that is spoken of, or the only one that is open; null where a person must say. */
export const meantProgramme = (talk: Talk, open: readonly Programme[]): Programme | null => {
  const spoken = open.find(({ id }) => id === talk.programmeId)
  return spoken ?? (open.length === 1 ? (open[0] ?? null) : null)
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
