import { type Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { dueIndex } from '../shared/contract/table.ts'
import { acknowledge } from './acknowledge.ts'
import type { Data } from './data.ts'

export interface HandlerProps {
  readonly code: Code
  readonly description: string
  readonly data: Data
  readonly timeout: Duration
  /** x86_64 where native code lies beside the bundle; else ARM, a fifth cheaper. */
  readonly native?: boolean
}

/** A Lambda function of ours: same runtime, logs and settings for all, and the rights to use the data. */
export const handler = (scope: Construct, id: string, props: HandlerProps): LambdaFunction => {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const lambda = new LambdaFunction(scope, id, {
    role: roleOf(scope, id, logGroup),
    code: props.code,
    description: props.description,
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    architecture: props.native ? Architecture.X86_64 : Architecture.ARM_64,
    // The processor comes with the memory: less of it makes the cold start longer than it saves.
    memorySize: 1024,
    timeout: props.timeout,
    // X-Ray does not exist in the China regions.
    tracing: Tracing.DISABLED,
    loggingFormat: LoggingFormat.JSON,
    logGroup,
    environment: settingsOf(props.data),
  })
  useData(lambda, props.data)
  acknowledge(
    lambda,
    'AwsSolutions-L1',
    'Node.js 22 is supported until 2027-04 and is what the bundle is built for and tested on.',
  )
  return lambda
}

/** A role of its own that may write its log; AWS's ready-made policy lets it write any. */
const roleOf = (scope: Construct, id: string, logGroup: LogGroup): Role => {
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  logGroup.grantWrite(role)
  return role
}

/** What functions/handlers/settings.ts reads. No secret is among them, only where it is. */
const settingsOf = (data: Data): Record<string, string> => ({
  HOUNIAO_TABLE: data.table.tableName,
  HOUNIAO_KEY_TABLE: data.keyTable.tableName,
  HOUNIAO_KMS_KEY: data.masterKey.keyArn,
  HOUNIAO_GATEWAY_SECRET_ARN: data.gatewaySecret.secretArn,
})

const itemActions = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
]

/** Single items and queries: no scan, no change of a table. */
const useData = (lambda: LambdaFunction, data: Data): void => {
  const index = `${data.table.tableArn}/index/${dueIndex.name}`
  lambda.addToRolePolicy(allow(itemActions, [data.table.tableArn, data.keyTable.tableArn]))
  lambda.addToRolePolicy(allow(['dynamodb:Query'], [index]))
  lambda.addToRolePolicy(
    allow(['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext'], [data.masterKey.keyArn]),
  )
  lambda.addToRolePolicy(allow(['secretsmanager:GetSecretValue'], [data.gatewaySecret.secretArn]))
}

const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] })
