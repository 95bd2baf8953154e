import { lexiconSourceOf } from '../../bot/understand/catalogue-lexicon.ts'
import type { Lexicon } from '../../bot/understand/understand.ts'
import { compileLexicon } from '../../bot/understand/understand.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { ProgrammeId } from '../../shared/ids.ts'

const kept = 8
const compiled = new Map<string, Lexicon>()

/**
 * The words that a catalogue brings, compiled once for each of its versions in this process. Without a programme in hand
 * the words of all of them are known.
 */
export const lexiconFor = (catalogue: Catalogue, programme: ProgrammeId | null): Lexicon => {
  const key = `${catalogue.version}/${programme ?? ''}`
  const known = compiled.get(key)
  if (known) return known
  const lexicon = compileLexicon(lexiconSourceOf(catalogue, programme, 0))
  compiled.set(key, lexicon)
  for (const old of compiled.keys()) if (compiled.size > kept) compiled.delete(old)
  return lexicon
}
