import { findCues } from './intents.ts'
import type { Intent } from './meaning.ts'
import type { Reading } from './reading.ts'

const borders = /[,。;!?\n]+|(?:顺便|另外|还有就是|再问一下|然后再|对了|还想问|还要问|再帮我|再问|顺带)/
const social: ReadonlySet<Intent> = new Set([
  'greet',
  'thanks',
  'affirm',
  'deny',
  'offtopic',
  'register',
  'inform',
  'correct',
  'abuse',
])

/** Parts of a message that make a request of their own beside the first, in order. Data and courtesies are no requests. */
export const partsOfRequests = (reading: Reading, first: Intent): string[] => {
  const parts = reading.text
    .split(borders)
    .map((part) => part.trim())
    .filter((part) => part.length >= 2)
  if (parts.length < 2) return []
  const seen = new Set<Intent>([first])
  return parts.filter((part) => {
    const cue = findCues(part).find(({ weight }) => weight >= 6)
    if (!cue || social.has(cue.intent) || seen.has(cue.intent)) return false
    seen.add(cue.intent)
    return true
  })
}
