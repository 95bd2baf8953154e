import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What is signed. `target` is the path, with `?query` where there is one, as it stands in the request line. */
export interface Signed {
  readonly method: string
  readonly target: string
  /** Unix seconds, as written in the header. */
  readonly timestamp: string
  readonly body: Uint8Array | string
}

export const timestampHeader = 'x-houniao-timestamp'
export const signatureHeader = 'x-houniao-signature'
/** A signature is good for so long before and after its time; exactly so long still counts. */
export const toleranceSeconds = 300

/** Hex HMAC-SHA256 under the secret of `METHOD\ntarget\ntimestamp\nhex SHA-256 of the body`. */
export const sign = (secret: string, signed: Signed): string => {
  const bodyHash = createHash('sha256').update(signed.body).digest('hex')
  const text = [signed.method, signed.target, signed.timestamp, bodyHash].join('\n')
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** Unix seconds in digits, near enough to now. Checked before the body is read: an old request costs nothing. */
export const isFresh = (timestamp: string | undefined, realNowMs: number): boolean =>
  timestamp !== undefined &&
  /^\d{1,12}$/.test(timestamp) &&
  Math.abs(realNowMs - Number(timestamp) * 1000) <= toleranceSeconds * 1000

/** Compares in constant time; of another length or not hex is simply wrong. */
export const isSignedBy = (secret: string, signed: Signed, signature: string | undefined): boolean => {
  if (!signature || !/^[0-9a-f]{64}$/i.test(signature)) return false
  return timingSafeEqual(Buffer.from(signature, 'hex'), Buffer.from(sign(secret, signed), 'hex'))
}
