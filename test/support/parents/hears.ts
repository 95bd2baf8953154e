import * as changing from '../../../bot/wording/change.ts'
import { mineTitle, nothingOfChild, nothingYet } from '../../../bot/wording/mine.ts'
import * as offering from '../../../bot/wording/offers.ts'
import { sectionName } from '../../../bot/wording/schedule.ts'
import { type ResultRow, results } from '../../../bot/wording/summary.ts'
import type { Catalogue } from '../../../shared/catalogue.ts'
import type { Reply } from '../../../shared/contract/reply.ts'
import { blank, blanks, type Form, namedIn, opening, type Person, person } from './blanks.ts'
import { refusedIn } from './refused.ts'

/** How a child stands in a section, as its parent was told. */
export type Standing = 'seat' | 'held' | 'offered' | 'waiting' | 'none'

/** What one bubble told of a child and a section (by its name, which nothing else in a simulated town has). */
export type Told =
  | {
      readonly what: 'stands'
      readonly child: string
      readonly section: string
      readonly is: Standing
      /** People of the booking, where it was said. */
      readonly party?: number
    }
  /** 我的报名: all that a child has. */
  | { readonly what: 'all'; readonly child: string; readonly has: ReadonlyMap<string, Standing> }
  /** Asked whether to be sure of changing away from this one; and that it is done. */
  | { readonly what: 'changing'; readonly child: string; readonly section: string }
  | { readonly what: 'changed' }
  /** Too young, overlap, closed …: the codes of shared/refusals.ts. */
  | { readonly what: 'refused'; readonly why: string }
  /** 您还没有报名。 */
  | { readonly what: 'nothing' }

export interface Ears {
  readonly hear: (reply: Reply) => readonly Told[]
}

const row = (state: ResultRow['state']): ResultRow => ({
  child: blank.child,
  name: blank.section,
  state,
  position: blank.number,
})
const name = `${blank.child}的${blank.section}`
const names = [name]

/** Sentences after which children stand so in sections. */
const standings: readonly (readonly [Form, Standing])[] = [
  ...(['seat', 'held', 'offered', 'waiting'] as const).flatMap((state) =>
    [false, true].map((helper) => [blanks(results([row(state)], helper)), state] as const),
  ),
  [opening(changing.cancelled(names)), 'none'],
  [opening(changing.leftList(names)), 'none'],
  [opening(offering.declined(names)), 'none'],
  [opening(offering.gaveUp(names)), 'none'],
  [opening(offering.tooLate(names)), 'none'],
  [opening(offering.backInLine(name, blank.number)), 'waiting'],
  [opening(offering.offerLapsed(blank.child, blank.section)), 'none'],
  // Of these the rest hangs on the section: its lessons, its place.
  [/^好消息：(?<names>.+候补的.+?)有.{0,3}空位了/, 'offered'],
  [/^好的，(?<names>.+?)定下来了！/, 'seat'],
  [/^排上了：(?<names>.+?)候补第\d+位。/, 'waiting'],
]

const changedForm = /^换好了！(?<child>.+?)现在报的是(?<names>.+?)：/
const changingForm = /^把(?<names>.+?)换成/

const standingIn = (words: string): Standing => {
  if (words.startsWith('已报上')) return 'seat'
  if (words.startsWith('候补')) return 'waiting'
  return words.startsWith('名额') ? 'held' : 'offered'
}

const cardTitle = blanks(mineTitle(blank.child), '(?<kept>卡?)')
const peopleForm = /，(\d+)个人$/

/**
 * A card of a child's enrolments, a line each that begins with the name of a section. 报名卡 tells of what was just got,
 * 我的报名 of everything.
 */
const cardHeard = (title: string, lines: readonly string[], known: ReadonlySet<string>): readonly Told[] => {
  const { child, kept } = cardTitle.exec(title)?.groups ?? {}
  if (!child) return []
  const rows = lines.flatMap((line) => {
    const [, section = '', words = ''] = /^(.+?)：(.*)$/.exec(line) ?? []
    const party = Number(peopleForm.exec(words)?.[1] ?? 1)
    return known.has(section) ? [{ section, is: standingIn(words), party }] : []
  })
  if (kept) return rows.map((one) => ({ what: 'stands', child, ...one }))
  return [{ what: 'all', child, has: new Map(rows.map(({ section, is }) => [section, is])) }]
}

const nothingForm = blanks(nothingOfChild(blank.child))

const nothingHeard = (line: string): readonly Told[] => {
  if (line === nothingYet) return [{ what: 'nothing' }]
  const child = nothingForm.exec(line)?.groups?.child
  return child ? [{ what: 'all', child, has: new Map() }] : []
}

const stands =
  (is: Standing) =>
  ({ child, section }: Person): Told => ({ what: 'stands', child, section, is })

const changeHeard = (line: string, known: ReadonlySet<string>): readonly Told[] => {
  const from = namedIn(changingForm.exec(line)?.groups?.names ?? '', known)[0]
  if (from) return [{ what: 'changing', ...from }]
  const { child, names: to } = changedForm.exec(line)?.groups ?? {}
  const now = child && to ? person(child, to, known) : null
  return now ? [stands('seat')(now), { what: 'changed' }] : []
}

const standingsHeard = (line: string, known: ReadonlySet<string>): readonly Told[] => {
  for (const [form, is] of standings) {
    const { names: all, child, section } = form.exec(line)?.groups ?? {}
    const found = child && section ? [person(child, section, known)] : namedIn(all ?? '', known)
    const people = found.filter((one) => one !== null)
    if (people.length > 0) return people.map(stands(is))
  }
  return []
}

const lineHeard = (line: string, known: ReadonlySet<string>): readonly Told[] => {
  const why = refusedIn(line)
  if (why) return [{ what: 'refused', why }]
  return [...standingsHeard(line, known), ...changeHeard(line, known), ...nothingHeard(line)]
}

/**
 * Somebody who understands what is said of the sections of this catalogue: the sentences of bot/wording, read backwards.
 * What nobody understands is heard as nothing, and shows at the end, when everybody's notes are held against the truth.
 */
export const earsFor = (catalogue: Catalogue): Ears => {
  const known = new Set([...catalogue.sections.values()].map(sectionName))
  return {
    hear: (reply) =>
      reply.kind === 'card'
        ? cardHeard(reply.title, reply.lines, known)
        : reply.text.split('\n').flatMap((line) => lineHeard(line, known)),
  }
}
