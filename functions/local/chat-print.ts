import type { Answer, Reply } from '../../shared/contract/reply.ts'

/** A full-width character takes two columns of a terminal. */
const columns = (text: string): number =>
  [...text].reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        char,
      )
        ? 2
        : 1),
    0,
  )

const indent = (text: string, mark: string): string => text.split('\n').join(`\n${' '.repeat(mark.length)}`)

const card = (title: string, lines: readonly string[]): string => {
  const all = [title, ...lines].flatMap((line) => line.split('\n'))
  const rule = '─'.repeat(Math.max(...all.map(columns)) + 2)
  const body = lines.map((line) => `│ ${indent(line, '│ ')}`)
  return [`┌${rule}`, `│ ${title}`, `├${rule}`, ...body, `└${rule}`].join('\n')
}

/** A bubble as a terminal shows it. */
export const replyLines = (reply: Reply): string => {
  switch (reply.kind) {
    case 'card':
      return card(reply.title, reply.lines)
    case 'image':
    case 'file':
    case 'audio':
      return `< ${indent(reply.text, '< ')}\n  ${reply.url}`
    case 'text':
      return `< ${indent(reply.text, '< ')}`
  }
}

const sameWords = (label: string, say: string): boolean => label === say

/** The tappable answers: what to type, and what it means. */
const choiceLine = ({ label, say }: Answer['choices'][number]): string =>
  sameWords(label, say) ? `[${say}]` : `[${say}] ${label}`

/** Short choices on one line, long ones below each other. */
const choiceLines = (choices: Answer['choices']): string => {
  const shown = choices.map(choiceLine)
  const joined = `  ${shown.join('   ')}`
  return columns(joined) <= 76 ? joined : shown.map((line) => `  ${line}`).join('\n')
}

export const answerLines = (answer: Answer): string =>
  [
    ...answer.replies.map(replyLines),
    ...(answer.choices.length > 0 ? [choiceLines(answer.choices)] : []),
  ].join('\n')
