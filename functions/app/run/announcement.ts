import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Notice } from '../../../shared/contract/outbox.ts'
import type { Enrolment } from '../../../shared/family.ts'
import { isWithin } from '../../../shared/organisations.ts'
import type { Section } from '../../../shared/section.ts'
import { dayMs } from '../../../shared/time.ts'
import type { Announcement, Enrolled, OwnWords, Rosters } from '../ports.ts'
import { inOrder, isWriter, type Plan, type RunOf, rosterOf, toAll } from './plan.ts'

/** What an officer had to say is old after so long. */
const freshDays = 3

const concerns = ({ to }: Announcement, { id, site, programme }: Section): boolean => {
  if (to.kind === 'section') return id === to.id
  if (to.kind === 'programme') return true
  return site.organisation !== undefined && isWithin(programme, site.organisation, to.id)
}

/** Each family with a place in one of these sections, a held or an offered one too, hears the words once. */
export const announcementPlan = async (
  { store }: { readonly store: Rosters & Pick<OwnWords, 'announcementOf'> },
  run: RunOf<'announcement'>,
  catalogue: Catalogue,
): Promise<Plan> => {
  const announcement = await store.announcementOf(run.id.id)
  const sections = announcement
    ? catalogue.sectionsOf(run.id.programmeId).filter((section) => concerns(announcement, section))
    : []
  const units = inOrder(sections.map(({ id }) => id))
  const known = new Set(units)
  const concerned = ({ state, sectionId }: Enrolment): boolean => state !== 'waiting' && known.has(sectionId)
  const notices = (unit: string, family: Enrolled): readonly Notice[] => {
    if (!isWriter(unit, family, run.at, concerned)) return []
    const { familyId } = family
    return toAll(family, {
      id: `announcement.${run.id.id}.${familyId}`,
      what: 'announcement',
      at: run.at,
      about: { familyId, announcementId: run.id.id },
      expiresAt: run.at + freshDays * dayMs,
    })
  }
  return { units, families: rosterOf(store), notices }
}
