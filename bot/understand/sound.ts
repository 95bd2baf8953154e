import { charactersBySyllable } from './tables/pinyin.ts'

const initials: readonly (readonly [RegExp, string])[] = [
  [/^zh/, 'z'],
  [/^ch/, 'c'],
  [/^sh/, 's'],
  [/^n(?=[a-z])/, 'l'],
]
const finals: readonly (readonly [RegExp, string])[] = [[/(?<=[aei])ng$/, 'n']]
/** Confused further south and west: 湖/服, 人/冷. Read so only where three syllables or more agree, or a place was asked. */
const looser: readonly (readonly [RegExp, string])[] = [
  [/^hu(?=[aeio]|$)/, 'f'],
  [/^f(?=u$)/, 'f'],
  [/^fu$/, 'f'],
  [/^r/, 'l'],
  [/^w/, 'f'],
  [/uo$/, 'o'],
  [/ue$/, 'ie'],
]

const fold = (syllable: string, rules: readonly (readonly [RegExp, string])[]) =>
  rules.reduce((text, [from, to]) => text.replace(from, to), syllable)

/** A syllable as most speakers hear it: zh = z, ch = c, sh = s, n = l, ang = an, eng = en, ing = in. */
export const foldSyllable = (syllable: string): string => fold(syllable, [...initials, ...finals])

const spelt = new Map<string, string>()
const heard = new Map<string, string>()
const heardLoosely = new Map<string, string>()
for (const row of charactersBySyllable.split('|')) {
  const syllable = /^[a-z]+/.exec(row)?.[0] ?? ''
  const folded = foldSyllable(syllable)
  const loose = fold(folded, looser)
  for (const character of row.slice(syllable.length)) {
    spelt.set(character, syllable)
    heard.set(character, folded)
    heardLoosely.set(character, loose)
  }
}

/** How a character sounds, folded; a character that no table knows sounds like itself only. */
export const soundOf = (character: string): string => heard.get(character) ?? character
/** The syllable as it is typed, without its tone. */
export const syllableOf = (character: string): string => spelt.get(character) ?? character
export const looseSoundOf = (character: string): string => heardLoosely.get(character) ?? character

/** The initial consonant and the rest: two syllables that share neither are not alike. */
export const near = (a: string, b: string): boolean => {
  const cut = (syllable: string) => /^[bpmfdtlgkhjqxzcsryw]?/.exec(syllable)?.[0].length ?? 0
  return a.slice(cut(a)) === b.slice(cut(b)) || (a.slice(0, cut(a)) === b.slice(0, cut(b)) && cut(a) > 0)
}
