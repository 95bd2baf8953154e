import { lexiconSourceOf } from '../../bot/understand/catalogue-lexicon.ts'
import type { Lexicon } from '../../bot/understand/understand.ts'
import { compileLexicon } from '../../bot/understand/understand.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { ProgrammeId } from '../../shared/ids.ts'

/** By the catalogue itself, which is immutable: what two programs in one process publish under one version is not mixed up. */
const compiled = new WeakMap<Catalogue, Map<ProgrammeId | null, Lexicon>>()

const knownOf = (catalogue: Catalogue): Map<ProgrammeId | null, Lexicon> => {
  const known = compiled.get(catalogue) ?? new Map<ProgrammeId | null, Lexicon>()
  compiled.set(catalogue, known)
  return known
}

/**
 * The words that a catalogue brings, compiled once for each of its versions in this process. Without a programme in hand
 * the words of all of them are known.
 */
export const lexiconFor = (catalogue: Catalogue, programme: ProgrammeId | null): Lexicon => {
  const known = knownOf(catalogue)
  const lexicon = known.get(programme) ?? compileLexicon(lexiconSourceOf(catalogue, programme, 0))
  known.set(programme, lexicon)
  return lexicon
}
