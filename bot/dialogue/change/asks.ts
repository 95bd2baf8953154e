import type { Section } from '../../../shared/catalogue.ts'
import * as words from '../../wording/change.ts'
import { seatWords } from '../../wording/mine.ts'
import { seatsLacking, type Taken } from '../enrolled.ts'
import { numberedChoices } from '../pick.ts'
import type { Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { type ChangeFlow, idsOf, nameOf, start, toFlow, type Wish } from './flow.ts'

/** More sections than fit on a phone's screen are not listed; their names work all the same. */
export const shown = 6

export const askFrom = (turn: Turn, taken: readonly Taken[], wish: Wish): Move => {
  const labels = taken.map(nameOf)
  const flow: ChangeFlow = { ...start, among: taken.map(idsOf), wish }
  return asking(turn.state, flow, 'choice', [text(words.whichToChange(labels))], {
    choices: numberedChoices(labels),
  })
}

export const askTo = (turn: Turn, old: Taken, sections: readonly Section[]): Move => {
  const listed = sections.slice(0, shown)
  const need = seatsLacking(turn.scene, listed)
  if (need.length > 0) return { need }
  const lines = listed.map((section) =>
    words.optionLine(section, seatWords(turn.scene.facts.seats.get(section.id))),
  )
  const flow = { ...toFlow(old), among: listed.map(({ id }) => ({ sectionId: id, childId: old.child.id })) }
  const asked = text(words.whatInstead(nameOf(old), lines, sections.length - listed.length))
  return asking(turn.state, flow, 'choice', [asked], { choices: numberedChoices(lines) })
}

export const askSure = (turn: Turn, old: Taken, fresh: Section): Move => {
  const flow: ChangeFlow = { ...toFlow(old), stage: 'sure', to: fresh.id }
  const choices = numberedChoices([words.changeYes, words.changeNo])
  return asking(turn.state, flow, 'yes_no', [text(words.sureToChange(nameOf(old), fresh))], { choices })
}

export const fullLabels = [words.fullLabels.wait, words.fullLabels.other, words.fullLabels.keep]

export const askFull = (turn: Turn, old: Taken, fresh: Section): Move => {
  const flow: ChangeFlow = { ...toFlow(old), stage: 'full', to: fresh.id }
  const asked = text(words.fullNow(fresh, nameOf(old), fullLabels))
  return asking(turn.state, flow, 'choice', [asked], { choices: numberedChoices(fullLabels) })
}
