import type { Found, Path } from './mistake.ts'
import type { Outline, SectionOutline } from './outline.ts'

type Listed = 'categories' | 'organisations' | 'sites' | 'modules' | 'teachers' | 'periods'

const lists: Readonly<Record<Listed, string>> = {
  categories: '类别',
  organisations: '单位',
  sites: '地点',
  modules: '课程',
  teachers: '老师',
  periods: '期',
}

/** A word of the file that must be the id of something in a list of it. */
interface Reference {
  readonly id: string | undefined
  readonly list: Listed
  readonly path: Path
}

const many = (
  ids: readonly (string | undefined)[] | undefined,
  list: Listed,
  path: Path,
): readonly Reference[] => (ids ?? []).map((id, index) => ({ id, list, path: [...path, index] }))

const ofSection = (section: SectionOutline | undefined, index: number): readonly Reference[] => {
  const at = ['sections', index]
  return [
    { id: section?.module, list: 'modules', path: [...at, 'module'] },
    { id: section?.site, list: 'sites', path: [...at, 'site'] },
    { id: section?.teacher, list: 'teachers', path: [...at, 'teacher'] },
    { id: section?.period, list: 'periods', path: [...at, 'period'] },
    ...many(section?.who?.of, 'organisations', [...at, 'who', 'of']),
    ...(section?.quotas ?? []).map(
      (quota, n): Reference => ({
        id: quota?.organisation,
        list: 'organisations',
        path: [...at, 'quotas', n, 'organisation'],
      }),
    ),
  ]
}

const each = <T>(
  items: readonly T[] | undefined,
  refer: (item: T, index: number) => Reference,
): readonly Reference[] => (items ?? []).map(refer)

const referencesOf = (outline: Outline): readonly Reference[] => [
  ...many(outline.organisers, 'organisations', ['organisers']),
  { id: outline.holder?.organisation, list: 'organisations', path: ['holder', 'organisation'] },
  ...each(outline.organisations, (item, n) => ({
    id: item?.parent,
    list: 'organisations',
    path: ['organisations', n, 'parent'],
  })),
  ...each(outline.roles, (item, n) => ({
    id: item?.organisation,
    list: 'organisations',
    path: ['roles', n, 'organisation'],
  })),
  ...each(outline.sites, (item, n) => ({
    id: item?.organisation,
    list: 'organisations',
    path: ['sites', n, 'organisation'],
  })),
  ...each(outline.modules, (item, n) => ({
    id: item?.category,
    list: 'categories',
    path: ['modules', n, 'category'],
  })),
  ...(outline.teachers ?? []).flatMap((item, n) => many(item?.skills, 'modules', ['teachers', n, 'skills'])),
  ...(outline.sections ?? []).flatMap(ofSection),
  ...(outline.allocation?.wishes?.groups ?? []).flatMap((item, n) =>
    many(item?.of, 'organisations', ['allocation', 'wishes', 'groups', n, 'of']),
  ),
  ...each(outline.closures, (item, n) => ({
    id: item?.town,
    list: 'organisations',
    path: ['closures', n, 'town'],
  })),
]

/** Nothing is unknown in a list that could not be read: its own mistake is told already. */
const unknown = (outline: Outline): readonly Found[] => {
  const ids = (list: Listed) => outline[list] && new Set(outline[list].map((item) => item?.id))
  const known = {
    categories: ids('categories'),
    organisations: ids('organisations'),
    sites: ids('sites'),
    modules: ids('modules'),
    teachers: ids('teachers') ?? new Set<string>(),
    periods: ids('periods') ?? new Set<string>(),
  }
  return referencesOf(outline)
    .filter(({ id, list }) => id !== undefined && known[list]?.has(id) === false)
    .map(({ id, list, path }) => ({ path, rule: `${lists[list]}里没有 ${id}（看 ${list}）` }))
}

/** An organisation above itself would leave nobody at the top, and nobody who sees all. */
const cycles = (outline: Outline): readonly Found[] => {
  const organisations = outline.organisations ?? []
  const above = new Map(organisations.map((item) => [item?.id, item?.parent]))
  const climbsBack = (id: string | undefined) => {
    const met = new Set<string>()
    for (let next = above.get(id); next !== undefined && !met.has(next); next = above.get(next)) {
      if (next === id) return true
      met.add(next)
    }
    return false
  }
  return organisations.flatMap((item, index) =>
    item?.id !== undefined && climbsBack(item.id)
      ? [{ path: ['organisations', index, 'parent'], rule: '上级绕了一圈又回到了自己' }]
      : [],
  )
}

const fitting: Readonly<Record<string, readonly string[]>> = {
  staff: ['enterprise', 'union'],
  villagers: ['village', 'union'],
}

/** Staff are of a firm, villagers of a village; a union stands for all below it. */
const wrongKinds = (outline: Outline): readonly Found[] => {
  const kinds = new Map((outline.organisations ?? []).map((item) => [item?.id, item?.kind]))
  return (outline.sections ?? []).flatMap((section, index) => {
    const kindsThatFit = fitting[section?.who?.may ?? '']
    return (section?.who?.of ?? []).flatMap((id, n): readonly Found[] => {
      const kind = kinds.get(id)
      if (!kindsThatFit || kind === undefined || kindsThatFit.includes(kind)) return []
      const rule = section?.who?.may === 'staff' ? '只收职工时，这里要写企业' : '只收村民时，这里要写村'
      return [{ path: ['sections', index, 'who', 'of', n], rule }]
    })
  })
}

/** Whoever gathers wishes must say when, wherever it is that they are asked for. */
const wishesWithoutDays = ({ allocation, sections = [] }: Outline): readonly Found[] => {
  if (allocation?.wishes) return []
  const rule = '按志愿分名额，要在项目的 allocation 里写 wishes：from、to、drawn'
  const own = sections.flatMap((section, n): readonly Found[] =>
    section?.allocation === 'wishes' ? [{ path: ['sections', n, 'allocation'], rule }] : [],
  )
  return allocation?.method === 'wishes' ? [{ path: ['allocation'], rule }, ...own] : own
}

export const foundInReferences = (outline: Outline): readonly Found[] => [
  ...unknown(outline),
  ...wishesWithoutDays(outline),
  ...cycles(outline),
  ...wrongKinds(outline),
]
