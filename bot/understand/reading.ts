import { type Day, dayOf, type Instant } from '../../shared/time.ts'
import { findAges } from './ages.ts'
import { birthOfIdentity, findBirths } from './births.ts'
import { findCatalogueWords } from './catalogue-words.ts'
import { findDates, findHalves } from './dates.ts'
import { findGrades } from './grades.ts'
import type { Lexicon } from './lexicon.ts'
import type { Asked } from './meaning.ts'
import { addFree, type Mention, masked } from './mention.ts'
import { findNames, readSpelling } from './names.ts'
import { normalise, withoutFillers } from './normalise.ts'
import { findPhones } from './phones.ts'
import { repair } from './repair.ts'
import { findSexes } from './sexes.ts'
import { notModules } from './words/not-modules.ts'

/** A message as read: its plain form, what was found in it, and the form with capital letters that intent rules read. */
export interface Reading {
  readonly text: string
  readonly masked: string
  readonly mentions: readonly Mention[]
  readonly steps: readonly string[]
  readonly today: Day
}

const notModule = new RegExp(notModules.join('|'), 'g')

/** Stretches where a module's name means something else: 不会写字, 科学家. */
const notMeant = (text: string, mention: Mention): boolean =>
  mention.kind === 'mod' && [...text.matchAll(notModule)].some((match) => match.index < mention.end && mention.at < match.index + match[0].length)

const asksForNames = (asked: Asked) => ['modules', 'wishes', 'place', 'employer'].includes(asked.expects ?? '')

/** Reads what can be recognised without knowing the intent, from the surest (identity numbers) to the least sure (names). */
export const read = (message: string, asked: Asked, lexicon: Lexicon, now: Instant): Reading => {
  const today = dayOf(now)
  const plain = readSpelling(withoutFillers(normalise(message)))
  const { text, steps } = repair(plain, lexicon)
  const identity = birthOfIdentity(text)
  const phones = addFree(identity ? [identity] : [], findPhones(text))
  const births = addFree(phones, findBirths(text, Number(today.slice(0, 4))))
  const words = findCatalogueWords(text, lexicon, asksForNames(asked) ? 'asked' : 'strict').filter((mention) => !notMeant(text, mention))
  const grades = addFree(births, findGrades(text))
  const ages = addFree(grades, findAges(text))
  const known = addFree(addFree(ages, words), findDates(text, today, ages))
  const shown = addFree(addFree(known, findHalves(text)), findSexes(text))
  const mentions = addFree(shown, findNames(text, shown))
  const heard = mentions.flatMap(({ because }) => because ?? [])
  return { text, masked: masked(text, mentions), mentions, steps: [...steps, ...heard], today }
}

export const mentionsOf = (reading: Reading, kind: Mention['kind']): Mention[] => reading.mentions.filter((mention) => mention.kind === kind)
