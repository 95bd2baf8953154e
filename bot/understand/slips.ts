import { isCommonWord } from './common.ts'
import { type Mention, maskedUnits } from './mention.ts'
import { knownGrams } from './model.ts'
import { soundOf, syllableOf } from './sound.ts'
import { dayWords } from './words/days.ts'
import { frameWords } from './words/frames.ts'
import { cueRows } from './words/intent-cues.ts'
import { kinWords } from './words/kin.ts'
import { misheardWords } from './words/misheard.ts'
import * as replies from './words/replies.ts'
import { boyWords, girlWords, siblingWords } from './words/sexes.ts'
import { surnames } from './words/surnames.ts'

/*
 * A slip of the pinyin keyboard puts a character where it stands beside none that it ever stands beside (取肖, 暇午). Where
 * exactly such a place is made good by another character of the same sound, that one was meant.
 */
const han = /^\p{Script=Han}$/u
/** The end of the message, punctuation, a digit, or the letter of something found: proves nothing either way. */
const open = /^[\s,。!?;:、.~()\dA-Z]?$/u

/** Characters too common in their own right to be a slip on account of their neighbours. */
const plain =
  '我你您他她们的了在是有去来要不会能想上下小大这那就也都和跟到从说个没好吗呢吧啊多少什么怎可以天人家班还被把给让帮嘛呗嘞哈喔哟咯啦呀哦噢唉诶嗯叫喊问看听走坐做用放带拿见话再'

interface Neighbours {
  readonly grams: ReadonlySet<string>
  /** Words that the lists hold as they stand. */
  readonly words: ReadonlySet<string>
  /** Characters that people use in these messages. */
  readonly used: ReadonlySet<string>
  /** The same, by how they sound. */
  readonly bySound: ReadonlyMap<string, readonly string[]>
}

const stretches = (source: string): string[] => source.match(/\p{Script=Han}{2,}/gu) ?? []
const piecesOf = (words: string): string[] =>
  [...words].flatMap((_, at) => [words.slice(at, at + 2), words.slice(at, at + 3)])

const wordLists = (): string[] => [
  ...cueRows.flatMap(({ words = [], patterns = [] }) => [...words, ...patterns]),
  ...Object.values(kinWords).flat(),
  ...Object.keys(dayWords),
  ...Object.keys(siblingWords),
  ...boyWords,
  ...girlWords,
  ...misheardWords,
  ...frameWords,
  ...[replies.yesWords, replies.noWords, replies.noneWords, replies.healthyWords].flat(),
  ...[replies.illWords, replies.wholeSeason, replies.guardianWords, replies.helperWords].flat(),
]

/** All pieces of two and three characters that known phrases and word lists hold; made at the first message. */
const learn = (): Neighbours => {
  const lists = wordLists()
  const pieces = lists.flatMap(stretches).flatMap(piecesOf)
  const grams = new Set([...knownGrams(), ...pieces].filter((gram) => gram.length > 1))
  const words = new Set(lists.filter((word) => /^\p{Script=Han}{2,3}$/u.test(word)))
  const bySound = new Map<string, string[]>()
  const used = new Set([...grams].join(''))
  for (const character of used)
    if (han.test(character))
      bySound.set(soundOf(character), [...(bySound.get(soundOf(character)) ?? []), character])
  return { grams, words, used, bySound }
}
let learnt: Neighbours | null = null
const neighbours = () => {
  learnt ??= learn()
  return learnt
}

/** Pieces of two and three characters that people do write, the ends of a message marked ^ and $. */
export const knownPieces = (): ReadonlySet<string> => neighbours().grams

const together = (a: string, b: string): boolean => neighbours().grams.has(a + b) || isCommonWord(a + b)

/** Does this character stand beside none that it ever stands beside? */
export const standsAlone = (before: string, said: string, after: string): boolean =>
  han.test(said) && !plain.includes(said) && !together(before, said) && !together(said, after)

/** Does a stretch hold such a character that the word meant does not have? Then no real word is there that sounds like it. */
export const holdsSlip = (text: string, at: number, meant: string): boolean =>
  [...meant].some(
    (character, n) =>
      text.charAt(at + n) !== character &&
      standsAlone(text.charAt(at + n - 1), text.charAt(at + n), text.charAt(at + n + 1)),
  )

/** Would this character make a listed word of two or three with those around it, without tearing another word apart? */
const makesWord = (text: string, at: number, character: string): boolean => {
  const written = text.slice(0, at) + character + text.slice(at + 1)
  const spans = [
    [at - 1, at + 1],
    [at, at + 2],
    [at - 2, at + 1],
    [at - 1, at + 2],
    [at, at + 3],
  ] as const
  return spans.some(
    ([from, until]) =>
      from >= 0 &&
      neighbours().words.has(written.slice(from, until)) &&
      !(from < at && isCommonWord(text.slice(from - 1, from + 1))) &&
      !(until > at + 1 && isCommonWord(text.slice(until - 1, until + 1))),
  )
}

