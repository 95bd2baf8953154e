import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { dueIndex, partitionKey, sortKey, ttlAttribute } from '../shared/contract/table.ts'
import { acknowledge } from './acknowledge.ts'

/**
 * What must outlive every deployment. Nothing here is deleted with the stack, and no table by a slip in the console.
 *
 * Personal data are sealed by the program before they reach a table, under keys that end in `masterKey`; so the tables
 * themselves keep DynamoDB's own encryption, and whoever reads a table or a backup of it reads ids and noise.
 */
export class Data extends Construct {
  readonly table: Table
  readonly keyTable: Table
  readonly masterKey: Key
  readonly gatewaySecret: Secret

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.table = mainTable(this)
    this.keyTable = keyTable(this)
    this.masterKey = masterKey(this)
    this.gatewaySecret = gatewaySecret(this)
  }
}

const common = {
  partitionKey: { name: partitionKey, type: AttributeType.STRING },
  // Summer is a thousand times winter: nothing to plan, nothing paid for in January.
  billingMode: BillingMode.PAY_PER_REQUEST,
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const

const recoverable = (days: number) => ({
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: days },
})

const mainTable = (scope: Construct): Table => {
  const table = new Table(scope, 'Table', {
    ...common,
    ...recoverable(35),
    sortKey: { name: sortKey, type: AttributeType.STRING },
    timeToLiveAttribute: ttlAttribute,
  })
  table.addGlobalSecondaryIndex({
    indexName: dueIndex.name,
    partitionKey: { name: dueIndex.partitionKey, type: AttributeType.STRING },
    sortKey: { name: dueIndex.sortKey, type: AttributeType.STRING },
    // The sweep needs to know whose turn it is, and reads the item itself before it acts.
    projectionType: ProjectionType.KEYS_ONLY,
  })
  return table
}

/**
 * The keys of families and contacts, a string each. Erasing a family destroys its key; a recovery brings it back, so the
 * window is the shortest that DynamoDB knows: long enough for a mishap, gone a day after.
 */
const keyTable = (scope: Construct): Table => new Table(scope, 'KeyTable', { ...common, ...recoverable(1) })

const masterKey = (scope: Construct): Key =>
  new Key(scope, 'MasterKey', {
    description: 'houniao: wraps the key that wraps the keys of families',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })

/** Shared with whoever runs a gateway. Made in the account, so that no person has to think of one and no template holds it. */
const gatewaySecret = (scope: Construct): Secret => {
  const secret = new Secret(scope, 'GatewaySecret', {
    description: 'houniao: HOUNIAO_GATEWAY_SECRET of the gateways',
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(
    secret,
    'AwsSolutions-SMG4',
    'The secret is shared with gateways that run elsewhere: changing it is an act of two sides, described in docs/aws.md.',
  )
  return secret
}
