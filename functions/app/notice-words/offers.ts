import { listed } from '../../../bot/wording/common.ts'
import { offerEnding, offerLapsed, offerMade, offerOf } from '../../../bot/wording/offers.ts'
import { quotaRefused, seatGranted } from '../../../bot/wording/quotas.ts'
import { sectionName } from '../../../bot/wording/schedule.ts'
import type { Notice, NoticeKind } from '../../../shared/contract/outbox.ts'
import type { Child, Enrolment, Family } from '../../../shared/family.ts'
import type { NoticeScene } from './scene.ts'

export type OfferNotice = Extract<
  NoticeKind,
  'offer.made' | 'offer.ending' | 'offer.lapsed' | 'quota.refused' | 'seat.granted'
>
const kinds: ReadonlySet<NoticeKind> = new Set<OfferNotice>([
  'offer.made',
  'offer.ending',
  'offer.lapsed',
  'quota.refused',
  'seat.granted',
])
export const isOfferNotice = (what: NoticeKind): what is OfferNotice => kinds.has(what)

/** Siblings are offered their seats by one notice. */
const childrenIn = ({ about }: Notice, family: Family): readonly Child[] => {
  const ids = (about.children ?? about.childId ?? '').split(',')
  return family.children.filter(({ id }) => ids.includes(id))
}

const placeOf = (notice: Notice, family: Family, child: Child): Enrolment | undefined =>
  family.enrolments.find((one) => one.sectionId === notice.about.sectionId && one.childId === child.id)

/** Only of what is still theirs to answer: it may have been answered, or be over, when the message is handed over. */
const offered = (notice: Notice, family: Family, { catalogue, now }: NoticeScene): string | null => {
  const section = catalogue.sections.get(notice.about.sectionId ?? '')
  const open = childrenIn(notice, family).flatMap((child) => {
    const place = placeOf(notice, family, child)
    return place?.state === 'offered' && place.until !== null && now < place.until
      ? [{ child, until: place.until }]
      : []
  })
  const [first] = open
  if (!section || !first) return null
  const children = open.map(({ child }) => child)
  const offer = offerOf(section, children, first.until, now)
  return notice.what === 'offer.made' ? offerMade(offer) : offerEnding(offer)
}

/** Not of those who have a place there again. */
const lapsed = (notice: Notice, family: Family, { catalogue }: NoticeScene): string | null => {
  const section = catalogue.sections.get(notice.about.sectionId ?? '')
  const children = childrenIn(notice, family).filter((child) => !placeOf(notice, family, child))
  if (!section || children.length === 0) return null
  return offerLapsed(listed(children.map(({ name }) => name)), sectionName(section))
}

const ofPlace = (
  notice: Notice,
  family: Family,
  { catalogue }: NoticeScene,
  words: (child: string, section: string) => string,
): string | null => {
  const section = catalogue.sections.get(notice.about.sectionId ?? '')
  const [child] = childrenIn(notice, family)
  if (!section || !child || !placeOf(notice, family, child)) return null
  return words(child.name, sectionName(section))
}

export const offerNoticeWords = (
  what: OfferNotice,
  notice: Notice,
  family: Family,
  scene: NoticeScene,
): string | null => {
  if (what === 'offer.lapsed') return lapsed(notice, family, scene)
  if (what === 'seat.granted') return ofPlace(notice, family, scene, seatGranted)
  if (what === 'quota.refused')
    return ofPlace(notice, family, scene, (child, section) =>
      quotaRefused(child, section, notice.about.now === 'waiting' ? 'waiting' : 'seat'),
    )
  return offered(notice, family, scene)
}
