import type { Fact, LessonView, ScheduleView } from '../../../bot/wording/schedule-card.ts'
import { wrap } from './wrap.ts'

/** What is to be drawn, in pixels from the top left; `y` of a text is its baseline. */
export type Mark =
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly radius: number
      readonly colour: string
    }
  | ({ readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string } & Type)

export interface Type {
  readonly size: number
  readonly bold: boolean
  readonly colour: string
}

/** How wide a text is in pixels. */
export type Measure = (text: string, type: Pick<Type, 'size' | 'bold'>) => number

export interface Picture {
  readonly width: number
  readonly height: number
  readonly background: string
  readonly marks: readonly Mark[]
}

/** Two pixels for one of a phone's: 40 is what a phone calls 20, easily read at arm's length. */
export const pictureWidth = 750
/** Contrasts of at least 7 to 1 on their grounds (WCAG AAA). */
const paper = '#FFF3DF'
const white = '#FFFFFF'
const clay = '#9A3412'
const ink = '#231A14'
const title: Type = { size: 68, bold: true, colour: white }
const hours: Type = { size: 60, bold: true, colour: clay }
const what: Type = { size: 54, bold: true, colour: ink }
const label: Type = { size: 40, bold: false, colour: '#6B4226' }
const words: Type = { size: 42, bold: false, colour: ink }
const foot: Type = { size: 38, bold: false, colour: '#5A3A22' }

const headHeight = 136
const edge = 32
const inset = 36
const labelWidth = 150
const leading = 1.36

interface Laid {
  readonly marks: readonly Mark[]
  readonly height: number
}

/** Lines under one another from `top`. */
const paragraph = (
  text: string,
  type: Type,
  place: { readonly x: number; readonly top: number; readonly width: number },
  measure: Measure,
): Laid => {
  const lines = wrap(text, place.width, (part) => measure(part, type))
  const step = Math.round(type.size * leading)
  const marks = lines.map((line, n): Mark => {
    const y = place.top + n * step + Math.round(type.size * 1.06)
    return { kind: 'text', x: place.x, y, text: line, ...type }
  })
  return { marks, height: lines.length * step }
}

const left = edge + inset
const inner = pictureWidth - 2 * left

/** A label beside its words; the words stay right of it on every line. */
const fact = (given: Fact, top: number, measure: Measure): Laid => {
  const place = { x: left + labelWidth, top, width: inner - labelWidth }
  const body = paragraph(given.words, words, place, measure)
  const head = paragraph(given.label, label, { x: left, top: top + 2, width: labelWidth }, measure)
  return { marks: [...head.marks, ...body.marks], height: body.height + 12 }
}

const stack = (top: number, parts: readonly ((top: number) => Laid)[]): Laid =>
  parts.reduce<Laid>(
    (so, part) => {
      const next = part(top + so.height)
      return { marks: [...so.marks, ...next.marks], height: so.height + next.height }
    },
    { marks: [], height: 0 },
  )

const gap = (height: number) => (): Laid => ({ marks: [], height })

/** One lesson on white: when it is and whose it is first, since that is what a grandparent looks for. */
const lesson = (view: LessonView, top: number, measure: Measure): Laid => {
  const line = (text: string, type: Type) => (at: number) =>
    paragraph(text, type, { x: left, top: at, width: inner }, measure)
  const body = stack(top, [
    gap(26),
    line(view.hours, hours),
    line(`${view.child}  ${view.what}`, what),
    gap(14),
    ...view.facts.map((each) => (at: number) => fact(each, at, measure)),
    gap(18),
  ])
  const box: Mark = {
    kind: 'box',
    x: edge,
    y: top,
    width: pictureWidth - 2 * edge,
    height: body.height,
    radius: 24,
    colour: white,
  }
  return { marks: [box, ...body.marks], height: body.height }
}

/** Where everything of a day's card stands. Pure: the same view and measure give the same picture. */
export const layOut = (view: ScheduleView, measure: Measure): Picture => {
  const head: Mark = {
    kind: 'box',
    x: 0,
    y: 0,
    width: pictureWidth,
    height: headHeight,
    radius: 0,
    colour: clay,
  }
  const place = { x: left, width: inner }
  const name = paragraph(view.title, title, { ...place, top: 24 }, measure)
  const body = stack(headHeight, [
    ...view.lessons.flatMap((each) => [gap(edge), (top: number) => lesson(each, top, measure)]),
    gap(28),
    (top) => paragraph(view.foot, foot, { ...place, top }, measure),
    gap(32),
  ])
  return {
    width: pictureWidth,
    height: headHeight + body.height,
    background: paper,
    marks: [head, ...name.marks, ...body.marks],
  }
}
