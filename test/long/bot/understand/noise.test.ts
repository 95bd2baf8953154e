import { describe, expect, it } from 'vitest'
import { soundOf } from '../../../../bot/understand/sound.ts'
import { charactersBySyllable } from '../../../../bot/understand/tables/pinyin.ts'
import { rowsOf, score } from '../../../bot/understand/figures.ts'

/** A fixed sequence in place of chance, so that the noise is the same each time. */
const sequence = (text: string) =>
  [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7)

const byFold = new Map<string, string[]>()
for (const character of charactersBySyllable.replace(/[a-z|]/g, '')) {
  const key = soundOf(character)
  byFold.set(key, [...(byFold.get(key) ?? []), character])
}

const letters = (text: string) =>
  [...text].flatMap((character, n) => (/\p{Script=Han}/u.test(character) ? [n] : []))
const at = (text: string) => letters(text)[sequence(text) % Math.max(1, letters(text).length)] ?? 0

const homophone = (text: string) => {
  const characters = [...text]
  const n = at(text)
  const others = byFold.get(soundOf(characters[n] ?? ''))?.slice(0, 12) ?? []
  characters[n] = others[sequence(text) % Math.max(1, others.length)] ?? characters[n] ?? ''
  return characters.join('')
}
const deletion = (text: string) =>
  text.length < 6 ? text : [...text].filter((_, n) => n !== at(text)).join('')
const filler = (text: string) => `${['嗯', '那个,', '就是说'][sequence(text) % 3]}${text}`

const rows = ['rows-tuned', 'rows-held-out', 'rows-blind']
  .flatMap((name) => rowsOf(`../../understanding/${name}.jsonl`))
  .filter(({ text }) => letters(text).length >= 4)
const plain = score(rows)

describe('mechanical noise', () => {
  it.each([
    ['a homophone', homophone, 5, 9],
    ['a character left out', deletion, 9, 20],
    ['a filler', filler, 1, 1],
  ] as const)('%s in each message', (_, change, mostIntents, mostSlots) => {
    const noisy = score(rows, change)
    expect(plain.intent - noisy.intent).toBeLessThanOrEqual(mostIntents)
    expect(plain.slotF1 - noisy.slotF1).toBeLessThanOrEqual(mostSlots)
  })
})
