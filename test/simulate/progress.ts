export interface Progress {
  readonly step: (words: string) => void
  readonly end: () => void
}

export interface Screen {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const width = 30
const everyPercent = 10

/** A bar that grows on a terminal; elsewhere a line each ten percent. */
export const createProgress = (total: number, screen: Screen): Progress => {
  let done = 0
  let shown = 0
  const bar = (percent: number) => '█'.repeat(Math.round((percent / 100) * width)).padEnd(width, '░')
  const draw = (percent: number, words: string): void => {
    if (screen.isTTY) screen.write(`\r${bar(percent)} ${String(percent).padStart(3)} %  ${words}\x1b[K`)
    else if (percent >= shown + everyPercent)
      screen.write(`${percent - (percent % everyPercent)} %  ${words}\n`)
    else return
    shown = percent - (percent % (screen.isTTY ? 1 : everyPercent))
  }
  return {
    step: (words) => {
      done += 1
      draw(Math.floor((100 * done) / Math.max(total, 1)), words)
    },
    end: () => {
      if (screen.isTTY) screen.write('\n')
    },
  }
}
