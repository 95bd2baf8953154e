import { isCommonWord } from './common.ts'
import type { Lexicon, LexiconEntry } from './lexicon.ts'
import { soundsByChance } from './lexicon.ts'
import type { Mention } from './mention.ts'
import { holdsSlip } from './slips.ts'
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
  let [off, far] = [0, 0]
  for (let n = 0; n < found.length; n++) {
    const heard = looseSoundOf(found.charAt(n))
    const meant = entry.looseSounds[n] ?? ''
    if (heard === meant) continue
    off++
    if (!near(heard, meant)) far++
  }
  // Of four or more one may be heard quite otherwise (双还传动: 还 has two readings).
  return off <= 1 && (far === 0 || found.length >= 4)
}

const looselySame = (found: string, entry: LexiconEntry): boolean =>
  [...found].every((character, n) => looseSoundOf(character) === entry.looseSounds[n])

const han = /^\p{Script=Han}+$/u

/** What is the name without 村, 镇 or such: two syllables of a core must agree fully, the ending proves nothing. */
const coreLength = (entry: LexiconEntry): number =>
  entry.kind === 'place' ? entry.name.replace(/(?:街道|镇|乡|村|社区)$/, '').length : entry.name.length

const placeBefore = /(?:在|住|住在|到|去|来|是|我们|离|回)$/
const placeAfter = /^(?:镇|村|乡|街道|那边|这边|这里|那里|那个|的|人|有|,|$)/
const moduleBefore =
  /(?:报|学|选|换|换成|改|改成|上|要|打|跳|练|加|教|个|门|和|跟|喜欢|参加|了|退|退掉|取消)$/
const moduleAfter = /^(?:班|课|兴趣班|,|。| |和|跟|还有|有没有|可以|吗|$)/

/** A name of two syllables needs words around it that belong to its kind, since many words sound like it. */
const belongs = (entry: LexiconEntry, before: string, after: string): boolean =>
  entry.kind === 'mod'
    ? moduleBefore.test(before) || moduleAfter.test(after)
    : placeBefore.test(before) || placeAfter.test(after)

/** 编成课 is 编程: what stands between 报 or 学 and 课 or 班 is a course, even where it is a word otherwise. */
const surelyCourse = (entry: LexiconEntry, before: string, after: string): boolean =>
  entry.kind === 'mod' &&
  (/^(?:班|课(?!程)|兴趣班)/.test(after) ||
    (/(?:报|学|选|换成|改成)$/.test(before) && /^(?:$|[和跟、,])/.test(after)))

const soundsAt = (text: string, at: number, lexicon: Lexicon, ear: Ear): LexiconEntry | undefined => {
  const first = text.charAt(at)
  if (!han.test(first)) return undefined
  // 周五到 is no 舞蹈.
  if (/(?:周|星期|礼拜)$/.test(text.slice(0, at)) && /[一二三四五六日天]/.test(first)) return undefined
  const fits = (entry: LexiconEntry) => {
    const found = text.slice(at, at + entry.name.length)
    if (found.length < entry.name.length || !han.test(found)) return false
    if (
      coreLength(entry) >= 3
        ? !nearlySame(found, entry)
        : !(ear === 'asked' ? looselySame : sameSounds)(found, entry)
    )
      return false
    if (ear === 'asked') return true
    const [before, after] = [text.slice(0, at), text.slice(at + found.length)]
    if (surelyCourse(entry, before, after) || (entry.kind === 'mod' && holdsSlip(text, at, entry.name)))
      return true
    return belongs(entry, before, after) && !soundsByChance(text, at, at + found.length, openers)
  }
  return (
    (lexicon.bySound.get(soundOf(first)) ?? []).find(fits) ??
    (lexicon.byLooseSound.get(looseSoundOf(first)) ?? []).find(fits)
  )
}

const orderBefore = /(?:报|学|选|换成|改成|要|退|打|跳|练|下|踢|和|跟|[,、 ])$/
const orderAfter = /^(?:班|课)?(?:$|[,。、 ]|和|跟|吧|不|还)/
const tooPlain = /[打踢课班学上下送门球儿子生教育名工]/

/** 报舞, 学书: one character of a course is enough after 报 or 学, where no other course has it. */
const cutShort = (text: string, at: number, lexicon: Lexicon, ear: Ear): LexiconEntry | undefined => {
  const said = text.charAt(at)
  if (
    !han.test(said) ||
    tooPlain.test(said) ||
    isCommonWord(text.slice(at - 1, at + 1)) ||
    !orderAfter.test(text.slice(at + 1))
  )
    return undefined
  if (!orderBefore.test(text.slice(0, at)) && !(ear === 'asked' && at === 0)) return undefined
  return lexicon.single.get(said)
}

const courseAround = /^(?:班|课(?!程))/

/** 乒球, 溺水课, and 麦屿 where a village was asked: part of a name, where its kind is plain and no other word is there. */
const partOf = (text: string, at: number, lexicon: Lexicon, ear: Ear): LexiconEntry | undefined =>
  lexicon.clipped.get(text.charAt(at))?.find((entry) => {
    const end = at + entry.name.length
    if (!text.startsWith(entry.name, at)) return false
    const [before, after] = [text.slice(0, at), text.slice(end)]
    if (entry.kind === 'mod' && courseAround.test(after)) return true
    if (ear === 'asked') return true
    return (
      !isCommonWord(entry.name) && belongs(entry, before, after) && !soundsByChance(text, at, end, openers)
    )
  })

const mentionOf = (entry: LexiconEntry, at: number, said: string): Mention => ({
  kind: entry.kind === 'word' ? 'kin' : entry.kind,
  at,
  end: at + said.length,
  value: entry.id,
  ...(said.startsWith(entry.name) ? {} : { because: `谐音 ${said}→${entry.name}` }),
})

/**
 * The names of the catalogue and the kinship words in a message, in order, none overlapping. A name written rightly goes
 * before one that only sounds alike.
 */
export const findCatalogueWords = (text: string, lexicon: Lexicon, ear: Ear): Mention[] => {
  const found: Mention[] = []
  const taken = new Array<boolean>(text.length).fill(false)
  const take = (entry: LexiconEntry, at: number) => {
    const end = at + entry.name.length
    const doubled = entry.kind === 'kin' && text.charAt(end) === text.charAt(end - 1) ? 1 : 0
    found.push(mentionOf(entry, at, text.slice(at, end + doubled)))
    taken.fill(true, at, end + doubled)
  }
  for (let at = 0; at < text.length; at++) {
    const entry = taken[at] ? undefined : exactAt(text, at, lexicon)
    if (entry && !(ear === 'asked' && entry.kind === 'kin')) take(entry, at)
  }
  for (let at = 0; at < text.length; at++) {
    const entry = taken[at] ? undefined : soundsAt(text, at, lexicon, ear)
    if (entry && !taken.slice(at, at + entry.name.length).includes(true)) take(entry, at)
  }
  for (const shortly of [partOf, cutShort])
    for (let at = 0; at < text.length; at++) {
      const entry = taken[at] ? undefined : shortly(text, at, lexicon, ear)
      if (entry && !taken.slice(at, at + entry.name.length).includes(true)) take(entry, at)
    }
  if (ear === 'asked') {
    for (let at = 0; at < text.length; at++) {
      const entry = taken[at] ? undefined : exactAt(text, at, lexicon)
      if (entry && !taken.slice(at, at + entry.name.length).includes(true)) take(entry, at)
    }
  }
  return found.sort((a, b) => a.at - b.at)
}
