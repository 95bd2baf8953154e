import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/**
 * A client for the store. With an endpoint (a local engine) it needs neither a region nor credentials of anybody.
 * Two tries by the SDK for a broken connection; what the engine refuses for now is retried by the store, with jitter.
 */
export const dynamoClient = (given: { readonly endpoint?: string } = {}): DynamoDBClient => {
  const client = new DynamoDBClient({
    maxAttempts: 2,
    accountIdEndpointMode: 'disabled',
    ...(given.endpoint
      ? {
          endpoint: given.endpoint,
          region: 'local',
          credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
        }
      : {}),
  })
  // Nothing is logged here, yet the SDK would prepare every request and answer for it.
  client.middlewareStack.remove('loggerMiddleware')
  return client
}
