import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { tableRequest } from '../store/index.ts'

const isThere = (error: unknown): 'ACTIVE' => {
  if (error instanceof ResourceInUseException) return 'ACTIVE'
  throw error
}

/** Creates the table where there is none. The embedded engine has it at once; another may take its time. */
export const ensureTable = async (client: DynamoDBClient, table: string): Promise<void> => {
  const status = await client
    .send(new CreateTableCommand(tableRequest(table)))
    .then(({ TableDescription }) => TableDescription?.TableStatus, isThere)
  if (status === 'ACTIVE') return
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { TableName: table })
}
