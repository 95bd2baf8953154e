import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tableKeyStore } from '../../../functions/crypto/index.ts'
import { type MasterPlace, masterKeyIn } from '../../../functions/handlers/master.ts'
import { type FakeAws, kmsKeyArn, startFakeAws } from '../../support/aws.ts'
import { type FreshTable, freshKeyTable } from '../../support/engine.ts'

const secretBytes = Buffer.alloc(32, 7)
let aws: FakeAws
let kms: KMSClient
let table: FreshTable
let place: MasterPlace

beforeAll(async () => {
  aws = await startFakeAws('unused')
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  kms = new KMSClient({ endpoint: aws.endpoint, region: 'cn-north-1', credentials })
})
afterAll(() => aws.stop())
beforeEach(async () => {
  table = await freshKeyTable()
  place = { dynamo: table.client, kms, keyTable: table.tableName, kmsKey: kmsKeyArn }
})

describe('masterKeyIn', () => {
  it('makes a key at the very first start and finds it at every later one', async () => {
    const wrapped = await (await masterKeyIn(place)).wrap('family:1', secretBytes)
    expect(await (await masterKeyIn(place)).unwrap('family:1', wrapped)).toEqual(secretBytes)
  })

  it('agrees on one key when several processes start first at once', async () => {
    const masters = await Promise.all(Array.from({ length: 8 }, () => masterKeyIn(place)))
    const wrapped = await masters[0]?.wrap('family:1', secretBytes)
    if (!wrapped) throw new Error('nothing was wrapped')
    for (const master of masters) expect(await master.unwrap('family:1', wrapped)).toEqual(secretBytes)
  })

  it('asks KMS to decrypt once a process, however much is wrapped', async () => {
    const master = await masterKeyIn(place)
    const before = aws.asked.filter((action) => action === 'Decrypt').length
    await Promise.all(['family:1', 'family:2', 'contact:3'].map((id) => master.wrap(id, secretBytes)))
    expect(aws.asked.filter((action) => action === 'Decrypt').length - before).toBe(1)
  })

  it('stores no plain key, and none that a list of families’ keys shows', async () => {
    await masterKeyIn(place)
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }))
    expect(Items.map((item) => Object.keys(item).sort())).toEqual([['pk', 'sealed', 'v']])
    const listed: string[] = []
    for await (const id of tableKeyStore(table.client, table.tableName).list()) listed.push(id)
    expect(listed).toEqual([])
  })

  it('opens nothing with a key made anew: the master key is what must never be lost', async () => {
    const wrapped = await (await masterKeyIn(place)).wrap('family:1', secretBytes)
    await table.client.send(
      new DeleteItemCommand({ TableName: table.tableName, Key: { pk: { S: 'master' } } }),
    )
    const other = await masterKeyIn(place)
    await expect(other.unwrap('family:1', wrapped)).rejects.toThrow()
  })
})
