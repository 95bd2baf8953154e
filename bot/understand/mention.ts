/** Something found in a message, and where. `value` is in the form of the slots. */
export interface Mention {
  readonly kind:
    | 'mod'
    | 'place'
    | 'emp'
    | 'kin'
    | 'date'
    | 'half'
    | 'age'
    | 'grade'
    | 'birth'
    | 'sex'
    | 'phone'
    | 'name'
    | 'opt'
    | 'code'
  readonly at: number
  readonly end: number
  readonly value: string
  /** The last day of a range. */
  readonly to?: string
  /** A step for `because`, where the reading is not plain. */
  readonly because?: string
  /** The reading is a guess: to be shown back. */
  readonly unsure?: boolean
}

export const overlaps = (a: { at: number; end: number }, b: { at: number; end: number }): boolean =>
  a.at < b.end && b.at < a.end

/** Adds those that overlap nothing found before. */
export const addFree = (found: readonly Mention[], more: readonly Mention[]): Mention[] =>
  [...found, ...more.filter((mention) => !found.some((other) => overlaps(mention, other)))].sort(
    (a, b) => a.at - b.at,
  )

const letters: Readonly<Record<Mention['kind'], string>> = {
  mod: 'M',
  place: 'P',
  emp: 'E',
  kin: 'K',
  date: 'D',
  half: 'H',
  age: 'A',
  grade: 'G',
  birth: 'B',
  sex: 'X',
  phone: 'T',
  name: 'N',
  opt: 'O',
  code: 'C',
}

/** A character of the message, or the letter of what was found there; `at` is where it stands in the text. */
export interface Unit {
  readonly said: string
  readonly at: number
  readonly mention: boolean
}

/** The message as single characters, each thing found shrunk to its letter. */
export const maskedUnits = (text: string, mentions: readonly Mention[]): Unit[] => {
  const units: Unit[] = []
  const plain = (from: number, until: number) => {
    for (let at = from; at < until; at++) units.push({ said: text.charAt(at), at, mention: false })
  }
  let from = 0
  for (const mention of mentions) {
    if (mention.at < from || mention.kind === 'sex' || mention.kind === 'half') continue
    plain(from, mention.at)
    units.push({ said: letters[mention.kind], at: mention.at, mention: true })
    from = mention.end
  }
  plain(from, text.length)
  return units
}

/**
 * The message with capital letters in place of what was found: 明天篮球几点 is `DM几点`. The rules of intents read this form, so
 * that one rule holds for every module, day and name. Sexes stay words (儿子).
 */
export const masked = (text: string, mentions: readonly Mention[]): string =>
  maskedUnits(text, mentions)
    .map(({ said }) => said)
    .join('')
