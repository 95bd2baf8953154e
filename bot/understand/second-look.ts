import { commandOf } from './commands.ts'
import { filledGaps } from './gaps.ts'
import { findCues } from './intents.ts'
import { courtesies, type Judged, judge } from './judge.ts'
import type { Asked, Intent } from './meaning.ts'
import { guess } from './model.ts'
import type { Reading } from './reading.ts'

/** What cannot be taken back. */
export const irreversible: ReadonlySet<Intent> = new Set(['cancel', 'delete_data', 'change', 'pickup'])

/** A longer message that says nothing will not do so for one character more. */
const longest = 30

/**
 * A second look at what says nothing as it stands: with a character put back that was left out. What is grave is never sure
 * then.
 */
export const lookAgain = (
  first: { readonly reading: Reading; readonly judged: Judged },
  asked: Asked,
  readAnew: (text: string) => Reading,
  readPart: (part: string) => Reading,
): { readonly reading: Reading; readonly judged: Judged } => {
  const { reading, judged } = first
  if (
    !judged.guessed ||
    reading.text.length < 3 ||
    reading.text.length > longest ||
    commandOf(reading.text) !== null
  )
    return first
  for (const { text, masked } of filledGaps(reading.text, reading.mentions)) {
    if ((findCues(masked)[0]?.weight ?? 0) < (judged.sure ? 8 : 6)) continue
    const again = readAnew(text)
    const found = judge(again, asked, readPart)
    if (found.guessed || courtesies.has(found.intent)) continue
    if (guess(again.masked)[0]?.intent !== found.intent) continue
    const because = [`漏字 ${reading.text}→${text}`, ...found.because]
    return {
      reading: again,
      judged: { ...found, because, sure: found.sure && !irreversible.has(found.intent) },
    }
  }
  return first
}
