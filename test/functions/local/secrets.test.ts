import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDataFolder } from '../../../functions/local/data-folder.ts'
import { makeProof, openMasterKey } from '../../../functions/local/master.ts'
import { secretsOf } from '../../../functions/local/secrets.ts'
import { aFolder } from '../../support/commands.ts'

const longSecret = 'x'.repeat(32)

describe('the demo’s secrets', () => {
  it('are made once, stay the same, and are readable by their owner alone', () => {
    const folder = openDataFolder(aFolder())
    const first = secretsOf('demo', {}, folder)
    expect(first.gateway.length).toBeGreaterThanOrEqual(32)
    expect(secretsOf('demo', {}, folder)).toEqual(first)
    expect(statSync(folder.secret).mode & 0o777).toBe(0o600)
  })

  it('give way to a setting', () => {
    expect(secretsOf('demo', { HOUNIAO_GATEWAY_SECRET: 'mine' }, openDataFolder(aFolder())).gateway).toBe(
      'mine',
    )
  })
})

describe('production’s secrets', () => {
  const folder = () => openDataFolder(aFolder())

  it('come from settings', () => {
    const keyFile = join(aFolder(), 'deep', 'master.key')
    const env = { HOUNIAO_GATEWAY_SECRET: longSecret, HOUNIAO_KEY_FILE: keyFile }
    expect(secretsOf('production', env, folder())).toMatchObject({ gateway: longSecret, keyFile })
  })

  it.each([undefined, '', 'x'.repeat(31)])('refuse the gateway secret %j', (secret) => {
    const env = { HOUNIAO_GATEWAY_SECRET: secret, HOUNIAO_KEY_FILE: join(aFolder(), 'k') }
    expect(() => secretsOf('production', env, folder())).toThrow('HOUNIAO_GATEWAY_SECRET')
  })

  it('refuse to do without a key file', () => {
    expect(() => secretsOf('production', { HOUNIAO_GATEWAY_SECRET: longSecret }, folder())).toThrow(
      'HOUNIAO_KEY_FILE',
    )
  })

  it('refuse a key in the data folder, behind a link too', () => {
    const data = folder()
    const inside = join(data.path, 'k')
    const link = join(aFolder(), 'link')
    writeFileSync(inside, '', { mode: 0o600 })
    symlinkSync(inside, link)
    for (const file of [inside, join(data.path, 'new'), join(data.path, 'sub', '..', 'k'), link])
      expect(() =>
        secretsOf('production', { HOUNIAO_GATEWAY_SECRET: longSecret, HOUNIAO_KEY_FILE: file }, data),
      ).toThrow('lies in the data folder')
  })

  it('refuse a key that others can read', () => {
    const file = join(aFolder(), 'k')
    writeFileSync(file, '')
    chmodSync(file, 0o640)
    const env = { HOUNIAO_GATEWAY_SECRET: longSecret, HOUNIAO_KEY_FILE: file }
    expect(() => secretsOf('production', env, folder())).toThrow('chmod 600')
  })
})

describe('the master key', () => {
  it('is made for new data only', async () => {
    const file = join(aFolder(), 'master.key')
    await expect(openMasterKey(file, { proof: null })).rejects.toThrow('is missing')
    await openMasterKey(file, null)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('must be the one that the data were locked with', async () => {
    const [mine, other] = [join(aFolder(), 'a.key'), join(aFolder(), 'b.key')]
    const proof = await makeProof(await openMasterKey(mine, null))
    await openMasterKey(other, null)
    await openMasterKey(mine, { proof })
    await expect(openMasterKey(other, { proof })).rejects.toThrow('is not the master key')
  })
})
