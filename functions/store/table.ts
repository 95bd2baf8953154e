import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { dueIndex, partitionKey, sortKey } from '../../shared/contract/table.ts'

/**
 * The one table, as infra/ mirrors it. The index holds keys only: the sweep reads an item itself before it acts, and what
 * is not projected is neither paid for nor copied.
 */
export const tableRequest = (tableName: string): CreateTableCommandInput => ({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: partitionKey, AttributeType: 'S' },
    { AttributeName: sortKey, AttributeType: 'S' },
    { AttributeName: dueIndex.partitionKey, AttributeType: 'S' },
    { AttributeName: dueIndex.sortKey, AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: dueIndex.name,
      KeySchema: [
        { AttributeName: dueIndex.partitionKey, KeyType: 'HASH' },
        { AttributeName: dueIndex.sortKey, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
})
