import type { Section } from '../../../shared/catalogue.ts'
import { isWished } from '../../../shared/wishes.ts'
import * as choosing from '../../wording/choosing.ts'
import { theChild } from '../../wording/common.ts'
import { sectionName } from '../../wording/schedule.ts'
import { wishHint } from '../../wording/wishes.ts'
import { seatsLacking } from '../enrolled.ts'
import { numberedChoices } from '../pick.ts'
import type { Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { calledIn } from './choose.ts'
import { seatsOrOpening } from './opening-words.ts'
import { isAgain, pending } from './put.ts'
import { draftOf, type EnrolFlow, programmeOf, type So } from './so.ts'

const lineOf = (turn: Turn, section: Section): string =>
  choosing.sectionLine(section, seatsOrOpening(turn, section))

const sectionsOf = (turn: Turn, ids: readonly string[]): readonly Section[] =>
  ids.flatMap((id) => turn.scene.catalogue.sections.get(id) ?? [])

/** Several sections of a module that was named: only those. */
export const putWhich = (turn: Turn, so: So, child: number, sections: readonly Section[]): Move => {
  const need = seatsLacking(turn.scene, sections)
  if (need.length > 0) return { need }
  const flow: EnrolFlow = {
    topic: 'enrol',
    stage: 'modules',
    child,
    field: null,
    shown: sections.map(({ id }) => id),
    page: 0,
  }
  const draft = draftOf(so.state).children[child]
  const lines = sections.map((section) => lineOf(turn, section))
  const question = choosing.whichSection(
    draft ? calledIn(draft) : theChild,
    sections[0]?.module.name ?? '',
    lines,
  )
  const choices = [
    ...numberedChoices(sections.map(labelOf)),
    { label: choosing.noneFits, say: choosing.noneFits },
  ]
  return pending({ turn, so, flow }, 'modules', question, { choices })
}

const labelOf = (section: Section): string => `${sectionName(section)} ${section.site.name}`

/** A page of everything that the child can have, near ones first, numbered on from the page before. */
export const putList = (
  turn: Turn,
  so: So,
  child: number,
  sections: readonly Section[],
  page: number,
): Move => {
  const first = page * choosing.pageSize
  const onPage = sections.slice(first, first + choosing.pageSize)
  const need = seatsLacking(turn.scene, onPage)
  if (need.length > 0) return { need }
  const more = sections.length > first + choosing.pageSize
  const flow: EnrolFlow = {
    topic: 'enrol',
    stage: 'modules',
    child,
    field: null,
    shown: sections.map(({ id }) => id),
    page,
  }
  const put = { turn, so, flow }
  const draft = draftOf(so.state).children[child]
  const question = choosing.sectionList({
    child: draft ? calledIn(draft) : theChild,
    courses: programmeOf(so.state, turn.scene)?.limits.courses ?? 0,
    first: first + 1,
    lines: onPage.map((section) => lineOf(turn, section)),
    more,
    again: isAgain(put) || page > 0,
    ...(onPage.filter((section) => isWished(section, turn.scene.now)).length > 1 ? { hint: wishHint } : {}),
  })
  const numbers = onPage.map((section, at) => ({ label: labelOf(section), say: String(first + at + 1) }))
  const ways = [...(more ? [choosing.moreLabel] : []), choosing.noneFits].map((label) => ({
    label,
    say: label,
  }))
  return pending(put, 'modules', question, { choices: [...numbers, ...ways] })
}

/** The list that stands on the screen, put again. */
export const putShown = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  const sections = sectionsOf(turn, flow.shown ?? [])
  const child = draftOf(so.state).children[flow.child]
  const narrow = sections.length > 0 && sections.every(({ module }) => child?.wanted.includes(module.id))
  return narrow
    ? putWhich(turn, so, flow.child, sections)
    : putList(turn, so, flow.child, sections, flow.page ?? 0)
}

/** How many people one ticket is for. */
export const putParty = (turn: Turn, so: So, child: number, sectionId: string): Move => {
  const flow: EnrolFlow = { topic: 'enrol', stage: 'modules', child, field: 'choice', shown: [sectionId] }
  const section = turn.scene.catalogue.sections.get(sectionId)
  const most = section?.plan.party.max ?? 1
  const question = choosing.howManyPeople(section ? sectionName(section) : '', most)
  return pending({ turn, so, flow }, 'choice', question, { choices: choosing.peopleChoices(most) })
}
