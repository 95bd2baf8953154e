import type { Line, Pending } from '../../bot/dialogue/state.ts'
import type { Answer, Reply } from '../../shared/contract/reply.ts'
import type { Instant } from '../../shared/time.ts'
import type { Conversation } from './ports.ts'

/** Ids of what is said sort in the order of speaking: 13 digits of milliseconds, then a number within the turn. */
export const replyId = (at: Instant, number: number): string => `${String(at).padStart(13, '0')}.${number}`

/** Two turns within one millisecond, or a clock set anew, must not change the order of what a contact has heard. */
export const spokenAt = (now: Instant, conversation: Conversation): Instant =>
  Math.max(now, (conversation.answers.at(-1)?.at ?? 0) + 1)

/** A card as words, for channels without cards and for reading aloud. */
export const cardText = (title: string, lines: readonly string[]): string => [title, ...lines].join('\n')

const reply = (line: Line, id: string): Reply =>
  line.kind === 'text'
    ? { id, kind: 'text', text: line.text }
    : { id, kind: 'card', title: line.title, lines: line.lines, text: cardText(line.title, line.lines) }

export const answerOf = (lines: readonly Line[], asked: Pending | null, at: Instant): Answer => ({
  replies: lines.map((line, number) => reply(line, replyId(at, number))),
  expects: asked?.expects ?? null,
  choices: asked?.choices ?? [],
})
