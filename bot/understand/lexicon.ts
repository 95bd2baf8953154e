import { isCommonWord } from './common.ts'
import type { LexiconSource, Named } from './meaning.ts'
import { normalise } from './normalise.ts'
import { looseSoundOf, soundOf } from './sound.ts'
import { cueRows } from './words/intent-cues.ts'
import { kinWords } from './words/kin.ts'
import { misheardWords } from './words/misheard.ts'

export type EntryKind = 'mod' | 'place' | 'emp' | 'kin' | 'word'

/** One way to say one thing, with how it sounds. */
export interface LexiconEntry {
  readonly kind: EntryKind
  readonly id: string
  readonly name: string
  readonly sounds: readonly string[]
  readonly looseSounds: readonly string[]
}

/** All names, ready to be looked up by first character and by first sound; longest first. */
export interface Lexicon {
  readonly byCharacter: ReadonlyMap<string, readonly LexiconEntry[]>
  readonly bySound: ReadonlyMap<string, readonly LexiconEntry[]>
  readonly byLooseSound: ReadonlyMap<string, readonly LexiconEntry[]>
  readonly entries: readonly LexiconEntry[]
  /** Names of three characters or more with one left out or only a part said (乒球, 三合, 溺水), where no other thing has it. */
  readonly clipped: ReadonlyMap<string, readonly LexiconEntry[]>
  /** Characters that only one course of three characters or fewer has: 舞, 棋. */
  readonly single: ReadonlyMap<string, LexiconEntry>
  /** Misheard spellings of key words, by first sound. */
  readonly words: ReadonlyMap<string, readonly LexiconEntry[]>
}

const entryOf = (kind: EntryKind, id: string, name: string): LexiconEntry => ({
  kind,
  id,
  name,
  sounds: [...name].map(soundOf),
  looseSounds: [...name].map(looseSoundOf),
})

const suffix: Readonly<Partial<Record<EntryKind, RegExp>>> = {
  place: /(?:街道|镇|乡|村|社区)$/,
  emp: /(?:股份|集团|有限公司|公司|工业|厂)+$/,
}

/** 白岩村 is also called 白岩, 苏泊尔公司 also 苏泊尔; never cut below two characters or to a plain word (山里村). */
const shorter = (kind: EntryKind, name: string): string[] => {
  const cut = name.replace(suffix[kind] ?? /$^/, '')
  return cut.length >= 2 && cut !== name && !isCommonWord(cut) ? [name, cut] : [name]
}

const numerals = '零一二三四五六七八九'
const spoken = (digits: string): string => {
  const number = Number(digits)
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return number > 99
    ? digits
    : `${tens > 1 ? numerals[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? numerals[ones] : ''}`
}

/** 企业3号 is also said 企业三号. */
const alsoSpoken = (name: string): string[] =>
  /\d/.test(name) ? [name, name.replace(/\d+/g, spoken)] : [name]

const entriesOf = (kind: EntryKind, things: readonly Named[]): LexiconEntry[] =>
  things.flatMap(({ id, names }) =>
    [
      ...new Set(
        [...names, ...(kind === 'mod' ? [] : [id])]
          .flatMap((name) => shorter(kind, normalise(name)))
          .flatMap(alsoSpoken),
      ),
    ]
      .filter((name) => name.length > 0)
      .map((name) => entryOf(kind, id, name)),
  )

const kinEntries = (given: readonly Named[]): LexiconEntry[] => {
  const taken = new Set(given.flatMap(({ names }) => names))
  const builtIn = Object.entries(kinWords).map(([id, names]) => ({
    id,
    names: names.filter((name) => !taken.has(name)),
  }))
  return [...given.filter(({ id }) => id !== '自己'), ...builtIn].flatMap(({ id, names }) =>
    names.map((name) => entryOf('kin', id, name)),
  )
}

const grouped = (entries: readonly LexiconEntry[], key: (entry: LexiconEntry) => string) => {
  const groups = new Map<string, LexiconEntry[]>()
  for (const entry of entries) groups.set(key(entry), [...(groups.get(key(entry)) ?? []), entry])
  for (const group of groups.values()) group.sort((a, b) => b.name.length - a.name.length)
  return groups
}

