import type { Found, Path } from './mistake.ts'
import type { Outline } from './outline.ts'

type Item = { readonly id?: string | undefined } | undefined
type Named = {
  readonly name?: string | undefined
  readonly aliases?: readonly (string | undefined)[] | undefined
}

const idLists = [
  'categories',
  'organisations',
  'sites',
  'modules',
  'sections',
  'teachers',
  'periods',
] as const

/** Calls `seen` for every word that was met before. */
const repeats = <T>(
  entries: readonly { readonly word: T | undefined; readonly path: Path }[],
  rule: (word: T) => string,
) => {
  const met = new Set<T>()
  return entries.flatMap(({ word, path }): readonly Found[] => {
    if (word === undefined) return []
    if (met.has(word)) return [{ path, rule: rule(word) }]
    met.add(word)
    return []
  })
}

const idTwice = (outline: Outline): readonly Found[] =>
  idLists.flatMap((list) => {
    const items: readonly Item[] = outline[list] ?? []
    const entries = items.map((item, index) => ({ word: item?.id, path: [list, index, 'id'] }))
    return repeats(entries, (id) => `编号 ${id} 已经用过了`)
  })

const wordsOf = (list: string, items: readonly (Named | undefined)[]) =>
  items.flatMap((item, index) => {
    const own = [
      { word: item?.name, path: [list, index, 'name'] },
      ...(item?.aliases ?? []).map((word, at) => ({ word, path: [list, index, 'aliases', at] })),
    ]
    return own
  })

/** Parents call things by these words: one word must mean one module, one site, one organisation. */
const wordTwice = (outline: Outline): readonly Found[] =>
  (['modules', 'sites', 'organisations'] as const).flatMap((list) =>
    repeats(
      wordsOf(list, outline[list] ?? []),
      (word) => `“${word}”已经是另一个的名字或叫法了，家长说的时候分不清`,
    ),
  )

const roleTwice = (outline: Outline): readonly Found[] => {
  const entries = (outline.roles ?? []).map((role, index) => ({
    word: role && `${role.person} ${role.role} ${role.organisation}`,
    path: ['roles', index],
  }))
  return repeats(entries, () => '这个人的这个角色已经写过了')
}

const groupTwice = ({ allocation }: Outline): readonly Found[] => {
  const entries = (allocation?.wishes?.groups ?? []).map((group, index) => ({
    word: group?.id,
    path: ['allocation', 'wishes', 'groups', index, 'id'],
  }))
  return repeats(entries, (id) => `编号 ${id} 已经用过了`)
}

export const foundInNames = (outline: Outline): readonly Found[] => [
  ...idTwice(outline),
  ...groupTwice(outline),
  ...wordTwice(outline),
  ...roleTwice(outline),
]
