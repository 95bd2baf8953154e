import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/** Families hear of a change so soon, and schedules leave so late after their hour, at most. */
const every = Duration.minutes(1)
export const workTimeout = Duration.minutes(2)

/** Encrypted by SQS itself: a message holds ids of programmes, days and versions. */
const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const

export interface Workers {
  readonly agenda: IFunction
  readonly work: IFunction
}

/**
 * The day's work: every minute the agenda says what is to be done, Lambda puts its answer into the queue, workers take it
 * from there. What is not done within the hour is on the agenda anyway, so that no message need live longer. Returned are
 * the dead letters: messages whose work threw three times.
 */
export const dayWork = (scope: Construct, { agenda, work }: Workers): Queue => {
  const deadLetters = new Queue(scope, 'WorkDeadLetters', { ...common, retentionPeriod: Duration.days(14) })
  const queue = new Queue(scope, 'Work', {
    ...common,
    retentionPeriod: Duration.hours(1),
    // Six times a worker's time, so that one that is at it is not disturbed by its own message.
    visibilityTimeout: Duration.seconds(6 * workTimeout.toSeconds()),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
  })
  new EventInvokeConfig(scope, 'AgendaAnswers', {
    function: agenda,
    onSuccess: new SqsDestination(queue),
    retryAttempts: 0,
    maxEventAge: every,
  })
  new Rule(scope, 'AgendaRule', {
    description: 'houniao: schedules, changes and reminders that are due',
    schedule: Schedule.rate(every),
    targets: [new LambdaFunction(agenda, { retryAttempts: 0, maxEventAge: every })],
  })
  work.addEventSource(
    new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 10, reportBatchItemFailures: true }),
  )
  return deadLetters
}
