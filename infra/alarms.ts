import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

export interface Watched {
  readonly chat: IFunction
  readonly sweep: IFunction
  readonly agenda: IFunction
  /** Work that threw again and again. */
  readonly deadLetters: IQueue
  readonly api: HttpApi
  readonly table: Table
}

const period = Duration.minutes(5)

/** Few alarms, each worth a call. Whom to call is set in the console: an alarm without a listener still shows there. */
export const alarms = (
  scope: Construct,
  { chat, sweep, agenda, deadLetters, api, table }: Watched,
): readonly Alarm[] => [
  alarm(scope, 'ChatErrors', 'parents get no answer', chat.metricErrors({ period }), 5, 1),
  alarm(
    scope,
    'ChatThrottles',
    'more people than the account’s Lambda limit allows',
    chat.metricThrottles({ period }),
    1,
    1,
  ),
  alarm(
    scope,
    'ApiServerErrors',
    'the doors answer with 5xx',
    api.metricServerError({ period, statistic: 'Sum' }),
    10,
    1,
  ),
  alarm(scope, 'SweepErrors', 'lapsed seats and ended records stay', sweep.metricErrors({ period }), 1, 3),
  alarm(scope, 'AgendaErrors', 'no schedules and no changes go out', agenda.metricErrors({ period }), 3, 1),
  alarm(
    scope,
    'WorkFails',
    'a run of messages fails again and again',
    deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    1,
    1,
  ),
  alarm(scope, 'TableThrottles', 'the table refuses requests', throttles(table), 10, 1),
]

/** Reads and writes refused, of the table and its index; a metric that has no data yet counts as none. */
const throttles = (table: Table): IMetric =>
  new MathExpression({
    expression: 'FILL(reads, 0) + FILL(writes, 0)',
    usingMetrics: {
      reads: table.metric('ReadThrottleEvents', { statistic: 'Sum', period }),
      writes: table.metric('WriteThrottleEvents', { statistic: 'Sum', period }),
    },
    period,
  })

/** Rings when `metric` reaches `threshold` in each of the last `periods` times 5 minutes. No data is no trouble. */
const alarm = (
  scope: Construct,
  id: string,
  means: string,
  metric: IMetric,
  threshold: number,
  periods: number,
): Alarm =>
  new Alarm(scope, id, {
    alarmDescription: `houniao: ${means}`,
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
