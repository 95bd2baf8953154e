import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { GenerateDataKeyWithoutPlaintextCommand, type KMSClient } from '@aws-sdk/client-kms'
import { partitionKey } from '../../shared/contract/table.ts'
import { kmsContext, kmsMasterKey, type MasterKey } from '../crypto/index.ts'

export interface MasterPlace {
  readonly dynamo: Pick<DynamoDBClient, 'send'>
  readonly kms: Pick<KMSClient, 'send'>
  readonly keyTable: string
  readonly kmsKey: string
}

/**
 * One item of the key table, under an attribute of its own (`sealed`), so that no list of families' keys holds it. It is a
 * ciphertext of KMS: worth nothing without the KMS key. Whoever loses either has lost every family's data.
 */
const key = { [partitionKey]: { S: 'master' } } as const

/**
 * The master key of this installation. The first process ever has KMS make it; of several first ones the first to write
 * wins and the others read what it wrote. KMS decrypts it once a process, at the first use.
 */
export const masterKeyIn = async (place: MasterPlace): Promise<MasterKey> => {
  const ciphertext = (await stored(place)) ?? (await create(place))
  return kmsMasterKey({ client: place.kms, ciphertext, keyId: place.kmsKey })
}

const stored = async ({ dynamo, keyTable }: MasterPlace): Promise<Uint8Array | null> => {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: keyTable, Key: key, ConsistentRead: true }),
  )
  return Item?.sealed?.B ?? null
}

const create = async (place: MasterPlace): Promise<Uint8Array> => {
  const request = { KeyId: place.kmsKey, KeySpec: 'AES_256', EncryptionContext: kmsContext } as const
  const { CiphertextBlob: sealed } = await place.kms.send(new GenerateDataKeyWithoutPlaintextCommand(request))
  if (!sealed) throw new Error('KMS made no key')
  const winner = await putFirst(place, sealed)
  if (winner === null) throw new Error('the master key was written and cannot be read')
  return winner
}

/** Writes the key where there is none; the one that stands otherwise. */
const putFirst = async (place: MasterPlace, sealed: Uint8Array): Promise<Uint8Array | null> => {
  const Item = { ...key, v: { N: '1' }, sealed: { B: sealed } }
  const request = {
    TableName: place.keyTable,
    Item,
    ConditionExpression: `attribute_not_exists(${partitionKey})`,
  }
  try {
    await place.dynamo.send(new PutItemCommand(request))
    return sealed
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return stored(place)
    throw error
  }
}
