import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb'
import { masterKeyOf } from '../../functions/crypto/index.ts'
import { unseal } from '../../functions/crypto/sealed.ts'
import { masterBytes, type Parent, type World } from './world.ts'

export type StoredItem = Readonly<Record<string, AttributeValue>>

/** Every item of the table as it is kept. */
export const everyItem = async (world: World): Promise<readonly StoredItem[]> => {
  const { client, tableName } = world.table
  const items: StoredItem[] = []
  for await (const page of paginateScan({ client }, { TableName: tableName, ConsistentRead: true }))
    items.push(...(page.Items ?? []))
  return items
}

export const keyOf = (item: StoredItem): string => `${item.pk?.S}/${item.sk?.S}`

const everyKey = async (world: World): Promise<ReadonlyMap<string, Uint8Array>> => {
  const keys = new Map<string, Uint8Array>()
  for await (const id of world.keys.list()) {
    const wrapped = await world.keys.get(id)
    if (wrapped) keys.set(id, wrapped)
  }
  return keys
}

export const keyIds = async (world: World): Promise<readonly string[]> => [...(await everyKey(world)).keys()]

const formsKnown = new Map<string, readonly Buffer[]>()
const memoised = (make: (word: string) => readonly Buffer[]) => (word: string) => {
  const forms = formsKnown.get(word) ?? make(word)
  formsKnown.set(word, forms)
  return forms
}

/** What a word looks like in the encodings by which it might slip through; base64 at each of its three alignments. */
const formsOf = memoised((word: string): readonly Buffer[] => {
  const utf8 = Buffer.from(word)
  const aligned = [0, 1, 2].map((pad) => {
    const whole = Buffer.concat([Buffer.alloc(pad), utf8]).toString('base64')
    return whole.slice(Math.ceil((pad * 8) / 6), Math.floor(((pad + utf8.length) * 8) / 6))
  })
  const escaped = [...word].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  const texts = [escaped, utf8.toString('hex'), encodeURIComponent(word), ...aligned]
  const url = aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  return [utf8, Buffer.from(word, 'utf16le'), ...[...texts, ...url].map((text) => Buffer.from(text))]
})

/** By their first bytes; raw deflate has none, and is tried on whatever is long enough to be worth it. */
const packings = [
  { fits: (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b, unpack: gunzipSync },
  { fits: (bytes: Uint8Array) => ((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) % 31 === 0, unpack: inflateSync },
  { fits: (bytes: Uint8Array) => bytes.length >= 16, unpack: inflateRawSync },
]

const unpacked = (bytes: Uint8Array): readonly Uint8Array[] =>
  packings.flatMap(({ fits, unpack }) => {
    try {
      return fits(bytes) ? [unpack(bytes)] : []
    } catch {
      return []
    }
  })

/** As it is, and what comes out of it when it is base64 or packed. */
const layersOf = (bytes: Uint8Array): readonly Uint8Array[] => {
  const decoded = Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64')
  return [bytes, decoded].flatMap((each) => [each, ...unpacked(each)])
}

const between = Buffer.of(0)
const joined = (layers: readonly Uint8Array[]): Buffer =>
  Buffer.concat(layers.flatMap((layer) => [layer, between]))

const wordsIn = (bytes: Buffer, words: readonly string[]): readonly string[] =>
  words.filter((word) => formsOf(word).some((form) => bytes.includes(form)))

/** Which of these words stand in the bytes, plain, encoded or packed. */
export const tracesIn = (bytes: Uint8Array, words: readonly string[]): readonly string[] =>
  wordsIn(joined(layersOf(bytes)), words)

interface Place {
  readonly where: string
  readonly bytes: Uint8Array
}

/** `<where>: <word>`. All places are searched at once, and one by one only for the words that are somewhere. */
const tracesAmong = (places: readonly Place[], words: readonly string[]): readonly string[] => {
  const layered = places.map(({ where, bytes }) => ({ where, all: joined(layersOf(bytes)) }))
  const somewhere = wordsIn(joined(layered.map(({ all }) => all)), words)
  if (somewhere.length === 0) return []
  return layered.flatMap(({ where, all }) => wordsIn(all, somewhere).map((word) => `${where}: ${word}`))
}

const leaves = (value: AttributeValue): readonly Uint8Array[] => {
  if (value.B) return [value.B]
  if (value.L) return value.L.flatMap(leaves)
  if (value.M)
    return Object.entries(value.M).flatMap(([name, inner]) => [Buffer.from(name), ...leaves(inner)])
  return [Buffer.from(value.S ?? value.N ?? '')]
}

/** `<item> <attribute>: <word>` wherever a word can be read without a key, in the table and beside the keys. */
export const readableTraces = async (
  world: World,
  words: readonly string[],
  copies: readonly StoredItem[] = [],
): Promise<readonly string[]> => {
  const inTable = [...(await everyItem(world)), ...copies].flatMap((item) =>
    Object.entries(item).flatMap(([name, value]) =>
      leaves(value).map((bytes) => ({ where: `${keyOf(item)} ${name}`, bytes })),
    ),
  )
  const beside = [...(await everyKey(world))].flatMap(([id, wrapped]) =>
    [Buffer.from(id), wrapped].map((bytes) => ({ where: `key ${id}`, bytes })),
  )
  return tracesAmong([...inTable, ...beside], words)
}

/** All that any key which still lives opens of these items: every key is tried at every sealed field. */
const opened = async (world: World, items: readonly StoredItem[]): Promise<readonly Place[]> => {
  const master = masterKeyOf(masterBytes)
  const all: Place[] = []
  for (const [under, wrapped] of await everyKey(world)) {
    const key = await master.unwrap(under, wrapped)
    for (const item of items)
      for (const [field, { B: blob }] of Object.entries(item)) {
        const bytes = blob && tried(key, `${item.pk?.S}\n${item.sk?.S}\n${field}`, blob)
        if (bytes) all.push({ where: `${under} ${keyOf(item)}`, bytes })
      }
  }
  return all
}

const tried = (key: Uint8Array, place: string, blob: Uint8Array): Uint8Array | null => {
  try {
    return unseal(key, place, blob)
  } catch {
    return null
  }
}

/** `<key> <item>: <word>` wherever a living key still opens a word, in the table or in the copies that are given. */
export const openableTraces = async (
  world: World,
  words: readonly string[],
  copies: readonly StoredItem[] = [],
): Promise<readonly string[]> => {
  const all = await opened(world, [...(await everyItem(world)), ...copies])
  return [...new Set(tracesAmong(all, words))]
}

/** Bytes are in the item only with a revision that tells one from the next. */
const identity = (item: StoredItem): string =>
  item.rev ? `${keyOf(item)} ${item.rev.N}` : JSON.stringify(item)

/** A parent after each of whose messages the whole table is copied, as a backup at that moment would hold it. */
export const copying = (world: World, parent: Parent, copies: StoredItem[]): Parent => ({
  ...parent,
  say: async (text, messageId) => {
    const answer = await parent.say(text, messageId)
    const known = new Set(copies.map(identity))
    copies.push(...(await everyItem(world)).filter((item) => !known.has(identity(item))))
    return answer
  },
})
