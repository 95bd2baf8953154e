import type { Lexicon, LexiconEntry } from './lexicon.ts'
import { soundsByChance } from './lexicon.ts'
import type { Mention } from './mention.ts'
import { looseSoundOf, near, soundOf } from './sound.ts'

const openers = /[报学选换要上教打跳练住在到去的我想个加是从把来有了跟和还给退,。、 ]/

/** How far a likeness may go: `strict` sounds the same when folded; `asked` where just such a name was asked for. */
export type Ear = 'strict' | 'asked'

const exactAt = (text: string, at: number, lexicon: Lexicon): LexiconEntry | undefined =>
  lexicon.byCharacter.get(text.charAt(at))?.find(({ name }) => text.startsWith(name, at))

const sameSounds = (found: string, entry: LexiconEntry): boolean =>
  [...found].every((character, n) => soundOf(character) === entry.sounds[n])

/** Three syllables or more: one of them may be heard only nearly (兵乓球, 台拳道). */
const nearlySame = (found: string, entry: LexiconEntry): boolean => {
  let off = 0
  for (let n = 0; n < found.length; n++) {
    const heard = looseSoundOf(found.charAt(n))
    const meant = entry.looseSounds[n] ?? ''
    if (heard === meant) continue
    off++
    if (off > 1 || !near(heard, meant)) return false
  }
  return true
}

const looselySame = (found: string, entry: LexiconEntry): boolean =>
  [...found].every((character, n) => looseSoundOf(character) === entry.looseSounds[n])

const han = /^\p{Script=Han}+$/u

const soundsAt = (text: string, at: number, lexicon: Lexicon, ear: Ear): LexiconEntry | undefined => {
  const first = text.charAt(at)
  if (!han.test(first)) return undefined
  const fits = (entry: LexiconEntry) => {
    const found = text.slice(at, at + entry.name.length)
    if (found.length < entry.name.length || !han.test(found)) return false
    if (entry.name.length >= 3 ? !nearlySame(found, entry) : !(ear === 'asked' ? looselySame : sameSounds)(found, entry)) return false
    return ear === 'asked' || !soundsByChance(text, at, at + found.length, openers)
  }
  return (lexicon.bySound.get(soundOf(first)) ?? []).find(fits) ?? (lexicon.byLooseSound.get(looseSoundOf(first)) ?? []).find(fits)
}

const mentionOf = (entry: LexiconEntry, at: number, said: string): Mention => ({
  kind: entry.kind === 'word' ? 'kin' : entry.kind,
  at,
  end: at + entry.name.length,
  value: entry.id,
  ...(said === entry.name ? {} : { because: `谐音 ${said}→${entry.name}` }),
})

/**
 * The names of the catalogue and the kinship words in a message, in order, none overlapping. A name written rightly goes
 * before one that only sounds alike.
 */
export const findCatalogueWords = (text: string, lexicon: Lexicon, ear: Ear): Mention[] => {
  const found: Mention[] = []
  const taken = new Array<boolean>(text.length).fill(false)
  const take = (entry: LexiconEntry, at: number) => {
    found.push(mentionOf(entry, at, text.slice(at, at + entry.name.length)))
    taken.fill(true, at, at + entry.name.length)
  }
  for (let at = 0; at < text.length; at++) {
    const entry = taken[at] ? undefined : exactAt(text, at, lexicon)
    if (entry) take(entry, at)
  }
  for (let at = 0; at < text.length; at++) {
    const entry = taken[at] ? undefined : soundsAt(text, at, lexicon, ear)
    if (entry && !taken.slice(at, at + entry.name.length).includes(true)) take(entry, at)
  }
  return found.sort((a, b) => a.at - b.at)
}
