import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DecryptCommand, InvalidCiphertextException, type KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fileMasterKey,
  kmsContext,
  kmsMasterKey,
  MasterKeyError,
  masterKeyOf,
} from '../../../functions/crypto/index.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houniao-master-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 3)

describe('a secret made of the master key', () => {
  it('is the same in every process that has the key, and another under another key', async () => {
    const [one, same, other] = [key, key, Buffer.alloc(32, 4)].map((bytes) =>
      masterKeyOf(bytes).secretFor('cookies'),
    )
    expect(await one).toBe(await same)
    expect(await one).not.toBe(await other)
    expect(Buffer.from((await one) ?? '', 'base64url')).toHaveLength(32)
    expect(await one).not.toBe(key.toString('base64url'))
  })
})

describe('a master key in a file', () => {
  it('is made at the first start, for its owner only, and is the same at the next', async () => {
    const path = join(folder, 'new', 'master.key')
    const [first, second] = await Promise.all([
      fileMasterKey(path, { create: true }),
      fileMasterKey(path, { create: true }),
    ])
    const wrapped = await first.wrap('family:a', key)
    expect(Buffer.from(await second.unwrap('family:a', wrapped))).toEqual(key)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('is never made where it must be there', async () => {
    const missing = fileMasterKey(join(folder, 'none.key'), { create: false })
    await expect(missing).rejects.toMatchObject({ name: 'MasterKeyError', code: 'master.missing' })
  })

  it('is refused in another length, naming the file and none of its bytes', async () => {
    const path = join(folder, 'short.key')
    await writeFile(path, 'secret')
    await expect(fileMasterKey(path, { create: true })).rejects.toThrow(`a master key has 32 bytes: ${path}`)
  })
})

/** What KMS promises of Decrypt: the context must be the one of the encryption, the key the one named. */
const fakeKms = (given: { readonly fails?: number; readonly empty?: boolean } = {}) => {
  const calls: unknown[] = []
  let failing = given.fails ?? 0
  const send = async (command: DecryptCommand) => {
    calls.push(command.input)
    if (failing-- > 0) throw new Error('unreachable')
    const context = JSON.stringify(command.input.EncryptionContext)
    if (
      context !== JSON.stringify(kmsContext) ||
      Buffer.from(command.input.CiphertextBlob ?? []).toString() !== 'ciphertext'
    ) {
      throw new InvalidCiphertextException({ message: 'no', $metadata: {} })
    }
    return given.empty ? { $metadata: {} } : { $metadata: {}, Plaintext: key }
  }
  const client: Pick<KMSClient, 'send'> = { send }
  return { client, calls }
}

describe('a master key of KMS', () => {
  const ciphertext = Buffer.from('ciphertext')

  it('is decrypted once a process, at its first use, under its context and key', async () => {
    const { client, calls } = fakeKms()
    const master = kmsMasterKey({ client, ciphertext, keyId: 'alias/houniao' })
    expect(calls).toEqual([])
    const wrapped = await Promise.all([master.wrap('a', key), master.wrap('b', key)])
    expect(Buffer.from(await masterKeyOf(key).unwrap('a', wrapped[0] ?? key))).toEqual(key)
    expect(calls).toEqual([
      { CiphertextBlob: ciphertext, EncryptionContext: kmsContext, KeyId: 'alias/houniao' },
    ])
  })

  it('is asked for again after a failure', async () => {
    const master = kmsMasterKey({ client: fakeKms({ fails: 1 }).client, ciphertext })
    await expect(master.wrap('a', key)).rejects.toThrow('unreachable')
    await expect(master.wrap('a', key)).resolves.toBeDefined()
  })

  it('fails where KMS refuses the ciphertext or answers without a key', async () => {
    const wrong = kmsMasterKey({ client: fakeKms().client, ciphertext: Buffer.from('other') })
    await expect(wrong.wrap('a', key)).rejects.toThrow(InvalidCiphertextException)
    await expect(
      kmsMasterKey({ client: fakeKms({ empty: true }).client, ciphertext }).wrap('a', key),
    ).rejects.toThrow(MasterKeyError)
  })
})
