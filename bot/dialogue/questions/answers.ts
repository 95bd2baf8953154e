import type { Section } from '../../../shared/catalogue.ts'
import { windowOf } from '../../../shared/enrolment.ts'
import { dayOf } from '../../../shared/time.ts'
import * as words from '../../wording/questions.ts'
import { firstOfEach } from '../spoken-of.ts'
import type { Line } from '../state.ts'
import { slotsOf, type Turn, text } from '../turn.ts'

/** Lines of one answer, the hint for more among them: what a tired reader takes in at once. */
export const mostLines = 4

/** Items one a line, as many as fit; then how many more there are. */
export const short = (items: readonly string[], room = mostLines): Line => {
  const shown = items.length > room ? items.slice(0, room - 1) : items
  const hidden = items.length - shown.length
  return text([...shown, ...(hidden > 0 ? [words.moreItems(hidden)] : [])].join('\n'))
}

export const under = (lead: string, items: readonly string[]): Line[] => {
  const line = short(items, mostLines - 1)
  return [text(line.kind === 'text' ? `${lead}\n${line.text}` : lead)]
}

/** Told apart by name: two programmes may both have 绘画. */
export const byModule = (sections: readonly Section[]) =>
  firstOfEach(sections, (section) => section.module.name)

export const fee = (sections: readonly Section[]): Line[] => {
  const lunch = sections.map(({ plan }) => plan.lunch?.price).find((price) => price && price.yuan > 0)
  const also = lunch ? words.lunchCosts(lunch) : ''
  if (sections.every(({ plan }) => plan.fee.yuan === 0)) return [text(`${words.allFree}${also}`)]
  const line = short(byModule(sections).map(words.feeLine))
  return also ? [line, text(also)] : [line]
}

export const lunch = (sections: readonly Section[]): Line[] => {
  const cared = sections.filter(({ plan }) => plan.noonCare || plan.lunch)
  if (cared.length === 0) return [text(words.noLunch)]
  const others = cared.length < sections.length ? [text(words.otherwiseNoLunch)] : []
  return [short(cared.map(words.lunchLine)), ...others]
}

/** Six hours and more count as a whole day. */
export const longHours = 6

export const hoursIn = (section: Section) => section.plan.hours ?? section.sessions[0]

export const isWholeDay = (section: Section): boolean => {
  const hours = hoursIn(section)
  return hours !== undefined && Number(hours.to.slice(0, 2)) - Number(hours.from.slice(0, 2)) >= longHours
}

export const wholeDay = (sections: readonly Section[]): Line[] => {
  const items = sections.filter(isWholeDay).flatMap((section) => {
    const hours = hoursIn(section)
    return hours ? [words.wholeDayLine(section, hours)] : []
  })
  return items.length > 0 ? [short(items)] : under(words.noWholeDay, byModule(sections).map(words.whenLine))
}

export const where = (sections: readonly Section[]): Line[] => {
  const sites = firstOfEach(sections, (section) => section.site.id)
  const taught = (at: Section) =>
    byModule(sections.filter(({ site }) => site.id === at.site.id)).map(({ module }) => module.name)
  const way = sites.length === 1 ? sites[0]?.site.directions : undefined
  const line = short(sites.map((section) => words.siteLine(section, taught(section).slice(0, 5))))
  return way ? [line, text(words.directions(way))] : [line]
}

export const when = (turn: Turn, sections: readonly Section[]): Line[] => {
  const first = sections[0]
  if (first && /报名|截止/.test(turn.text)) {
    const { opensAt, closesAt } = windowOf(first)
    return [text(words.windowWords(dayOf(opensAt), dayOf(closesAt - 1), first.programme.enrolment.at))]
  }
  return [short(sections.map(words.whenLine))]
}

export const courses = (turn: Turn, sections: readonly Section[]): Line[] => {
  const modules = byModule(sections)
  if (slotsOf(turn.meaning, 'mod').length === 0)
    return [text(`${words.courseNames(modules.map(({ module }) => module.name))}${words.courseHint}`)]
  const bring = modules.flatMap(({ module, plan }) => [...module.bring, ...plan.bring])
  const more = bring.length > 0 && modules.length === 1 ? [text(words.bringLine([...new Set(bring)]))] : []
  return [short(modules.map(words.courseLine)), ...more]
}
