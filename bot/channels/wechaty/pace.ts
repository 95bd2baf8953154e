/** How fast one WeChat account may speak. Faster ones were warned (操作过于频繁) or banned. */
export const manners = {
  /** Between two messages to the same chat. */
  sameChatMs: 1_000,
  /** Between two messages to different chats: from … to, at random. */
  otherChatMs: { least: 3_000, most: 5_000 },
  perMinute: 40,
} as const

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
export const waitBefore = (sent: readonly Sent[], to: string, now: number, random: number): number => {
  const last = sent.at(-1)
  if (last === undefined) return 0
  const { least, most } = manners.otherChatMs
  const pause = last.to === to ? manners.sameChatMs : least + random * (most - least)
  const fortieth = sent.at(-manners.perMinute)
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

export const pace = ({ now, delay, random }: Beat): Pace => {
  let sent: readonly Sent[] = []
  let line: Promise<void> = Promise.resolve()
  const speakNow = async (to: string, parts: readonly (() => Promise<void>)[]): Promise<void> => {
    for (const part of parts) {
      const wait = waitBefore(sent, to, now(), random())
      if (wait > 0) await delay(wait)
      sent = [...sent, { to, at: now() }].slice(-manners.perMinute)
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
