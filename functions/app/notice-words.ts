import { isShort, noticeWords } from '../../bot/wording/notices.ts'
import { isSectionReminder } from '../../bot/wording/reminders.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Notice } from '../../shared/contract/outbox.ts'
import type { Reply } from '../../shared/contract/reply.ts'
import type { Family } from '../../shared/family.ts'
import type { CardPath } from './cards.ts'
import { changeWords, closureWords, waitlistWords } from './notice-words/changes.ts'
import { type DrawnDeps, drawnWords } from './notice-words/drawn.ts'
import { askerOf, isKin, kinStands } from './notice-words/kin.ts'
import { isOfferNotice, offerNoticeWords } from './notice-words/offers.ts'
import { openingWords } from './notice-words/opening.ts'
import { ownWords } from './notice-words/own-words.ts'
import { closingWords, reminderWords, unfinishedWords } from './notice-words/reminders.ts'
import type { NoticeScene } from './notice-words/scene.ts'
import { scheduleCaptionOf, scheduleWords } from './notice-words/schedule.ts'
import { changeScene, isOfVersions, type VersionsDeps } from './notice-words/versions.ts'
import type { Clock, Opening, OwnWords } from './ports.ts'
import { replyId } from './replies.ts'

export interface WordsDeps {
  readonly store: VersionsDeps['store'] & OwnWords & DrawnDeps['store']
  readonly clock: Clock
  /** Makes the address of the picture of a day's lessons; without it there is none. */
  readonly card?: CardPath
}

/**
 * A notice in words, from the data of this moment, so that an erased family is named nowhere and what was replaced is not
 * said. None where there is nothing (any more) to be said.
 */
export const wordsOf = async (
  deps: WordsDeps,
  notice: Notice,
  opening: Pick<Opening, 'family' | 'catalogue'> & Partial<Pick<Opening, 'conversation'>>,
): Promise<readonly Reply[]> => {
  const { family, catalogue } = opening
  const scene: NoticeScene = { family, toHelper: false, catalogue, now: deps.clock.now() }
  if (notice.what === 'announcement' || notice.what === 'staff.answer') {
    return saidIn(notice, await ownWords(deps.store, notice, family, catalogue))
  }
  if (notice.what === 'enrolment.opening') return saidIn(notice, openingWords(notice, opening, scene.now))
  if (notice.what === 'wishes.drawn') return saidIn(notice, await drawnWords(deps, notice, family, catalogue))
  if (isOfVersions(notice)) {
    const change = await changeScene(deps, notice, family)
    return change ? repliesOf(notice, { ...scene, ...change }) : []
  }
  const replies = repliesOf(notice, scene)
  if (notice.what !== 'schedule.tomorrow' || replies.length === 0 || !deps.card) return replies
  const { familyId = '', day = '' } = notice.about
  return repliesOf(notice, { ...scene, card: await deps.card(familyId, day) })
}

const saidIn = (notice: Notice, text: string | null): readonly Reply[] =>
  text === null ? [] : [{ id: idOf(notice), kind: 'text', text }]

const idOf = ({ at, id }: Notice): string => `${replyId(at, 0)}.${id}`

/** The same from what was read. */
export const repliesOf = (notice: Notice, scene: NoticeScene): readonly Reply[] => {
  const text = textOf(notice, scene)
  if (text === null) return []
  const id = idOf(notice)
  const said: Reply = { id, kind: 'text', text }
  if (notice.what !== 'schedule.tomorrow' || !scene.card) return [said]
  return [
    said,
    { id: `${id}.card`, kind: 'image', url: scene.card, text: scheduleCaptionOf(notice), said: true },
  ]
}

const textOf = (notice: Notice, scene: NoticeScene): string | null => {
  const { family, catalogue } = scene
  const own = family && notice.about.familyId === family.id ? family : null
  if (isKin(notice.what) && !kinStands(notice, own, scene.now)) return null
  if (isShort(notice.what)) return noticeWords(notice.what, namesOf(notice, own, catalogue))
  if (!own) return null
  if (isSectionReminder(notice.what)) return reminderWords(notice.what, notice, own, scene)
  if (isOfferNotice(notice.what)) return offerNoticeWords(notice.what, notice, own, scene)
  switch (notice.what) {
    case 'schedule.tomorrow':
      return scheduleWords(notice, own, scene)
    case 'session.changed':
      return changeWords(own, scene)
    case 'town.closure':
      return closureWords(own, scene)
    case 'waitlist.closed':
      return waitlistWords(own, scene)
    case 'enrolment.closing':
      return closingWords(own, scene)
    case 'enrolment.unfinished':
      return unfinishedWords(own, scene)
    default:
      // Its words are somebody's own, and come with what writes them.
      return null
  }
}

const namesOf = ({ about }: Notice, own: Family | null, catalogue: Catalogue) => ({
  child: own?.children.find((one) => one.id === about.childId)?.name,
  section: catalogue.sections.get(about.sectionId ?? '')?.module.name,
  as: askerOf(about.as),
})