/** All that is left of a name when one character is lost, or an end of it is not said; two characters at least. */
const leavings = (name: string): string[] => {
  const least = name.length > 3 ? 3 : 2
  const without = [...name].map((_, n) => name.slice(0, n) + name.slice(n + 1))
  const ends = [2, 3].flatMap((length) => [name.slice(0, length), name.slice(-length)])
  return [...without, ...ends.filter((end) => end.length >= 2)].filter(
    (part) => part.length >= Math.min(least, 2) && part.length < name.length,
  )
}

/** Only where the part belongs to one thing and is no name itself; words in their own right stand as they are. */
const clippedOf = (entries: readonly LexiconEntry[]): LexiconEntry[] => {
  const owners = new Map<string, Set<string>>()
  const parts = entries
    .filter(({ kind, name }) => kind !== 'kin' && /^\p{Script=Han}{3,}$/u.test(name))
    .flatMap((entry) => leavings(entry.name).map((part) => ({ entry, part })))
  for (const { entry, part } of parts) owners.set(part, (owners.get(part) ?? new Set()).add(entry.id))
  const whole = new Set(entries.map(({ name }) => name))
  return parts
    .filter(({ part }) => owners.get(part)?.size === 1 && !whole.has(part) && !isSuffixed(part))
    .map(({ entry, part }) => entryOf(entry.kind, entry.id, part))
}
const isSuffixed = (part: string): boolean => /[镇乡村]$|街道|社区/.test(part)

const singlesOf = (entries: readonly LexiconEntry[]): Map<string, LexiconEntry> => {
  const courses = entries.filter(({ kind, name }) => kind === 'mod' && name.length <= 3)
  const characters = new Set(courses.flatMap(({ name }) => [...name]))
  return new Map(
    [...characters].flatMap((said) => {
      const [entry, ...others] = courses.filter(({ name }) => name.includes(said))
      const alone = entry && others.every(({ id }) => id === entry.id)
      return alone ? [[said, { ...entry, name: said }] as const] : []
    }),
  )
}

const firstOf = (parts: readonly string[]) => parts[0] ?? ''
/** The words of the cues too, from three characters on: shorter ones sound like too much else. */
const cueWords = cueRows
  .flatMap(({ words }) => words ?? [])
  .filter((word) => /^\p{Script=Han}{3,}$/u.test(word))
const keyWords = [...new Set([...misheardWords, ...cueWords])].map((word) => entryOf('word', word, word))
const wordsBySound = grouped(keyWords, (entry) => firstOf(entry.sounds))

/**
 * Makes the names of a published menu ready for matching; once when the menu changes, about 1 ms. An alias that holds in two
 * kinds (a village and a firm of one name) is kept in the first: modules, places, employers.
 */
export const compileLexicon = (source: LexiconSource): Lexicon => {
  const named = [
    ...entriesOf('mod', source.modules),
    ...entriesOf('place', source.places),
    ...entriesOf('emp', source.employers),
  ]
  const seen = new Set<string>()
  const unique = named.filter(({ name }) => !seen.has(name) && seen.add(name))
  const entries = [...unique, ...kinEntries(source.kin ?? [])]
  const sounded = unique.filter(({ name }) => /^\p{Script=Han}{2,}/u.test(name))
  return {
    entries,
    byCharacter: grouped(entries, (entry) => entry.name.slice(0, 1)),
    single: singlesOf(entries),
    clipped: grouped(clippedOf(unique), (entry) => entry.name.slice(0, 1)),
    bySound: grouped(sounded, (entry) => firstOf(entry.sounds)),
    byLooseSound: grouped(sounded, (entry) => firstOf(entry.looseSounds)),
    words: wordsBySound,
  }
}

/** Does a real word stand there, or does one begin or end across the border, so that the likeness is by chance? */
export const soundsByChance = (text: string, at: number, end: number, openers: RegExp): boolean => {
  const found = text.slice(at, end)
  if (found.length === 2 && isCommonWord(found)) return true
  if (isCommonWord(text.slice(end - 1, end + 1))) return true
  return isCommonWord(text.slice(at - 1, at + 1)) && !openers.test(text.slice(at - 1, at))
}
