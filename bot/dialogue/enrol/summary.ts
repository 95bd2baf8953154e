import { bornAtAge } from '../../../shared/age.ts'
import type { Section } from '../../../shared/catalogue.ts'
import type { Programme } from '../../../shared/programme.ts'
import { isWished } from '../../../shared/wishes.ts'
import { birthWords, gradeWords, listed, organisationName } from '../../wording/common.ts'
import { spanWords } from '../../wording/dates.ts'
import * as words from '../../wording/enrol.ts'
import * as summing from '../../wording/summary.ts'
import { summaryWaits, summaryWish } from '../../wording/wishes.ts'
import { seatsLacking } from '../enrolled.ts'
import type { ChildDraft, Move } from '../state.ts'
import { asking, type Turn, text } from '../turn.ts'
import { seatsOrOpening } from './opening-words.ts'
import { putFirstSame, sameLacking, tooMuchAsked, withLooked } from './same.ts'
import { draftOf, flowOf, programmeOf, type So } from './so.ts'
import { wishesIn } from './wishes.ts'

/** Everything that was understood, to confirm or correct. */
export const putSummary = (turn: Turn, so: So): Move => {
  const draft = draftOf(so.state)
  const chosen = draft.children.flatMap((child) => sectionsOf(turn, child).map(({ section }) => section))
  const same = sameLacking(turn, so)
  const tooMuch = same.length > 0 ? tooMuchAsked(turn, so) : null
  if (tooMuch) return tooMuch
  const need = [...seatsLacking(turn.scene, chosen), ...same]
  if (need.length > 0) return { need }
  const looked = withLooked(turn, so)
  return putFirstSame(turn, looked, (next) => putSummary(turn, next)) ?? putWhole(turn, looked)
}

const putWhole = (turn: Turn, so: So): Move => {
  const draft = draftOf(so.state)
  const programme = programmeOf(so.state, turn.scene)
  const { name = '', phone = '', phone2, relation = '' } = draft.guardian
  const question = summing.summary({
    children: draft.children.map((child) => childWords(turn, child)),
    guardian: summing.guardianLine(name, relation, phone, phone2 ?? ''),
    place: programme ? placeWords(programme, draft.children[0]) : '',
    helper: so.state.talk.who === 'helper',
  })
  return {
    ...asking(so.state, flowOf('summary'), 'confirm', [...so.lines, text(question)], {
      choices: summing.summaryChoices,
    }),
    entries: so.entries,
  }
}

const sectionsOf = (turn: Turn, child: ChildDraft): readonly { section: Section; party: number }[] =>
  child.sections.flatMap(({ id, party }) => {
    const section = turn.scene.catalogue.sections.get(id)
    return section ? [{ section, party }] : []
  })

const childWords = (turn: Turn, child: ChildDraft): summing.SummaryChild => ({
  name: child.name ?? '',
  born: bornWords(child),
  days: child.days ? spanWords(child.days.from, child.days.to) : '',
  health: child.health === undefined || child.health === '' ? words.none : child.health,
  pickup: listed((child.pickup ?? []).map(({ who, name }) => summing.collector(who, name))),
  sections: sectionsOf(turn, child)
    .filter(({ section }) => !isWished(section, turn.scene.now))
    .map(({ section, party }) => summing.summarySection(section, seatsOrOpening(turn, section), party)),
  wishes: wishWords(turn, child),
})

const wishWords = (turn: Turn, child: ChildDraft): readonly string[] => {
  const lines = wishesIn(turn, child).map((section, at) => summaryWish(at, section))
  return lines.length > 0 ? [...lines, summaryWaits(child.waits ?? true)] : []
}

/** How the age was read: 8岁（2018或2019年生）, so that a 虚岁 is seen. Nothing of the years is stored. */
export const bornWords = (child: ChildDraft): string => {
  if (child.birth !== undefined || child.told === undefined) {
    return listed([
      ...(child.birth === undefined ? [] : [summing.bornIn(birthWords(child.birth))]),
      ...(child.grade === undefined ? [] : [gradeWords(child.grade)]),
    ])
  }
  const { first, last } = bornAtAge(child.told)
  const years = [...new Set([first, last].map((day) => day.slice(0, 4)))]
  return summing.ageRead(child.told.age, years, child.grade === undefined ? '' : gradeWords(child.grade))
}

export const placeWords = (programme: Programme, child: ChildDraft | undefined): string => {
  const names = [child?.place, child?.employer].flatMap((id) => (id ? [organisationName(programme, id)] : []))
  return names.length > 0 ? listed(names) : summing.elsewhere
}
