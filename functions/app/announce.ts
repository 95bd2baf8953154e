import { isWithin } from '../../shared/organisations.ts'
import type { Programme } from '../../shared/programme.ts'
import { cleanWords } from './cases.ts'
import type { Announcement, Announcements, Store } from './ports.ts'

/** `words`: empty or too long. `to`: the programme has no such organisation or section. */
export type AnnounceRefusal = 'programme' | 'to' | 'words'

const reaches = (programme: Programme, { to }: Announcement): boolean => {
  if (to.kind === 'programme') return true
  if (to.kind === 'section') return programme.sections.some(({ id }) => `${programme.id}.${id}` === to.id)
  return programme.organisations.some(({ id }) => isWithin(programme, id, to.id))
}

/** An officer's words to all families with a place in a programme, in an organisation's classes, or in one class. */
export const announceTo =
  ({ store }: { readonly store: Announcements & Pick<Store, 'open'> }) =>
  async (asked: Announcement): Promise<'announced' | 'known' | AnnounceRefusal> => {
    const words = cleanWords(asked.words)
    if (words === null) return 'words'
    const programme = (await store.open('nobody')).catalogue.programmes.get(asked.programmeId)
    if (!programme) return 'programme'
    return reaches(programme, asked) ? store.announce({ ...asked, words }) : 'to'
  }
