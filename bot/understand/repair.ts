import { isCommonWord } from './common.ts'
import type { Lexicon, LexiconEntry } from './lexicon.ts'
import { soundsByChance } from './lexicon.ts'
import { soundOf } from './sound.ts'
import { misspelt } from './words/misheard.ts'

/** Characters too common in their own right for a word of two to be a mishearing on their account. */
const plainCharacters =
  '我你他她它们的了在是有去来要不会能想上下小大这那就也都和跟到说个没好吗呢吧啊一二三四五六七八九十几多少什么怎可以天人家班'

const openers = /[报学选换要上教打跳的我想个叫帮给您你号]/

const differsPlainly = (entry: LexiconEntry, found: string): boolean =>
  [...found].some((character, n) => character !== entry.name[n] && plainCharacters.includes(character))

/** 报不报 asks; it is no other word misheard. */
const asksWhether = (found: string): boolean => /^(.)不\1/u.test(found)

const fits = (text: string, at: number, entry: LexiconEntry): boolean => {
  const end = at + entry.name.length
  const found = text.slice(at, end)
  if (found.length < entry.name.length || found === entry.name || asksWhether(found)) return false
  for (let n = 0; n < found.length; n++) if (soundOf(found.charAt(n)) !== entry.sounds[n]) return false
  if (found.length === 2 && differsPlainly(entry, found)) return false
  return (
    !soundsByChance(text, at, end, openers) &&
    !(found.length > 2 && isCommonWord(found.slice(0, 2)) && isCommonWord(found.slice(-2)))
  )
}

/** Writes misheard key words as they are meant: 我要报明 becomes 我要报名. The length stays the same, save for `misspelt`. */
export const repair = (text: string, lexicon: Lexicon): { text: string; steps: string[] } => {
  const steps: string[] = []
  let out = text
  for (const [wrong, right] of misspelt) {
    if (!out.includes(wrong)) continue
    steps.push(`谐音 ${wrong}→${right}`)
    out = out.replaceAll(wrong, right)
  }
  for (let at = 0; at < out.length; at++) {
    const entry = (lexicon.words.get(soundOf(out.charAt(at))) ?? []).find((candidate) => {
      const known = out.startsWith(candidate.name, at)
      return known || fits(out, at, candidate)
    })
    if (!entry) continue
    if (!out.startsWith(entry.name, at)) {
      steps.push(`谐音 ${out.slice(at, at + entry.name.length)}→${entry.name}`)
      out = out.slice(0, at) + entry.name + out.slice(at + entry.name.length)
    }
    at += entry.name.length - 1
  }
  return { text: out, steps }
}
