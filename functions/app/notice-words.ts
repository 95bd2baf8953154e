import { isShort, noticeWords } from '../../bot/wording/notices.ts'
import { isSectionReminder } from '../../bot/wording/reminders.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Notice } from '../../shared/contract/outbox.ts'
import type { Reply } from '../../shared/contract/reply.ts'
import type { Family } from '../../shared/family.ts'
import type { CardPath } from './cards.ts'
import { changeWords, closureWords } from './notice-words/changes.ts'
import { closingWords, reminderWords, unfinishedWords } from './notice-words/reminders.ts'
import type { NoticeScene } from './notice-words/scene.ts'
import { scheduleCaptionOf, scheduleWords } from './notice-words/schedule.ts'
import type { Clock, Menus, Opening } from './ports.ts'
import { replyId } from './replies.ts'

export interface WordsDeps {
  readonly store: Pick<Menus, 'versionOf'>
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
  { family, catalogue }: Pick<Opening, 'family' | 'catalogue'>,
): Promise<readonly Reply[]> => {
  const scene: NoticeScene = { family, catalogue, now: deps.clock.now() }
  if (notice.what === 'session.changed' || notice.what === 'town.closure')
    return repliesOf(notice, { ...scene, versions: await versionsOf(deps, notice, family) })
  const replies = repliesOf(notice, scene)
  if (notice.what !== 'schedule.tomorrow' || replies.length === 0 || !deps.card) return replies
  const { familyId = '', day = '' } = notice.about
  return repliesOf(notice, { ...scene, card: await deps.card(familyId, day) })
}

const versionsOf = async (
  { store }: WordsDeps,
  { about }: Notice,
  family: Family | null,
): Promise<NonNullable<NoticeScene['versions']> | null> => {
  if (!family || about.familyId !== family.id) return null
  const [before, after] = await Promise.all([
    store.versionOf(family.programmeId, Number(about.before)),
    store.versionOf(family.programmeId, Number(about.after)),
  ])
  return before && after ? { before, after } : null
}

/** The same from what was read. */
export const repliesOf = (notice: Notice, scene: NoticeScene): readonly Reply[] => {
  const text = textOf(notice, scene)
  if (text === null) return []
  const id = `${replyId(notice.at, 0)}.${notice.id}`
  const said: Reply = { id, kind: 'text', text }
  if (notice.what !== 'schedule.tomorrow' || !scene.card) return [said]
  return [said, { id: `${id}.card`, kind: 'image', url: scene.card, text: scheduleCaptionOf(notice) }]
}

const textOf = (notice: Notice, scene: NoticeScene): string | null => {
  const { family, catalogue } = scene
  const own = family && notice.about.familyId === family.id ? family : null
  if (isShort(notice.what)) return noticeWords(notice.what, namesOf(notice, own, catalogue))
  if (!own) return null
  if (isSectionReminder(notice.what)) return reminderWords(notice.what, notice, own, scene)
  switch (notice.what) {
    case 'schedule.tomorrow':
      return scheduleWords(notice, own, scene)
    case 'session.changed':
      return changeWords(own, scene)
    case 'town.closure':
      return closureWords(own, scene)
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
})
