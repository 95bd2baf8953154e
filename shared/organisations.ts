import type { OrganisationId } from './ids.ts'
import type { Organisation, Programme } from './programme.ts'

type Tree = Pick<Programme, 'organisations'>

const find = (tree: Tree, id: OrganisationId | undefined) =>
  id === undefined ? undefined : tree.organisations.find((each) => each.id === id)

/** The organisation itself, then the one above it, and so on to the top; empty for an unknown id. */
export const lineOf = (tree: Tree, id: OrganisationId): readonly Organisation[] => {
  const line: Organisation[] = []
  let next = find(tree, id)
  while (next && !line.includes(next)) {
    line.push(next)
    next = find(tree, next.parent)
  }
  return line
}

/** Is `id` the organisation `above` or anywhere below it? The one test of who sees what. */
export const isWithin = (tree: Tree, id: OrganisationId, above: OrganisationId): boolean =>
  lineOf(tree, id).some((each) => each.id === above)

/** A town or street: a union with another above it. The top union is the county, which is no place to live in. */
export const isTown = (organisation: Organisation): boolean =>
  organisation.kind === 'union' && organisation.parent !== undefined

/** The town that an organisation lies in (a town lies in itself), or undefined right below the county. */
export const townOf = (tree: Tree, id: OrganisationId): Organisation | undefined =>
  lineOf(tree, id).find(isTown)

/** What a parent may name as where the family lives: towns and villages. */
export const placesOf = (tree: Tree): readonly Organisation[] =>
  tree.organisations.filter((each) => each.kind === 'village' || isTown(each))

/** What a parent may name as where a guardian works. */
export const employersOf = (tree: Tree): readonly Organisation[] =>
  tree.organisations.filter((each) => each.kind === 'enterprise')
