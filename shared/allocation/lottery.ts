/** MurmurHash3's finaliser (Austin Appleby, public domain): each bit that goes in turns over half of those that come out. */
const mixed = (lane: number): number => {
  let bits = lane
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** Takes a text in like FNV-1a, a UTF-16 unit at a time, under an odd multiplier of the lane's own. */
const lane = (text: string, start: number, odd: number): number => {
  let hash = start
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), odd)
  return hash
}

const lowBits = 0x1_0000_0000
const highMask = 0x1f_ffff

/** 53 bits, as many as a number holds exactly. Two lanes that differ in start and multiplier, each mixed with the other. */
const hashOf = (text: string): number => {
  const [a, b] = [lane(text, 0xdeadbeef, 0x9e3779b1), lane(text, 0x41c6ce57, 0x5f356495)]
  const low = mixed(a ^ mixed(b))
  return (mixed(b ^ low) & highMask) * lowBits + low
}

/**
 * The number that a family draws: a whole number from 0 to 2^53 - 1 that follows from the published seed and the family's id
 * alone; the smallest comes first. Nobody can choose it: ids are given before the seed is known.
 */
export const lotteryNumber = (seed: string, id: string): number => hashOf(`${seed}\n${id}`)

/** Ten digits by which a family finds its child in a published table, such as `04821-93755`. Follows from the id alone. */
export const registrationOf = (childId: string): string => {
  const digits = String(hashOf(`registration\n${childId}`) % 10_000_000_000).padStart(10, '0')
  return `${digits.slice(0, 5)}-${digits.slice(5)}`
}

/** A short mark by which two people see that they hold the same table: 14 hexadecimal digits. */
export const markOf = (content: unknown): string =>
  hashOf(JSON.stringify(content)).toString(16).padStart(14, '0')
