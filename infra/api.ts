import { RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'

/** Ids and numbers: no path (a secret may stand in it) and no address of a person. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    method: '$context.httpMethod',
    status: '$context.status',
    ms: '$context.responseLatency',
    bytes: '$context.responseLength',
  }),
)

/** A flood costs money and crowds families out; a province's busiest evening stays below. */
const throttle = { rateLimit: 500, burstLimit: 1_000 } as const

/** The public door: pictures and calendars have a function of their own, every other path goes to the chat's, whose router knows the doors. */
export const httpApi = (scope: Construct, chat: IFunction, picture: IFunction): HttpApi => {
  const api = new HttpApi(scope, 'Api', {
    apiName: 'houniao',
    createDefaultStage: false,
    defaultIntegration: new HttpLambdaIntegration('Chat', chat),
  })
  for (const path of ['/cards/{file}', '/calendar/{file}'])
    api.addRoutes({
      path,
      methods: [HttpMethod.GET, HttpMethod.HEAD],
      integration: new HttpLambdaIntegration('Picture', picture),
    })
  const logs = new LogGroup(scope, 'ApiLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle,
    accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLog },
  })
  acknowledge(
    api,
    'AwsSolutions-APIG4',
    'Parents have no account: the chat page knows a browser by a cookie that the program signed and gateways sign each request; the program ' +
      'checks both. An authorizer of the API could do neither, and Cognito’s do not exist in the China regions.',
  )
  return api
}
