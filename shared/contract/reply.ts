import type { Expects } from './expects.ts'

/** A tappable answer: `label` is shown, `say` is sent as if the person had typed it. */
export interface Choice {
  readonly label: string
  readonly say: string
}

/**
 * One bubble. `text` of a card is what a channel without cards sends instead, and what is read aloud.
 * `id` is `<turn>.<number>`: it sorts in the order of speaking within one contact.
 */
export type Reply =
  | { readonly id: string; readonly kind: 'text'; readonly text: string }
  | {
      readonly id: string
      readonly kind: 'card'
      readonly title: string
      readonly lines: readonly string[]
      readonly text: string
    }
  /** `said`: its words stand in another bubble; where the picture cannot be had, nothing is missing. */
  | {
      readonly id: string
      readonly kind: 'image'
      readonly url: string
      readonly text: string
      readonly said?: true | undefined
    }
  | {
      readonly id: string
      readonly kind: 'file'
      readonly url: string
      readonly name: string
      readonly text: string
    }
  | { readonly id: string; readonly kind: 'audio'; readonly url: string; readonly text: string }

/** What the program answers to a message. */
export interface Answer {
  readonly replies: readonly Reply[]
  readonly expects: Expects | null
  readonly choices: readonly Choice[]
}

/** What a channel fetches later: messages that the program began itself, and replies whose first delivery was lost. */
export interface Later {
  readonly replies: readonly (Reply & { readonly at: string })[]
  /** Give this back as `?after=`. */
  readonly after: string
}
