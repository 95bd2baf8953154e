/** How fast one account may speak: a setting of the channel. */
export interface Manners {
  /** Between two messages to the same chat. */
  readonly sameChatMs: number
  /** Between two messages to different chats: from … to, at random. */
  readonly otherChatMs: { readonly least: number; readonly most: number }
  readonly perMinute: number
}

/** WeChat accounts that spoke faster were warned (操作过于频繁) or banned. */
export const manners: Manners = {
  sameChatMs: 1_000,
  otherChatMs: { least: 3_000, most: 5_000 },
  perMinute: 40,
}

const minuteMs = 60_000

/** A message that went out. */
export interface Sent {
  readonly to: string
  readonly at: number
}

/**
 * Milliseconds to wait before a message to `to` may go out. `sent` is oldest first; only the last minute matters.
 * `random` in [0, 1) sets the pause when the recipient changes.
 */
export const waitBefore = (
  sent: readonly Sent[],
  to: string,
  now: number,
  random: number,
  { sameChatMs, otherChatMs, perMinute }: Manners = manners,
): number => {
  const last = sent.at(-1)
  if (last === undefined) return 0
  const { least, most } = otherChatMs
  const pause = last.to === to ? sameChatMs : least + random * (most - least)
  const fortieth = sent.at(-perMinute)
  const quota = fortieth === undefined ? 0 : fortieth.at + minuteMs - now
  return Math.max(0, last.at + pause - now, quota)
}

export interface Pace {
  /**
   * Runs `parts` one after another, each when a message to this chat may go out. Whole answers wait in line, first come,
   * first served: two chats never take turns message by message, which would cost the long pause each time.
   */
  readonly speak: (to: string, parts: readonly (() => Promise<void>)[]) => Promise<void>
}

export interface Beat {
  /** Milliseconds; only differences matter. */
  readonly now: () => number
  readonly delay: (ms: number) => Promise<void>
  readonly random: () => number
}

export const pace = ({ now, delay, random }: Beat, by: Manners = manners): Pace => {
  let sent: readonly Sent[] = []
  let line: Promise<void> = Promise.resolve()
  const speakNow = async (to: string, parts: readonly (() => Promise<void>)[]): Promise<void> => {
    for (const part of parts) {
      const wait = waitBefore(sent, to, now(), random(), by)
      if (wait > 0) await delay(wait)
      sent = [...sent, { to, at: now() }].slice(-by.perMinute)
      await part()
    }
  }
  return {
    speak: (to, parts) => {
      const mine = line.then(() => speakNow(to, parts))
      // One chat that cannot be reached must not silence the others.
      line = mine.catch(() => undefined)
      return mine
    },
  }
}
