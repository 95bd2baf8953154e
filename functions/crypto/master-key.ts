import { hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms'
import { keyBytes, seal, unseal } from './sealed.ts'

/** Wraps the keys of families and contacts. A wrapped key is bound to its id. */
export interface MasterKey {
  readonly wrap: (id: string, key: Uint8Array) => Promise<Uint8Array>
  /** Throws SealError where the master key or the id is another one. */
  readonly unwrap: (id: string, wrapped: Uint8Array) => Promise<Uint8Array>
  /** A secret of its own for another purpose, the same in every process and after every restore; tells nothing of the key. */
  readonly secretFor: (purpose: 'cookies' | 'cards' | 'calendar' | 'children') => Promise<string>
}

export class MasterKeyError extends Error {
  readonly code: 'master.missing' | 'master.length' | 'master.undecided'
  constructor(code: MasterKeyError['code'], where: string) {
    super(`${reasons[code]}: ${where}`)
    this.name = 'MasterKeyError'
    this.code = code
  }
}

const reasons = {
  'master.missing': 'there is no master key file, and none may be made here',
  'master.length': `a master key has ${keyBytes} bytes`,
  'master.undecided': 'KMS answered without a key',
} as const

const place = (id: string): string => `key\n${id}`

/** A master key in hand: 32 bytes, or what will give them once. */
export const masterKeyOf = (bytes: Uint8Array | (() => Promise<Uint8Array>)): MasterKey => {
  const load = typeof bytes === 'function' ? once(bytes) : async () => bytes
  return {
    wrap: async (id, key) => seal(await load(), place(id), key),
    unwrap: async (id, wrapped) => unseal(await load(), place(id), wrapped),
    secretFor: async (purpose) =>
      Buffer.from(hkdfSync('sha256', await load(), '', `secret\n${purpose}`, keyBytes)).toString('base64url'),
  }
}

/** One call for all who ask; a failure is not kept, so that the next one asks again. */
const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let pending: Promise<T> | null = null
  return () => {
    pending ??= load().catch((error: unknown) => {
      pending = null
      throw error
    })
    return pending
  }
}

const checked = (bytes: Uint8Array, where: string): Uint8Array => {
  if (bytes.length !== keyBytes) throw new MasterKeyError('master.length', where)
  return bytes
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * 32 random bytes that only the owner may read. Appears whole or not at all, and never over another: of two first starts
 * one makes the key, the other reads it.
 */
const create = async (path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(randomBytes(keyBytes))
    await file.sync()
  } finally {
    await file.close()
  }
  await link(draft, path).finally(() => unlink(draft))
}

/**
 * The key in a file, read at once: a start without its key fails at the start. With `create`, a missing file is made.
 * Throws MasterKeyError, which names the path and nothing else.
 */
export const fileMasterKey = async (
  path: string,
  options: { readonly create: boolean },
): Promise<MasterKey> => {
  if (options.create) await create(path).catch(ignoreExisting)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw isMissing(error) ? new MasterKeyError('master.missing', path) : error
  })
  return masterKeyOf(checked(bytes, path))
}

const ignoreExisting = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}

/** What every ciphertext of ours was encrypted with; KMS refuses to decrypt it under another context. */
export const kmsContext = { purpose: 'houniao-master-key' } as const

/**
 * A 32-byte key that was encrypted under a symmetric KMS key (GenerateDataKeyWithoutPlaintext with `kmsContext`), decrypted
 * at first use, once a process. `keyId` makes KMS refuse a ciphertext of any other key.
 */
export const kmsMasterKey = (given: {
  readonly client: Pick<KMSClient, 'send'>
  readonly ciphertext: Uint8Array
  readonly keyId?: string
}): MasterKey =>
  masterKeyOf(async () => {
    const answer = await given.client.send(
      new DecryptCommand({
        CiphertextBlob: given.ciphertext,
        EncryptionContext: kmsContext,
        ...(given.keyId ? { KeyId: given.keyId } : {}),
      }),
    )
    if (!answer.Plaintext) throw new MasterKeyError('master.undecided', 'kms:Decrypt')
    return checked(answer.Plaintext, 'kms:Decrypt')
  })
