import type { Reply } from '../../shared/contract/reply.ts'
import { splitText, textBytes } from '../../shared/split.ts'

/**
 * Replies as a channel without cards takes them, whose texts may only be so long: a long one becomes several, in order. A
 * picture or file whose words would be too long to stand in for it is sent as its words alone.
 */
export const fitted = (replies: readonly Reply[], limit: number = textBytes): readonly Reply[] =>
  replies.flatMap((reply): readonly Reply[] => {
    const parts = splitText(reply.text, limit)
    if (parts.length <= 1) return [reply]
    return parts.map((text, n) => ({ id: `${reply.id}.${String(n).padStart(2, '0')}`, kind: 'text', text }))
  })