interface Place {
  readonly text: string
  readonly at: number
  readonly before: string
  readonly said: string
  readonly after: string
}

/**
 * The character of the same sound that makes a listed word there, or stands well on both sides; of several the likeliest. One
 * that people do use in these messages gives way only to a whole piece that is known.
 */
const meantFor = ({ text, at, before, said, after }: Place): string | undefined => {
  const whole = (character: string) => neighbours().grams.has(before + character + after)
  const stands = (character: string) => {
    const [left, right] = [together(before, character), together(character, after)]
    return (left || right) && (left || open.test(before)) && (right || open.test(after))
  }
  const fits = (character: string) =>
    neighbours().used.has(said)
      ? whole(character) || (syllableOf(character) === syllableOf(said) && makesWord(text, at, character))
      : stands(character) || makesWord(text, at, character)
  const rank = (character: string) =>
    (whole(character) ? 4 : 0) +
    (stands(character) ? 2 : 0) +
    (syllableOf(character) === syllableOf(said) ? 1 : 0)
  return (neighbours().bySound.get(soundOf(said)) ?? [])
    .filter((character) => character !== said && fits(character))
    .sort((a, b) => rank(b) - rank(a))[0]
}

const familyNames = new Set([...surnames].slice(0, 150))
const beginsName = (text: string, at: number): boolean =>
  familyNames.has(text.charAt(at)) && !together(text.charAt(at - 1), text.charAt(at))

/** In 我是李欣的妈妈 no character of the name is a slip, though it was not recognised as a name. */
const mayBeName = (text: string, at: number): boolean =>
  beginsName(text, at - 1) ||
  beginsName(text, at - 2) ||
  (beginsName(text, at) && /^[是叫给帮替我的,。 ]?$/.test(text.charAt(at - 1)))

const digits = '零一二三四五六七八九'
const numerals = `${digits}十两`
const units = '岁年月号点'
const isNumeral = (character: string) =>
  character !== '' && (/\d/.test(character) || numerals.includes(character))
const sameSound = (said: string, among: string): string | undefined => {
  const alike = [...among].filter((character) => soundOf(character) === soundOf(said))
  return alike.find((character) => syllableOf(character) === syllableOf(said)) ?? alike[0]
}

/** 八隋 is 八岁 and 吾岁 五岁: between numerals and what is counted sound is enough; so it is after 周 and 礼拜. */
const countedAs = (text: string, at: number): string | undefined => {
  const [said, before, after] = [text.charAt(at), text.charAt(at - 1), text.charAt(at + 1)]
  const [head, rest] = [text.slice(0, at), text.slice(at + 1)]
  if (/(?:周|星期|礼拜)$/.test(head)) return sameSound(said, '一二三四五六日')
  if (/^(?:岁|周岁|月|号|点|个|年级)/.test(rest)) return sameSound(said, numerals)
  const within = isNumeral(before) && (isNumeral(after) || before === '十')
  const spoken = /[\d零一二三四五六七八九]{6}$/.test(head) || /^[\d零一二三四五六七八九]{6}/.test(rest)
  if (within || spoken || /^[\d零一二三四五六七八九]年(?!级)/.test(rest))
    return sameSound(said, digits) ?? (isNumeral(before) ? sameSound(said, units) : undefined)
  return isNumeral(before) ? sameSound(said, units) : undefined
}

/** Writes such slips as they were meant; what was recognised already (`mentions`) stays. The length stays the same. */
export const mendSlips = (text: string, mentions: readonly Mention[]): { text: string; steps: string[] } => {
  const units = maskedUnits(text, mentions)
  const steps: string[] = []
  let out = text
  for (const [n, { said, at, mention }] of units.entries()) {
    const [before, after] = [units[n - 1]?.said ?? '', units[n + 1]?.said ?? '']
    if (mention || isNumeral(said) || !standsAlone(before, said, after) || mayBeName(out, at)) continue
    // Right behind a whole number (138…旧的) nothing is counted on.
    const counted = units[n - 1]?.mention ? undefined : countedAs(out, at)
    const meant = counted ?? meantFor({ text: out, at, before, said, after })
    if (!meant || meant === said) continue
    steps.push(`谐音 ${said}→${meant}`)
    out = out.slice(0, at) + meant + out.slice(at + 1)
    units[n] = { said: meant, at, mention: false }
  }
  return { text: out, steps }
}
