import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { alarms } from './alarms.ts'
import { httpApi } from './api.ts'
import type { HandlerName } from './bundle.ts'
import { Data } from './data.ts'
import { handler } from './handler.ts'
import { publicUrl } from './public-url.ts'
import { sweepRule } from './sweep.ts'
import { dayWork, workTimeout } from './work.ts'

export interface HouniaoStackProps extends StackProps {
  /** The code of each handler: the bundles, or anything in a test. */
  readonly code: Readonly<Record<HandlerName, Code>>
}

/**
 * The whole program. It names no account, region or partition, so that the same template is deployed in China and
 * elsewhere. One stack: what must outlive it says so itself.
 */
export class HouniaoStack extends Stack {
  constructor(scope: Construct, id: string, { code, ...props }: HouniaoStackProps) {
    super(scope, id, {
      description: '候鸟: a chat-bot for summer care programmes',
      terminationProtection: true,
      ...props,
    })
    const data = new Data(this, 'Data')
    const chat = handler(this, 'Chat', {
      code: code.chat,
      description: 'Answers parents and gateways',
      data,
      // The HTTP API gives up after 30 seconds: an error of ours tells more than its own.
      timeout: Duration.seconds(28),
    })
    const sweep = handler(this, 'Sweep', {
      code: code.sweep,
      description: 'What is due',
      data,
      timeout: Duration.minutes(4),
    })
    const publish = handler(this, 'Publish', {
      code: code.publish,
      description: 'Publishes a programme file; invoked by hand, see docs/aws.md',
      data,
      timeout: Duration.minutes(1),
    })
    const picture = handler(this, 'Picture', {
      code: code.picture,
      description: 'Draws cards and writes calendars',
      data,
      timeout: Duration.seconds(28),
      native: true,
    })
    const agenda = handler(this, 'Agenda', {
      code: code.agenda,
      description: 'Says every minute what is to be worked on',
      data,
      timeout: Duration.seconds(30),
    })
    const work = handler(this, 'Worker', {
      code: code.work,
      description: 'Writes the messages of schedules, changes and reminders',
      data,
      timeout: workTimeout,
    })
    const api = httpApi(this, chat, picture)
    const address = publicUrl(this, api)
    // The sweep finishes turns that a crash cut short, and so gives out addresses too.
    for (const speaking of [chat, sweep]) speaking.addEnvironment('HOUNIAO_PUBLIC_URL', address)
    sweepRule(this, sweep)
    const deadLetters = dayWork(this, { agenda, work })
    alarms(this, { chat, sweep, agenda, api, deadLetters, table: data.table })
    new CfnOutput(this, 'Address', {
      value: api.apiEndpoint,
      description: 'The chat page, and HOUNIAO_URL of gateways',
    })
    new CfnOutput(this, 'GatewaySecretArn', { value: data.gatewaySecret.secretArn })
    new CfnOutput(this, 'PublishFunction', { value: publish.functionName })
  }
}
