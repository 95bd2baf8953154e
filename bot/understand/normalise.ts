import { simplified, traditional } from './tables/traditional.ts'

/** Only so many characters of a message are read; the dialogue says so where a message was longer. */
export const readLimit = 500

const simpler = (() => {
  const targets = [...simplified]
  return new Map([...traditional].map((character, n) => [character, targets[n] ?? character]))
})()

/** Traditional characters as simplified ones, one for one. */
export const simplify = (text: string): string => {
  let out = ''
  for (const character of text) out += simpler.get(character) ?? character
  return out
}

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFE0F\u{1F3FB}-\u{1F3FF}]/gu
const spaces = /[\p{Z}\t\n\r]+/gu
const repeated = /([^\d\s零〇一二两三四五六七八九十幺])\1{2,}/gu

/**
 * The form that every rule reads: at most 500 characters, well-formed, compatibility forms folded (full-width digits, ①),
 * lower case, simplified characters, no invisible ones, runs of one character (好好好好) shortened to one.
 */
export const normalise = (text: string): string => {
  const cut = [...text.slice(0, readLimit * 2)].slice(0, readLimit).join('').toWellFormed()
  const plain = cut.normalize('NFKC').slice(0, readLimit).toWellFormed().toLowerCase()
  const shown = plain.replace(/[\n\r\t]/g, ' ').replace(invisible, '').replace(spaces, ' ').trim()
  return simplify(shown).replace(repeated, '$1')
}

const filler = /(?:嗯+|呃+|(?<=^|[,。、 ])额+(?=[,。、 ]|我|你|就|想|那)|唔+|那个(?=[,，、 。]|嗯|我|你|就|啥|想|孩|娃)|这个(?=[,，、 ])|就是说|怎么说呢|我跟你讲|我跟你说|那啥(?=[,，、 ]|我))[,，、。 ]*/gu

/** Without the sounds that people make while thinking (嗯, 那个, 就是说); unchanged where nothing else would be left. */
export const withoutFillers = (text: string): string => {
  const rest = text.replace(filler, '')
  return rest.length >= 2 ? rest : text
}
