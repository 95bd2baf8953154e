import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Why something sealed did not open. Carries no data: neither key, nor place, nor bytes. */
export class SealError extends Error {
  readonly code: 'seal.format' | 'seal.tampered'
  constructor(code: SealError['code']) {
    super(
      code === 'seal.format'
        ? 'sealed in a format that is not known'
        : 'does not open under this key in this place',
    )
    this.name = 'SealError'
    this.code = code
  }
}

export const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
/** The first byte says how the rest is to be read, so that a later format can stand beside these. */
const format = { plain: 1, deflated: 2 } as const
/** Below this, deflate saves less than it costs; above, it keeps an ordinary conversation within few write units (1 KB). */
const deflateFrom = 900

const packed = (plain: Uint8Array): { readonly kind: number; readonly bytes: Uint8Array } =>
  plain.length < deflateFrom
    ? { kind: format.plain, bytes: plain }
    : { kind: format.deflated, bytes: deflateRawSync(plain, { level: 1 }) }

/** The format byte is authenticated too: nobody turns one kind into the other. */
const associated = (kind: number, place: string): Buffer => Buffer.from(`${kind}\n${place}`)

/**
 * AES-256-GCM under a random 96-bit nonce: `format (1) | nonce (12) | ciphertext | tag (16)`. `place` (the item's key and
 * field) is authenticated and not stored, so that a blob moved to another item does not open there.
 */
export const seal = (key: Uint8Array, place: string, plain: Uint8Array): Uint8Array => {
  const { kind, bytes } = packed(plain)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated(kind, place))
  return Buffer.concat([Buffer.of(kind), nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Throws SealError: `seal.format` for bytes that this version cannot read, `seal.tampered` for another key or place. */
export const unseal = (key: Uint8Array, place: string, blob: Uint8Array): Uint8Array => {
  const kind = blob[0]
  const known = kind === format.plain || kind === format.deflated
  if (!known || blob.length < 1 + nonceBytes + tagBytes) throw new SealError('seal.format')
  const bytes = opened(key, associated(kind, place), blob)
  return kind === format.deflated ? inflateRawSync(bytes) : bytes
}

const opened = (key: Uint8Array, aad: Buffer, blob: Uint8Array): Uint8Array => {
  const nonce = blob.subarray(1, 1 + nonceBytes)
  const end = blob.length - tagBytes
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad).setAuthTag(blob.subarray(end))
  try {
    return Buffer.concat([decipher.update(blob.subarray(1 + nonceBytes, end)), decipher.final()])
  } catch {
    throw new SealError('seal.tampered')
  }
}
