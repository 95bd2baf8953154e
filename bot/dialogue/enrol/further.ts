import * as choosing from '../../wording/choosing.ts'
import { theChild } from '../../wording/common.ts'
import * as words from '../../wording/enrol.ts'
import { numberedChoices, pickOf } from '../pick.ts'
import type { Draft, Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { anotherOf, ofChild } from './another.ts'
import { goOn } from './answers.ts'
import { grown, mostChildren } from './people.ts'
import { proceed } from './proceed.ts'
import { pending } from './put.ts'
import { newIdsOf, read, slotsIn } from './read.ts'
import { fieldsIn, type Reading } from './reading.ts'
import { draftOf, type EnrolFlow, flowOf, type So, saying, soFar } from './so.ts'

type Slots = NonNullable<EnrolFlow['heard']>

/**
 * One more child where only right or wrong was asked: added beside the others, or asked about where its name may as well be
 * another one for the child that is there. Null where nothing of the kind was said.
 */
export const furtherChild = (turn: Turn): Move | null => {
  const slots = slotsIn(turn)
  const draft = draftOf(turn.state)
  const meant = anotherOf(turn.text, slots, draft)
  if (meant === 'unclear') return putWhichMeant(turn, soFar(turn), slots)
  return meant === null ? null : addChild(turn, slots)
}

const addChild = (turn: Turn, slots: Slots): Move => {
  const draft = draftOf(turn.state)
  const at = draft.children.length
  if (at >= mostChildren) return proceed(turn, saying(soFar(turn), words.enoughChildren(mostChildren)))
  const reading = readAs(turn, slots, at, false)
  const more = reading.draft.children.length > at
  const added = more ? reading : { ...reading, draft: grown(reading.draft, newIdsOf(turn)) }
  const names = added.draft.children.slice(at).flatMap(({ name }) => name ?? [])
  return goOn(turn, saying(soFar(turn), words.oneMoreChild(names)), added)
}

/** Reads facts as those of the child in that place. The words that hold them said which, so they are left out. */
const readAs = (turn: Turn, slots: Slots, at: number, correcting: boolean): Reading => {
  const meaning = { ...turn.meaning, slots: ofChild(slots, at + 1), also: [] }
  return read({ ...turn, meaning }, draftOf(turn.state), { child: at, field: 'confirm' }, correcting)
}

const namesOf = (draft: Draft): readonly string[] => draft.children.map(({ name }) => name ?? theChild)

export const putWhichMeant = (turn: Turn, so: So, heard: Slots): Move => {
  const name = heard.find(({ key }) => key === 'name')?.value ?? ''
  const labels = choosing.whoIsMeantChoices(namesOf(draftOf(so.state)))
  const flow = { ...flowOf('summary', 0, 'choice'), heard }
  return pending({ turn, so, flow }, 'choice', choosing.whoIsMeant(name, labels), {
    choices: numberedChoices(labels),
  })
}

/** The answer to that question: the first is one more child, each other one is a child of the form. */
export const answerWhichMeant = (turn: Turn, heard: Slots): Move | null => {
  const labels = choosing.whoIsMeantChoices(namesOf(draftOf(turn.state)))
  const at = pickOf(turn, labels)
  if (at === null) return null
  if (at === 0) return addChild(turn, heard)
  const reading = readAs(turn, heard, at - 1, true)
  return goOn(turn, saying(soFar(turn), words.changed(fieldsIn(reading))), reading)
}
