import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { beforeAll, describe, expect, it } from 'vitest'
import { keyTableRequest } from '../../../functions/crypto/index.ts'
import { readSettings } from '../../../functions/handlers/settings.ts'
import { tableRequest } from '../../../functions/store/table.ts'
import { houniaoApp } from '../../../infra/app.ts'

const none = Code.fromInline('exports.handler = () => {}')

let template: Template
let text: string
beforeAll(() => {
  const app = houniaoApp(new App(), {
    chat: none,
    sweep: none,
    publish: none,
    picture: none,
    agenda: none,
    work: none,
  })
  // Throws on a finding of cdk-nag that has no reason beside it.
  template = Template.fromJSON(app.synth().getStackByName('Houniao').template)
  text = JSON.stringify(template.toJSON())
}, 60_000)

const all = (type: string): Record<string, unknown>[] =>
  Object.values(template.findResources(type)).map((resource) => resource.Properties)
const handlers = [
  'Answers parents and gateways',
  'What is due',
  Match.stringLikeRegexp('^Publishes'),
  Match.stringLikeRegexp('^Says every minute'),
  Match.stringLikeRegexp('^Writes the messages'),
]
const valueFor = (name: string): string =>
  name === 'HOUNIAO_PUBLIC_URL' ? 'https://houniao.test' : 'arn:aws-cn:test'
const picture = 'Draws cards and writes calendars'

describe('the tables', () => {
  it.each([
    ['main', tableRequest],
    ['key', keyTableRequest],
  ])('have the keys and indexes that the program’s own %s table has', (_name, request) => {
    const { KeySchema, GlobalSecondaryIndexes, AttributeDefinitions, BillingMode } = request('any')
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema,
      BillingMode,
      AttributeDefinitions,
      GlobalSecondaryIndexes: GlobalSecondaryIndexes ?? Match.absent(),
    })
  })

  it('are kept when the stack goes, and by no slip deleted', () => {
    template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    template.allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true })
  })

  it('recover the data of five weeks, but the keys of one day only', () => {
    expect(all('AWS::DynamoDB::Table').map((table) => table.PointInTimeRecoverySpecification)).toEqual([
      { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 },
    ])
  })

  it('let what is over go by itself in the main table, and never a key', () => {
    expect(all('AWS::DynamoDB::Table').map((table) => table.TimeToLiveSpecification)).toEqual([
      { AttributeName: 'ttl', Enabled: true },
      undefined,
    ])
  })
})

describe('the handlers', () => {
  it.each(handlers)('%s: run on Node.js 22, untraced, with the settings that they read', (Description) => {
    const found = template.findResources('AWS::Lambda::Function', { Properties: { Description } })
    const [lambda] = Object.values(found)
    expect(lambda?.Properties).toMatchObject({
      Runtime: 'nodejs22.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    })
    expect(lambda?.Properties.TracingConfig).toBeUndefined()
    const names = Object.keys(lambda?.Properties.Environment.Variables)
    expect(() => readSettings(Object.fromEntries(names.map((name) => [name, valueFor(name)])))).not.toThrow()
  })

  it.each(['Answers parents and gateways', 'What is due'])(
    '%s: know where calendars find them',
    (Description) => {
      template.hasParameter('PublicUrl', { Default: '' })
      template.hasResourceProperties('AWS::Lambda::Function', {
        Description,
        Environment: {
          Variables: {
            HOUNIAO_PUBLIC_URL: {
              'Fn::If': [
                'PublicUrlNamed',
                { Ref: 'PublicUrl' },
                Match.objectLike({ 'Fn::GetAtt': Match.anyValue() }),
              ],
            },
          },
        },
      })
    },
  )

  it('may read and write items, and neither scan nor change a table, nor touch anything else', () => {
    const statements = all('AWS::IAM::Policy').flatMap((policy) => JSON.stringify(policy))
    expect(statements).toHaveLength(6)
    for (const statement of statements) expect(statement).not.toMatch(/\*"|Scan|Table"|kms:Encrypt|"arn:/)
  })

  it('have an x86 processor where native code lies beside the bundle', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: picture,
      Architectures: ['x86_64'],
    })
  })

  it('keep their logs for a month', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 })
  })

  it('answer before the HTTP API gives up', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Answers parents and gateways',
      Timeout: 28,
    })
  })
})

describe('the doors', () => {
  it('send pictures and calendars to their own handler and every other path to the chat’s, behind a limit', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default' })
    for (const path of ['/cards/{file}', '/calendar/{file}'])
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: `GET ${path}` })
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1_000 },
    })
  })

  it('log no path and no address of a person', () => {
    const format = JSON.stringify(all('AWS::ApiGatewayV2::Stage')[0]?.AccessLogSettings)
    expect(format).toContain('requestId')
    expect(format).not.toMatch(/\$context\.(path|identity|routeKey|authorizer)/)
  })

  it('have a sweep every five minutes', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
    })
  })
})

describe('the day’s work', () => {
  it('is looked for every minute, and what is found goes to the queue of the workers', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' })
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnSuccess: { Destination: Match.anyValue() } },
      MaximumRetryAttempts: 0,
    })
  })

  it('fails message by message, three times, and then is kept for people to see', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: Match.anyValue() },
      VisibilityTimeout: 720,
    })
    template.resourceCountIs('AWS::SQS::Queue', 2)
  })
})

describe('in China as elsewhere', () => {
  it('the template names no partition, region, account or domain', () => {
    expect(text).not.toMatch(/arn:aws(-cn)?:/)
    expect(text).not.toMatch(/[a-z]{2}-[a-z]+-\d/)
    expect(text).not.toMatch(/\d{12}/)
    expect(
      text.replaceAll(/"Principal":"\w+.amazonaws.com"|"Service":"\w+.amazonaws.com"/g, ''),
    ).not.toContain('amazonaws.com')
  })

  it('uses nothing that the China regions lack', () => {
    for (const missing of [
      'AWS::Lambda::Url',
      'AWS::Cognito::UserPool',
      'AWS::XRay::Group',
      'AWS::CloudFront::Distribution',
    ])
      template.resourceCountIs(missing, 0)
  })

  it('holds no secret: the gateway’s is made where it is kept', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
      SecretString: Match.absent(),
    })
  })

  it('rotates the key that wraps the master key, and keeps it', () => {
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    })
  })
})

describe('the alarms', () => {
  it('ring for no answer, refused people, lasting sweeps and a refusing table, and stay quiet without data', () => {
    template.resourceCountIs('AWS::CloudWatch::Alarm', 7)
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { TreatMissingData: 'notBreaching' })
  })
})
