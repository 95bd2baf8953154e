import type { AttributeValue } from '@aws-sdk/client-dynamodb'

/** What an item may hold. Numbers are safe integers or milliseconds; everything nested that needs no path is JSON in a string. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: Value }
export type Item = { readonly [key: string]: Value }
export type Wire = Record<string, AttributeValue>

const isBytes = (value: Value): value is Uint8Array => value instanceof Uint8Array
const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

/** Our own few lines instead of lib-dynamodb: half the work a turn, no reflection, nothing to bundle. */
export const toWire = (value: Value): AttributeValue => {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: String(value) }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (isBytes(value)) return { B: value }
  if (isList(value)) return { L: value.map(toWire) }
  return { M: toItem(value) }
}

/** Leaves out what is undefined, so that an optional attribute needs no branch. */
export const toItem = (item: { readonly [key: string]: Value | undefined }): Wire => {
  const wire: Wire = {}
  for (const key in item) {
    const value = item[key]
    if (value !== undefined) wire[key] = toWire(value)
  }
  return wire
}

const fromWire = (wire: AttributeValue): Value => {
  if (wire.S !== undefined) return wire.S
  if (wire.N !== undefined) return Number(wire.N)
  if (wire.BOOL !== undefined) return wire.BOOL
  if (wire.B !== undefined) return wire.B
  if (wire.L !== undefined) return wire.L.map(fromWire)
  if (wire.M !== undefined) return fromItem(wire.M)
  return null
}

export const fromItem = (wire: Wire): Item => {
  const item: { [key: string]: Value } = {}
  for (const key in wire) {
    const value = wire[key]
    if (value !== undefined) item[key] = fromWire(value)
  }
  return item
}

/** An item that is not in the shape that its version promises. Names the attribute, never its value. */
export class ItemError extends Error {
  readonly code = 'item.shape'
  constructor(readonly attribute: string) {
    super(`a stored item has no good ${attribute}`)
    this.name = 'ItemError'
  }
}

export const textOf = (item: Item, key: string): string => {
  const value = item[key]
  if (typeof value !== 'string') throw new ItemError(key)
  return value
}

export const numberOf = (item: Item, key: string): number => {
  const value = item[key]
  if (typeof value !== 'number') throw new ItemError(key)
  return value
}

export const bytesOf = (item: Item, key: string): Uint8Array => {
  const value = item[key]
  if (value === undefined || !isBytes(value)) throw new ItemError(key)
  return value
}

export const maybeText = (item: Item, key: string): string | null =>
  item[key] === undefined ? null : textOf(item, key)

export const maybeNumber = (item: Item, key: string): number | null =>
  item[key] === undefined ? null : numberOf(item, key)

export const mapOf = (item: Item, key: string): Item => {
  const value = item[key]
  if (value === null || typeof value !== 'object' || isBytes(value) || isList(value)) throw new ItemError(key)
  return value
}
