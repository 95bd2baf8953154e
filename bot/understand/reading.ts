import { type Day, dayOf, type Instant } from '../../shared/time.ts'
import { addressesIn } from './address.ts'
import { findAges } from './ages.ts'
import { isBabble } from './babble.ts'
import { birthOfIdentity, findBirths } from './births.ts'
import { findCatalogueWords } from './catalogue-words.ts'
import { findDates, findHalves } from './dates.ts'
import { findGrades } from './grades.ts'
import { findCues } from './intents.ts'
import type { Lexicon } from './lexicon.ts'
import type { Asked } from './meaning.ts'
import { addFree, type Mention, masked, overlaps } from './mention.ts'
import { findNames, readSpelling } from './names.ts'
import { normalise, withoutFillers } from './normalise.ts'
import { findPhones } from './phones.ts'
import { repair } from './repair.ts'
import { findSexes } from './sexes.ts'
import { mendSlips } from './slips.ts'
import { notKin, notModules } from './words/not-modules.ts'
import { illWords } from './words/replies.ts'

/** A message as read: its plain form, what was found in it, and the form with capital letters that intent rules read. */
export interface Reading {
  readonly text: string
  /** The words as said, before slips were mended: what is kept in free words (an illness) is kept like that. */
  readonly said: string
  readonly masked: string
  readonly mentions: readonly Mention[]
  readonly steps: readonly string[]
  readonly today: Day
}

const notRelative = new RegExp(notKin.join('|'), 'g')
const notModule = new RegExp(notModules.join('|'), 'g')

const within = (mention: Mention, stretches: readonly { at: number; end: number }[]) =>
  stretches.some((other) => overlaps(mention, other))
const stretchesOf = (text: string, test: RegExp) =>
  [...text.matchAll(test)].map((match) => ({ at: match.index, end: match.index + match[0].length }))

/** Leaves out names that mean something else where they stand: 不会写字, 科学家, 姑娘; and relatives heard in babble. */
const meant = (text: string, mentions: readonly Mention[]): Mention[] => {
  const things = stretchesOf(text, notModule)
  const people = [...stretchesOf(text, notRelative), ...addressesIn(text)]
  return mentions.filter(
    (mention) =>
      !(mention.kind === 'mod' && within(mention, things)) &&
      !(mention.kind === 'kin' && (isBabble(text) || within(mention, people))),
  )
}

const asksForNames = (asked: Asked) =>
  ['modules', 'wishes', 'place', 'employer'].includes(asked.expects ?? '')

/** A message that is nothing but a name and yet a plain phrase of another kind (哈喽, 闭嘴) is no name. */
const isPhrase = (text: string, name: Mention): boolean =>
  name.at === 0 && name.end === text.length && findCues(text).some(({ weight }) => weight >= 5)

/** 哥哥海鲜过敏 names nobody. */
const illness = new Set(illWords)
const isNameAsked = ({ expects }: Asked) => expects === 'child.name' || expects === 'guardian.name'

/** What can be recognised without knowing the intent, from the surest (identity numbers) to the least sure (names). */
const found = (text: string, asked: Asked, lexicon: Lexicon, today: Day): Mention[] => {
  const identity = birthOfIdentity(text)
  const phones = addFree(identity ? [identity] : [], findPhones(text))
  const births = addFree(phones, findBirths(text, Number(today.slice(0, 4))))
  const words = meant(text, findCatalogueWords(text, lexicon, asksForNames(asked) ? 'asked' : 'strict'))
  const grades = addFree(births, findGrades(text))
  const ages = addFree(grades, findAges(text))
  const known = addFree(addFree(ages, words), findDates(text, today, ages))
  // 明早 is a day and a half of one; both hold.
  const halves = findHalves(text).filter(
    (half) => !known.some((other) => other.kind !== 'date' && overlaps(half, other)),
  )
  const shown = addFree(
    [...known, ...halves].sort((a, b) => a.at - b.at),
    findSexes(text),
  )
  const names = findNames(text, shown).filter((name) => !isPhrase(text, name) && !illness.has(name.value))
  return addFree(shown, names)
}

/** Reads a message: slips of voice and keyboard written as they were meant, then what it holds. */
export const read = (message: string, asked: Asked, lexicon: Lexicon, now: Instant): Reading => {
  const today = dayOf(now)
  const plain = readSpelling(withoutFillers(normalise(message)))
  const heardRight = repair(plain, lexicon)
  const before = found(heardRight.text, asked, lexicon, today)
  const { text, steps } = isNameAsked(asked)
    ? { ...heardRight, steps: [] }
    : mendSlips(heardRight.text, before)
  const mentions = text === heardRight.text ? before : found(text, asked, lexicon, today)
  const heard = mentions.flatMap(({ because }) => because ?? [])
  return {
    text,
    said: plain,
    masked: masked(text, mentions),
    mentions,
    steps: [...heardRight.steps, ...steps, ...heard],
    today,
  }
}

export const mentionsOf = (reading: Reading, kind: Mention['kind']): Mention[] =>
  reading.mentions.filter((mention) => mention.kind === kind)
