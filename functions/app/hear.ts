import type { Input } from '../../bot/dialogue/state.ts'
import type { Asked } from '../../bot/understand/meaning.ts'
import type { Lexicon } from '../../bot/understand/understand.ts'
import { understand } from '../../bot/understand/understand.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Instant } from '../../shared/time.ts'
import { readCharacters } from './limits.ts'
import { wordsOfCode } from './scene-code.ts'

/**
 * Makes readable what people's keyboards and other programs send: broken halves of characters and control characters
 * become spaces, runs of white space one, and only the first 500 characters (code points) are kept.
 */
export const readable = (text: string): { readonly text: string; readonly cut: boolean } => {
  // A bound before anything that walks the string: 4 units a character leaves room for every joined emoji.
  const bounded = text.slice(0, readCharacters * 4).toWellFormed()
  const clean = bounded
    .replace(/\uFFFD|[^\P{C}\n\u200D]/gu, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .trim()
  const characters = [...clean]
  const cut = characters.length > readCharacters || text.length > bounded.length
  return { text: cut ? characters.slice(0, readCharacters).join('') : clean, cut }
}

/** A message as the dialogue takes it. What has words is read, a scanned code that stands for words too; the rest is named. */
export const hear = (
  message: Message,
  asked: Asked,
  catalogue: Catalogue,
  lexicon: Lexicon,
  now: Instant,
): Input => {
  const said = (words: string): Input => {
    const { text, cut } = readable(words)
    return { kind: 'said', text, cut, meaning: understand(text, asked, lexicon, now) }
  }
  switch (message.kind) {
    case 'text':
      return said(message.text)
    case 'voice':
      return message.text?.trim() ? said(message.text) : { kind: 'sent', what: 'voice' }
    case 'location':
      return {
        kind: 'sent',
        what: 'location',
        label: readable(message.label).text,
        at: { lat: message.lat, lon: message.lon },
      }
    case 'event': {
      const { event, word = '' } = message
      if (event === 'unsubscribe') return { kind: 'came', event }
      const words = event === 'click' ? word : wordsOfCode(readable(word).text, catalogue, lexicon, now)
      return words ? said(words) : { kind: 'came', event: event === 'click' ? 'scan' : event }
    }
    default:
      return { kind: 'sent', what: message.kind }
  }
}
