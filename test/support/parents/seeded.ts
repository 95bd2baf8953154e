import { createHash } from 'node:crypto'

type Word = string | number

/**
 * A number in [0, 1) that hangs on these words alone: it is the same whenever, and however often, it is asked for. So what a
 * simulated parent does never depends on who was served first.
 */
export const draw = (...about: readonly Word[]): number =>
  createHash('sha256').update(about.join('/')).digest().readUInt32BE(0) / 2 ** 32

/** The chances of one person, or of one run. */
export interface Fortune {
  /** True with this probability. */
  readonly has: (probability: number, ...about: readonly Word[]) => boolean
  /** One of a list; each is as likely as it stands in it. */
  readonly among: <T>(list: readonly [T, ...T[]], ...about: readonly Word[]) => T
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number, ...about: readonly Word[]) => number
}

export const fortune = (...who: readonly Word[]): Fortune => ({
  has: (probability, ...about) => draw(...who, ...about) < probability,
  among: (list, ...about) => list[Math.floor(draw(...who, ...about) * list.length)] ?? list[0],
  whole: (least, most, ...about) => least + Math.floor(draw(...who, ...about) * (most - least + 1)),
})
