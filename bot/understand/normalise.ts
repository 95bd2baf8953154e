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

const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{EMod}]|\uFE0F/gu
const spaces = /[\p{Z}\t\n\r]+/gu
const repeated = /([^\d\s零〇一二两三四五六七八九十幺洞拐勾])\1{2,}/gu

/** 要不报绘画 proposes drawing; it is no 不报. */
const orElse = /(?<![\p{Script=Han}])要不(?:就|还是)?(?=[报选加学])/gu

/**
 * The form that every rule reads: at most 500 characters, well-formed, compatibility forms folded (full-width digits, ①),
 * lower case, simplified characters, no invisible ones, runs of one character (好好好好) shortened to one.
 */
export const normalise = (text: string): string => {
  const cut = [...text.slice(0, readLimit * 2)].slice(0, readLimit).join('').toWellFormed()
  const plain = cut.normalize('NFKC').slice(0, readLimit).toWellFormed().toLowerCase()
  const shown = plain
    .replace(/[\n\r\t]/g, ' ')
    .replace(invisible, '')
    .replace(spaces, ' ')
    .trim()
  return simplify(shown).replace(repeated, '$1').replace(orElse, '')
}

/** 就是这样 and 就是他 say something; 就是 before anything else at the start, or within digits, is only a pause. */
const filler =
  /[嗯呃唔]+[,，、。 ]*|(?<=^|[,。、 ])额+(?=[,。、 ]|我|你|就|想|那)[,、。 ]*|那个[,、 ]*|这个(?=[,、 ])[,、 ]*|就是说[,、 ]*|怎么说呢[,、 ]*|我跟你[讲说][,、 ]*|那啥[,、 ]*|^就是(?![这那他她它的了啊呀嘛哦对]|$)[,、 ]*|(?<=[\d零一二三四五六七八九幺])就是(?=[\d零一二三四五六七八九幺])/gu

/** Without the sounds that people make while thinking (嗯, 那个, 就是说); unchanged where nothing else would be left. */
export const withoutFillers = (text: string): string => {
  const rest = text.replace(filler, '')
  return rest.length >= 2 ? rest : text
}
