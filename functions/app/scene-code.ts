import type { Intent } from '../../bot/understand/meaning.ts'
import { type Lexicon, understand } from '../../bot/understand/understand.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Instant } from '../../shared/time.ts'

/** The Official Account's mark before the code of who begins to follow by scanning it. */
const mark = /^qrscene_/

/** What a code on a poster may begin. Nothing that shows, changes or ends anything. */
const begins: ReadonlySet<Intent> = new Set(['register', 'pick_modules'])

/**
 * What is said by scanning a code: for the id of a section (the file's or the whole one) its course, for a programme's id or name 报名, for words that ask
 * to enrol (报名, 绘画) those words. Null for any other code: who scanned it is greeted.
 */
export const wordsOfCode = (
  code: string,
  catalogue: Catalogue,
  lexicon: Lexicon,
  now: Instant,
): string | null => {
  const word = code.replace(mark, '').trim()
  const section = [...catalogue.sections.values()].find(({ id, plan }) => id === word || plan.id === word)
  if (section) return `报名${section.module.name}`
  const programmes = [...catalogue.programmes.values()]
  if (programmes.some(({ id, name, aliases }) => [id, name, ...aliases].includes(word))) return '报名'
  const { intent, confidence, command } = understand(word, { expects: null, missing: [] }, lexicon, now)
  return command === null && confidence === 'high' && begins.has(intent) ? word : null
}
