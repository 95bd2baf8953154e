import {
  greetFamily,
  greetStranger,
  labelOf,
  menuWords,
  type Way,
  wayOf,
  whichOfThese,
} from '../wording/menu.ts'
import { openCancel } from './cancel.ts'
import { openChange } from './change.ts'
import { dropDraft } from './drop-draft.ts'
import { dropPhone2 } from './edit/asks.ts'
import { openEdit } from './edit.ts'
import { openAnother, openEnrol, resumeDraft } from './enrol.ts'
import { speaker } from './enrolled.ts'
import { openErase, openLeft } from './erase.ts'
import { openHelp } from './help.ts'
import { openHuman } from './human.ts'
import { openInvite } from './join.ts'
import { openKin } from './kin.ts'
import { openMine } from './mine.ts'
import { openMyData } from './my-data.ts'
import { offerLines } from './offers.ts'
import { pickOf } from './pick.ts'
import { openAnswer } from './questions.ts'
import { draftLines, offering, resting, resumed } from './rest.ts'
import { openSchedule } from './schedule.ts'
import { openSeats } from './seats.ts'
import { programmeAtHand } from './spoken-of.ts'
import type { Line, Move, State } from './state.ts'
import { type Turn, text } from './turn.ts'
import { openMyWishes } from './wishes.ts'

/** The entries that fit: what an enrolled family does daily, or what a newcomer asks first. At most five. */
const entries = ({ talk, family }: State): readonly Way[] => {
  const enrolled = (family?.enrolments.length ?? 0) > 0
  if (enrolled)
    return ['mine', 'today', talk.draft ? resumed(talk.draft) : 'more', 'cancel_or_change', 'data_or_human']
  if (talk.draft) return [resumed(talk.draft), 'drop', 'courses', 'questions', 'human']
  if ((family?.wishes ?? []).length > 0) return ['wishes', 'enrol', 'courses', 'my_data', 'human']
  const stored = (family?.children.length ?? 0) > 0
  return stored
    ? ['enrol', 'courses', 'questions', 'my_data', 'human']
    : ['enrol', 'courses', 'questions', 'human']
}

const greeting = (turn: Turn): string => {
  const { family } = turn.state
  if (!family || family.children.length === 0)
    return greetStranger(programmeAtHand(turn.state, turn.scene)?.name ?? null)
  return greetFamily(
    family.children.map((child) => child.name),
    speaker(turn)?.relation ?? '',
  )
}

/** The greeting and a short numbered menu. What a family has to decide about who belongs to it is asked first. */
export const openMenu = (turn: Turn): Move => {
  if (turn.state.family && turn.state.family.left.length > 0) return openLeft(turn)
  const asked = turn.state.talk.flow?.topic === 'kin' ? null : openKin(turn)
  if (asked) return asked
  const ways = entries(turn.state)
  const waits = draftLines(turn.state)
  const lines = [...offerLines(turn), ...waits, text(menuWords(greeting(turn), ways.map(labelOf)))]
  return offering(turn.state, lines, ways)
}

/** Whatever was said last, with the menu's entries under it: for an answer that nothing else follows. */
export const withMenu = (turn: Turn, lines: readonly Line[]): Move =>
  resting(turn.state, lines, entries(turn.state))

const among =
  (...ways: readonly Way[]) =>
  (turn: Turn): Move =>
    offering(turn.state, [text(whichOfThese(ways.map(labelOf)))], ways)

const doors: Record<Way, (turn: Turn) => Move> = {
  enrol: openEnrol,
  resume: resumeDraft,
  prepared: resumeDraft,
  drop: dropDraft,
  again: openEnrol,
  another: openAnother,
  more: among('again', 'another', 'menu'),
  courses: (turn) => openAnswer(turn, 'courses'),
  questions: among('fee', 'lunch', 'whole_day', 'age', 'where'),
  human: openHuman,
  mine: openMine,
  wishes: openMyWishes,
  today: openSchedule,
  week: (turn) => openSchedule({ ...turn, text: labelOf('week') }),
  cancel_or_change: among('cancel', 'change', 'menu'),
  cancel: openCancel,
  change: openChange,
  seats: openSeats,
  data_or_human: among('my_data', 'edit', 'join', 'erase', 'human'),
  my_data: openMyData,
  edit: (turn) => openEdit(turn, null),
  edit_phone: (turn) => openEdit(turn, 'guardian.phone'),
  drop_phone2: dropPhone2,
  erase: openErase,
  join: openInvite,
  menu: openMenu,
  help: openHelp,
  fee: (turn) => openAnswer(turn, 'fee'),
  lunch: (turn) => openAnswer(turn, 'lunch'),
  whole_day: (turn) => openAnswer(turn, 'whole_day'),
  age: (turn) => openAnswer(turn, 'age'),
  where: (turn) => openAnswer(turn, 'where'),
  when: (turn) => openAnswer(turn, 'when'),
}

/** The number was the whole message: nothing of it answers what the topic asks first, or limits it. */
const asOpened = (turn: Turn): Turn => ({
  ...turn,
  text: '',
  meaning: {
    ...turn.meaning,
    intent: 'register',
    slots: [],
    about: null,
    command: null,
    field: null,
    also: [],
  },
})

/** Takes a number (or the words of an entry) while a menu is pending; null when the message is none. */
export const menuChoice = (turn: Turn): Move | null => {
  const { asked, flow } = turn.state.talk
  if (flow !== null || asked?.expects !== 'menu') return null
  const at = pickOf(
    turn,
    asked.choices.map((choice) => choice.label),
  )
  const way = at === null ? null : wayOf(asked.choices[at]?.label ?? '')
  return way && doors[way](asOpened(turn))
}
