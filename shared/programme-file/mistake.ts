/** Where in a file: names of fields and positions in lists, from the outside in. */
export type Path = readonly (string | number)[]

/** A mistake before it is known on which line it stands. `rule` is Chinese, for whoever wrote the file. */
export interface Found {
  readonly path: Path
  readonly rule: string
}

/** What is told of one mistake. `line` counts from 1; `field` reads like `sections[draw-hall].dates.from`. */
export interface Mistake {
  readonly line: number
  readonly field: string
  readonly rule: string
}

const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null

const inside = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined

export const valueAt = (data: unknown, path: Path): unknown => path.reduce(inside, data)

/** A path as people read it. An item of a list is named by its id, or by its place counted from 1 where it has none. */
export const fieldOf = (data: unknown, path: Path): string => {
  let value = data
  let field = ''
  for (const key of path) {
    value = inside(value, key)
    if (typeof key === 'number') field += `[${idOf(value) ?? `第${key + 1}项`}]`
    else field += field === '' ? key : `.${key}`
  }
  return field
}
