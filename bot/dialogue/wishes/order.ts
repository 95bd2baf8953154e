import type { Section } from '../../../shared/catalogue.ts'
import type { SectionId } from '../../../shared/ids.ts'
import { picks } from '../pick.ts'
import { slotsOf, type Turn } from '../turn.ts'

/*
 * 篮球第一，绘画第二; 第一志愿篮球; 篮球、绘画、书法; 1篮球2绘画: what is wanted, the most wanted first.
 */
const digits = '一二三四五六七八九'
const ordinal = /^(?:第([一二三四五六七八九]|[1-9])(?:志愿|个|位)?|(首选|最想|最先)|(其次)|(最后))/
const last = 99

const ordinalAt = (text: string): { readonly rank: number; readonly length: number } | null => {
  const found = ordinal.exec(text)
  if (!found) return null
  const [all, nth, first, second] = found
  const rank = nth ? digits.indexOf(nth) + 1 || Number(nth) : first ? 1 : second ? 2 : last
  return { rank, length: all.length }
}

type Token = { readonly module: string } | { readonly rank: number }

interface Word {
  readonly word: string
  readonly module: string
}

const wordsOf = (sections: readonly Section[]): readonly Word[] => {
  const modules = new Map(sections.map(({ module }) => [module.id, module]))
  return [...modules.values()]
    .flatMap(({ id, name, aliases }) => [name, ...aliases].map((word) => ({ word, module: id })))
    .sort((a, b) => b.word.length - a.word.length)
}

/** A number right before a name is its rank: 1篮球，2绘画. */
const numbered = /^([1-9])[\s.、:：)）是]*/

const tokensOf = (text: string, words: readonly Word[]): readonly Token[] => {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const named = words.find(({ word }) => rest.startsWith(word))
    const rank = ordinalAt(rest)
    const number = numbered.exec(rest)
    if (named) tokens.push({ module: named.module })
    else if (rank) tokens.push({ rank: rank.rank })
    else if (number && words.some(({ word }) => rest.slice(number[0].length).startsWith(word)))
      tokens.push({ rank: Number(number[1]) })
    at += named ? named.word.length : rank ? rank.length : 1
  }
  return tokens
}

interface Named {
  readonly module: string
  readonly rank: number | null
}

/** A rank belongs to the name before it, or to the one behind where the ranks come first. */
const namedIn = (text: string, words: readonly Word[]): readonly Named[] => {
  const tokens = tokensOf(text, words)
  const before = tokens[0] !== undefined && 'rank' in tokens[0]
  const found = new Map<string, Named>()
  for (const [at, token] of tokens.entries()) {
    if (!('module' in token) || found.has(token.module)) continue
    const beside = tokens[before ? at - 1 : at + 1]
    found.set(token.module, { ...token, rank: beside && 'rank' in beside ? beside.rank : null })
  }
  return [...found.values()]
}

/** Of several classes of one course those whose place or name is said; all of them where none is. */
const sectionsOf = (module: string, sections: readonly Section[], text: string): readonly Section[] => {
  const own = sections.filter((section) => section.module.id === module)
  const said = own.filter(({ site, plan }) =>
    [site.name, ...site.aliases, ...(plan.name ? [plan.name] : [])].some((word) => text.includes(word)),
  )
  return said.length > 0 ? said : own
}

interface Ranked {
  readonly id: SectionId
  readonly rank: number | null
}

const rankedIn = (text: string, sections: readonly Section[]): readonly Ranked[] =>
  namedIn(text, wordsOf(sections)).flatMap(({ module, rank }) =>
    sectionsOf(module, sections, text).map(({ id }) => ({ id, rank })),
  )

/** Are ranks named, so that it is about an order whatever is pending? */
export const ranksSaid = (text: string, sections: readonly Section[]): boolean =>
  rankedIn(text.normalize('NFKC'), sections).some(({ rank }) => rank !== null)

/** Modules in the order of their ranks, where a message names some: those without come after them as they stand. */
export const inRankOrder = (
  text: string,
  modules: readonly string[],
  sections: readonly Section[],
): readonly string[] => {
  const ranks = new Map(
    namedIn(text.normalize('NFKC'), wordsOf(sections)).map(({ module, rank }) => [module, rank ?? last]),
  )
  return [...modules].sort((a, b) => (ranks.get(a) ?? last) - (ranks.get(b) ?? last))
}

const onlySaid = /只(?:要|报|选|想)|就(?:要|报|选)/
const moreSaid = /加|还(?:要|想)|再(?:要|报|选)|也(?:要|想)/

const placed = (current: readonly SectionId[], named: readonly Ranked[]): readonly SectionId[] => {
  const all = current.filter((id) => !named.some((one) => one.id === id))
  const inOrder = [...named].sort((a, b) => (a.rank ?? last) - (b.rank ?? last))
  for (const { id, rank } of inOrder) all.splice(Math.min((rank ?? last) - 1, all.length), 0, id)
  return all
}

/** By names: with ranks each goes to its place; without, they come first in their order, or last where they are added. */
const byNames = (text: string, current: readonly SectionId[], sections: readonly Section[]) => {
  const named = rankedIn(text, sections)
  if (named.length === 0) return null
  const ids = named.map(({ id }) => id)
  if (onlySaid.test(text)) return placed([], named)
  if (named.some(({ rank }) => rank !== null)) return placed(current, named)
  const fresh = ids.filter((id) => !current.includes(id))
  const rest = current.filter((id) => !ids.includes(id))
  if (fresh.length === ids.length && (moreSaid.test(text) || ids.length === 1)) return [...current, ...fresh]
  return [...ids, ...rest]
}

/**
 * The order that a message asks for: by the names of `sections`, by several numbers of `current` as they are numbered, or
 * without what it no longer wants. Null where it says nothing of the kind.
 */
export const orderSaid = (
  turn: Turn,
  current: readonly SectionId[],
  sections: readonly Section[],
): readonly SectionId[] | null => {
  const dropped = slotsOf(turn.meaning, 'mod-')
  const gone = sections.filter(({ module }) => dropped.includes(module.id)).map(({ id }) => id)
  if (gone.some((id) => current.includes(id))) return current.filter((id) => !gone.includes(id))
  const named = byNames(turn.text.normalize('NFKC'), current, sections)
  if (named) return named
  const at = picks(turn, current.length)
  if (!at || at.length < 2) return null
  const first = at.flatMap((index) => current[index] ?? [])
  return [...first, ...current.filter((id) => !first.includes(id))]
}

/** The answer to a list put anew: names, or numbers of the list. It takes the place of all that was named. */
export const listSaid = (turn: Turn, sections: readonly Section[]): readonly SectionId[] | null =>
  byNames(turn.text.normalize('NFKC'), [], sections) ??
  picks(turn, sections.length)?.flatMap((index) => sections[index]?.id ?? []) ??
  null

/** Classes that are drawn, named by their courses in an order: with ranks, or several of them. Null for anything else. */
export const namedInOrder = (turn: Turn, sections: readonly Section[]): readonly Section[] | null => {
  const modules = slotsOf(turn.meaning, 'mod')
  const others = modules.some((id) => !sections.some(({ module }) => module.id === id))
  const named = rankedIn(turn.text.normalize('NFKC'), sections)
  const several = new Set(
    sections.filter(({ id }) => named.some((one) => one.id === id)).map(({ module }) => module.id),
  )
  if (others || (several.size < 2 && !named.some(({ rank }) => rank !== null))) return null
  return placed([], named).flatMap((id) => sections.find((section) => section.id === id) ?? [])
}
