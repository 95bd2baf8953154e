/**
 * Sentences with blanks: the wording makes one of these in place of what varies, and it is read backwards, so that a
 * simulated parent understands whatever the wording says next year.
 */
export const blank = { child: '甲孩', section: '乙班', number: 7_654 } as const

export type Form = RegExp

/** A child in a section, as they are called. */
export interface Person {
  readonly child: string
  readonly section: string
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const source = (sentence: string): string =>
  escaped(sentence)
    .replace(`${blank.child}的${blank.section}`, '(?<names>.+)')
    .replace(blank.child, '(?<child>.+?)')
    .replace(blank.section, '(?<section>.+?)')
    .replaceAll(String(blank.number), '\\d+')

/** A whole line; `rest` is what may follow. */
export const blanks = (sentence: string, rest = ''): Form => new RegExp(`^${source(sentence)}${rest}$`)

/** The same, where other sentences may follow on the line: up to the end of the first. */
export const opening = (sentence: string): Form =>
  new RegExp(`^${source(sentence.slice(0, sentence.indexOf('。') + 1))}`)

/** The section that these words begin with, whatever of its place stands behind. */
export const person = (child: string, words: string, known: ReadonlySet<string>): Person | null => {
  const section = [...known].find((name) => words.startsWith(name))
  return section === undefined ? null : { child, section }
}

/** 小明的篮球（3号班）（白岩村文化礼堂）、小雨、小红的绘画（1号班）; 小明候补的篮球（3号班）. */
export const namedIn = (list: string, known: ReadonlySet<string>): readonly Person[] => {
  let together: string[] = []
  return list.split('、').flatMap((part) => {
    const [, child, words] = /^(.+?)(?:候补)?的(.+)$/.exec(part) ?? []
    if (!child || !words) {
      together.push(part)
      return []
    }
    const children = [...together, child]
    together = []
    return children.map((one) => person(one, words, known)).filter((one) => one !== null)
  })
}
