import type { Notice, NoticeKind } from '../../shared/contract/outbox.ts'
import type { ChildId, FamilyId, SectionId } from '../../shared/ids.ts'
import { remindedAt } from '../../shared/seats.ts'
import type { Instant } from '../../shared/time.ts'
import { hearers, type StoredFamily } from './family-item.ts'
import { noticePut, noticesOf } from './notices.ts'
import type { Write } from './requests.ts'

/** Which place or seat a notice is about. `at` tells apart those that one child had one after another. */
export interface SeatAbout {
  readonly childId: ChildId
  readonly familyId: FamilyId
  readonly at: Instant
}

/** With the class: a child may wait in two lines since one moment, and both come free in another. */
const causeOf = (what: NoticeKind, section: SectionId, { childId, at }: SeatAbout): string =>
  `${what}.${section.slice(section.indexOf('.') + 1)}.${childId}.${at}`

type SeatNotice = 'seat.from_waitlist' | 'seat.taken_back' | 'offer.lapsed' | 'quota.refused' | 'seat.granted'

/** Told to whoever hears the family's news, in the transaction of what is told. */
export const told = (
  section: SectionId,
  about: SeatAbout,
  family: StoredFamily,
  what: SeatNotice,
  now: Instant,
  more: Readonly<Record<string, string>> = {},
): readonly Write[] =>
  noticesOf(hearers(family), {
    what,
    cause: causeOf(what, section, about),
    at: now,
    about: { familyId: about.familyId, childId: about.childId, sectionId: section, ...more },
  }).map((notice) => ({ put: noticePut(notice) }))

/** An offer, and where there is time enough a reminder before its end; for all who are offered seats together at once. */
export const offerNotices = (
  section: SectionId,
  [first, ...others]: readonly [SeatAbout, ...SeatAbout[]],
  family: StoredFamily,
  { until, now }: { readonly until: Instant; readonly now: Instant },
): readonly Write[] => {
  const about = {
    familyId: first.familyId,
    childId: first.childId,
    sectionId: section,
    children: [first, ...others].map(({ childId }) => childId).join(','),
    until: String(until),
  }
  const noticed = (what: 'offer.made' | 'offer.ending', timed: Pick<Notice, 'notBefore'>) =>
    noticesOf(hearers(family), { what, cause: causeOf(what, section, first), at: now, about }).map(
      (notice) => ({ put: noticePut({ ...notice, ...timed, expiresAt: until }) }),
    )
  const reminded = remindedAt(now, until)
  return [
    ...noticed('offer.made', {}),
    ...(reminded === null ? [] : noticed('offer.ending', { notBefore: reminded })),
  ]
}
