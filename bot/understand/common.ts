import { commonWordsByFirst } from './tables/common.ts'
import { realWords } from './words/real-words.ts'

const seconds = new Map(commonWordsByFirst.split('|').map((row) => [row.slice(0, 1), row.slice(1)]))
const more = new Set(realWords)

/** Is it an ordinary word of two characters (出门, 收工), which stays itself whatever it sounds like? */
export const isCommonWord = (word: string): boolean =>
  more.has(word) || (word.length === 2 && (seconds.get(word.slice(0, 1))?.includes(word.slice(1)) ?? false))
