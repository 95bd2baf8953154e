import type { Answer, Choice, Reply } from '../../../shared/contract/reply.ts'

/** What WeChat can carry. Words are said where a picture or file cannot be fetched; '' says nothing. */
export type Utterance =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'attachment'; readonly url: string; readonly name: string; readonly text: string }

/**
 * An answer as WeChat messages, in order. WeChat has no buttons: choices that the last words do not name already are added
 * to them, a line each. Cards become their text. Pages of the program, which its words name by their path, get the address
 * at which a phone finds them.
 */
export const utterancesOf = (answer: Answer, publicUrl: string): readonly Utterance[] => {
  const said = answer.replies
    .map((reply) => withAddresses(utteranceOf(reply), publicUrl))
    .filter((utterance) => utterance.kind !== 'text' || utterance.text !== '')
  const words = answer.replies.map((reply) => reply.text).join('\n')
  const lines = answer.choices.filter((choice) => !names(words, choice)).map(lineOf)
  return lines.length === 0 ? said : withLines(said, lines.join('\n'))
}

/** `/notice/yuhuan-2027` is a page; `12元/餐` and an address that is whole already are none. */
const path = /(?<![\w./:])\/[a-z]+\/[\w.~-]*[\w~]/g

const withAddresses = (utterance: Utterance, publicUrl: string): Utterance => ({
  ...utterance,
  text: utterance.text.replace(path, (found) => new URL(found, publicUrl).href),
})

const utteranceOf = (reply: Reply): Utterance => {
  switch (reply.kind) {
    case 'text':
    case 'card':
      return { kind: 'text', text: reply.text }
    case 'image':
      return {
        kind: 'attachment',
        url: reply.url,
        name: `${reply.id}.png`,
        text: reply.said ? '' : reply.text,
      }
    case 'audio':
      return { kind: 'attachment', url: reply.url, name: `${reply.id}.mp3`, text: reply.text }
    case 'file':
      return { kind: 'attachment', url: reply.url, name: reply.name, text: reply.text }
  }
}

const isNumber = /^\d+$/

/** A numbered choice is named by its number before its label, any other by the word one would type. */
const names = (words: string, { label, say }: Choice): boolean =>
  isNumber.test(say)
    ? new RegExp(`(?<!\\d)${say}\\D{0,3}${escaped(label)}`, 'u').test(words)
    : words.includes(say)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const lineOf = ({ label, say }: Choice): string => (isNumber.test(say) ? `${say}. ${label}` : `· ${say}`)

const withLines = (said: readonly Utterance[], lines: string): readonly Utterance[] => {
  const last = said.at(-1)
  if (last?.kind !== 'text') return [...said, { kind: 'text', text: lines }]
  return [...said.slice(0, -1), { kind: 'text', text: `${last.text}\n${lines}` }]
}
