import type { About } from './meaning.ts'
import { aboutWords } from './words/abouts.ts'

const tests = Object.entries(aboutWords).map(([about, words]) => ({
  about: about as About,
  test: new RegExp(words.join('|')),
}))

/** What a consent, a refusal or a deletion is limited to, or null where it is about everything. */
export const aboutOf = (text: string): About | null =>
  tests.find(({ test }) => test.test(text))?.about ?? null
