import { createHmac } from 'node:crypto'
import type { Minting } from '../app/ports.ts'

const idLength = 22
const codeDigits = 8

/** base64url may begin with `-` or `_`, which no id may. */
const startable = (text: string): string => text.replace(/^-/, 'a').replace(/^_/, 'b')

/**
 * Ids and codes out of a turn's id under the installation's secret (HMAC-SHA256): the same again while a turn is carried
 * out, also by whoever finishes it after a crash, and nobody outside can guess one. JSON keeps the parts apart, whatever they hold.
 */
export const minting = (secret: string | Uint8Array): Minting => {
  const mac = (...parts: readonly (string | number)[]): Buffer =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest()
  const id = (...parts: readonly (string | number)[]): string =>
    startable(
      mac(...parts)
        .toString('base64url')
        .slice(0, idLength),
    )
  return {
    id: (turnId, n) => id('id', turnId, n),
    code: (turnId, n) =>
      String(mac('code', turnId, n).readBigUInt64BE() % 10n ** BigInt(codeDigits)).padStart(codeDigits, '0'),
    turnId: (contact, messageId, nth) => id('turn', contact, messageId, nth),
  }
}
