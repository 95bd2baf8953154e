import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'

/** A seat held too long waits at most so much longer for its next owner. */
const every = Duration.minutes(5)

/** Starts the sweep again and again. A start that fails is no loss: the next one finds the same things due. */
export const sweepRule = (scope: Construct, sweep: IFunction): Rule =>
  new Rule(scope, 'SweepRule', {
    description: 'houniao: finishes what a crash left, lets lapsed holds go, ends what is over',
    schedule: Schedule.rate(every),
    targets: [new LambdaFunction(sweep, { retryAttempts: 0, maxEventAge: every })],
  })
