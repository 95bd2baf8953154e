import { announcementWords, answerWords } from '../../../bot/wording/own-words.ts'
import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Family } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import type { OwnWords } from '../ports.ts'

const holderOf = ({ organisations, holder }: Programme): string =>
  organisations.find(({ id }) => id === holder.organisation)?.name ?? ''

/** Words that staff wrote: an answer to who asked, an announcement to a family of its programme. Null where they are gone. */
export const ownWords = async (
  store: OwnWords,
  { what, about, to }: Notice,
  family: Family | null,
  catalogue: Catalogue,
): Promise<string | null> => {
  if (what === 'staff.answer') {
    const answered = await store.answerTo(about.caseId ?? '', to)
    return answered && answerWords(answered)
  }
  const announcement = await store.announcementOf(about.announcementId ?? '')
  const programme = announcement && catalogue.programmes.get(announcement.programmeId)
  if (!programme || !family || about.familyId !== family.id) return null
  return announcementWords(holderOf(programme), announcement.words)
}
