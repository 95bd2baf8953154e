import { describeDates } from '../wording/dates.ts'
import { moreSections, noSuchSection, seatLine, seatWords } from '../wording/mine.ts'
import { sectionName } from '../wording/schedule.ts'
import { seatsLacking } from './enrolled.ts'
import { resting, signUp } from './rest.ts'
import { sectionsNamed } from './spoken-of.ts'
import type { Line, Move, Query } from './state.ts'
import { type Turn, text } from './turn.ts'

/** Sections that are read at a glance; one more line says how many there are besides. */
const shown = 4

/** 还有名额吗: seats of the sections that were named, the nearest first; or what must be looked up for it. */
export const seatLines = (turn: Turn): readonly Line[] | { readonly need: readonly Query[] } => {
  const named = sectionsNamed(turn)
  if (named.length === 0) return [text(noSuchSection)]
  const sections = named.length > shown ? named.slice(0, shown - 1) : named
  const need = seatsLacking(turn.scene, sections)
  if (need.length > 0) return { need }
  const { seats } = turn.scene.facts
  const lines = sections.map((section) =>
    seatLine(
      sectionName(section),
      section.site.name,
      describeDates(section.plan),
      seatWords(seats.get(section.id)),
    ),
  )
  const more = named.length > shown ? [moreSections(named.length - sections.length)] : []
  return [text([...lines, ...more].join('\n'))]
}

export const openSeats = (turn: Turn): Move => {
  const lines = seatLines(turn)
  return 'need' in lines ? lines : resting(turn.state, lines, [signUp(turn.state), 'courses', 'menu'])
}
