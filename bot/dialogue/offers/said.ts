import { shortName } from '../enrol/people.ts'
import { plainly } from '../enrol/reading.ts'
import type { Offer } from './live.ts'

/** A plain word on a seat that is offered. */
export interface OfferSaid {
  readonly word: 'accept' | 'decline'
  /** What else it may be: a number picks from any list, and 好的 may only say that something was read. */
  readonly kind: 'number' | 'courtesy' | 'word'
  /** The seat itself or the child is named in it (名额, 让给, 小明): it answers nothing else. A course may be one to choose. */
  readonly named: boolean
  /** The offers it is about, with only the children that were named where some were. */
  readonly offers: readonly Offer[]
}

const before = '(?:我们?|我家|那就?|就|还是|都|也|只|先|想|这个|那个)*'
const after = '(?:这个|那个|的|了|啊|呀|吧|哦|嘛|呢|哈|谢谢)*'
const accepting = new RegExp(`^${before}(?:要|接受|收下|留着|留下|给我留着|需要)${after}$`)
const courteous = /^(?:好的?|好[呀啊嘞滴哒]|行的?|可以的?|没问题|ok)(?:的|了|啊|呀|吧|谢谢)*$/i
const declining = new RegExp(
  `^${before}(?:不要|不用|不接受|不想要|不需要|不去|不上|放弃|让出去|让给(?:别人|别的孩子|别家|下一家|下一个))${after}$`,
)

type Said = Pick<OfferSaid, 'word' | 'kind'>

const readPart = (part: string): Said | null => {
  const [, number] = /^(?:回复?|选|我选)?([12])$/.exec(part) ?? []
  if (number) return { word: number === '1' ? 'accept' : 'decline', kind: 'number' }
  if (declining.test(part)) return { word: 'decline', kind: 'word' }
  if (accepting.test(part)) return { word: 'accept', kind: 'word' }
  return courteous.test(part) ? { word: 'accept', kind: 'courtesy' } : null
}

/** 不要了，让给别人吧: every part must say the same, and one that cannot be read makes the whole unclear. */
const readWhole = (words: string): Said | null => {
  const parts = words.split(/[,，。、!！\s]+/).filter((part) => part !== '')
  const said = parts.map(readPart)
  const [first] = said
  if (!first || said.some((one) => one?.word !== first.word)) return null
  return { word: first.word, kind: said.find((one) => one?.kind === 'word')?.kind ?? first.kind }
}

const seatNamed = /名额|空位|位子|位置|让给/

/** Longest first: 绘画班 before 绘画. */
const without = (words: string, names: readonly string[]): string =>
  [...names].sort((a, b) => b.length - a.length).reduce((rest, name) => rest.replaceAll(name, ''), words)

const namesOf = ({ section }: Offer): readonly string[] => [
  section.module.name,
  ...section.module.aliases,
  ...(section.plan.name ? [section.plan.name] : []),
  section.site.name,
]

const childNames = (name: string): readonly string[] => [name, shortName(name)]

const isNamed = (words: string, names: readonly string[]): boolean =>
  names.some((name) => words.includes(name))

/** Only of the courses, and the children, that were named; of all where none was. */
const meant = (words: string, offers: readonly Offer[]): readonly Offer[] => {
  const courses = offers.filter((offer) => isNamed(words, namesOf(offer)))
  const those = courses.length > 0 ? courses : offers
  const narrowed = those
    .map((offer) => ({
      ...offer,
      taken: offer.taken.filter(({ child }) => isNamed(words, childNames(child.name))),
    }))
    .filter(({ taken }) => taken.length > 0)
  return narrowed.length > 0 ? narrowed : those
}

/** What a message says to offers; null where it says nothing plain: an unclear word neither accepts nor declines. */
export const offerSaid = (text: string, offers: readonly Offer[]): OfferSaid | null => {
  const words = plainly(text)
  const names = offers.flatMap((offer) => [
    ...namesOf(offer),
    ...offer.taken.flatMap(({ child }) => childNames(child.name)),
  ])
  const named = isNamed(words, names)
  const rest = without(words, names).replace(
    /(?:的|这个|那个|候补)*(?:名额|空位|位子|位置|课|班)|^的|的$|[和跟]/g,
    '',
  )
  const said = readWhole(rest)
  if (!said) return null
  const children = offers.flatMap(({ taken }) => taken.flatMap(({ child }) => childNames(child.name)))
  const plain = isNamed(words, children) || seatNamed.test(words)
  return { ...said, named: plain && said.kind === 'word', offers: named ? meant(words, offers) : offers }
}
