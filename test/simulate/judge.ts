import { sectionName } from '../../bot/wording/schedule.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Parent } from '../support/parents/parent.ts'
import type { SectionCount } from './says.ts'
import type { Season } from './season.ts'

/** What is not as everybody was told, each with a line that says what. */
export interface Verdict {
  /** People beyond the places of a section. */
  readonly oversold: number
  /** What somebody was told to have, and has not. */
  readonly lost: number
  /** What is taken and nobody was told of, or twice. */
  readonly duplicates: number
  /** Derived figures that are wrong. */
  readonly recount: number
  readonly lines: readonly string[]
}

/** What the families of a town believe of one section. */
interface Believed {
  readonly taken: number
  readonly waiting: number
}

const taking = ['seat', 'held', 'offered']

const believedOf = (parents: Judged['parents'], name: string): Believed => {
  const entries = parents.flatMap(({ notes }) => notes.entries()).filter(({ section }) => section === name)
  return {
    taken: entries.filter(({ is }) => taking.includes(is)).reduce((sum, { party }) => sum + party, 0),
    waiting: entries.filter(({ is }) => is === 'waiting').length,
  }
}

/** What of a season is judged. */
interface Judged {
  readonly parents: readonly Pick<Parent, 'notes'>[]
  readonly tally: Season['tally']
}

const over = (amount: number): number => Math.max(0, amount)

/**
 * Holds the notes of all families, when everybody has looked for the last time, against each section as its holders and
 * its waiting list add up.
 */
export const judge = (
  { parents, tally }: Judged,
  counts: readonly SectionCount[],
  catalogue: Catalogue,
): Verdict => {
  const compared = counts.map((count) => {
    const section = catalogue.sections.get(count.section)
    const believed = believedOf(parents, section ? sectionName(section) : '')
    return { count, believed, capacity: section?.capacity ?? 0 }
  })
  const oversold = compared.map(({ count, believed, capacity }) =>
    over(Math.max(count.taken, believed.taken) - capacity),
  )
  const missing = compared.map(
    ({ count, believed }) => over(believed.taken - count.taken) + over(believed.waiting - count.waiting),
  )
  const surplus = compared.map(
    ({ count, believed }) => over(count.taken - believed.taken) + over(count.waiting - believed.waiting),
  )
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
  const ofSections = compared.flatMap(({ count, believed, capacity }, at) =>
    (oversold[at] ?? 0) + (missing[at] ?? 0) + (surplus[at] ?? 0) > 0
      ? [
          `${count.section}: ${capacity} places, ${count.taken} taken (families say ${believed.taken}), ${count.waiting} waiting (families say ${believed.waiting})`,
        ]
      : [],
  )
  const ofFamilies = tally.differences.map(
    ({ contact, kind, child, section, noted, found }) =>
      `${contact}: ${kind}: ${child} in ${section} was told ${noted}, has ${found}`,
  )
  return {
    oversold: sum(oversold),
    lost: sum(missing) + tally.differences.filter(({ kind }) => kind === 'lost').length,
    duplicates:
      sum(surplus) +
      tally.differences.filter(({ kind }) => kind === 'untold').length +
      tally.otherwise.length,
    recount: sum(counts.map(({ wrong }) => wrong.length)),
    lines: [
      ...ofSections,
      ...ofFamilies,
      ...tally.otherwise.map((id) => `${id}: the same message was answered in two ways`),
      ...counts.flatMap(({ section, wrong }) => wrong.map((line) => `${section}: ${line}`)),
    ],
  }
}
