import { randomUUID } from 'node:crypto'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { destinationSchema, type Work } from '../../shared/contract/queue.ts'
import { classOf } from '../../shared/log.ts'
import { secondMs } from '../../shared/time.ts'
import { goOn } from '../app/run.ts'
import { openHouse } from './house.ts'
import { log } from './log.ts'

const { store, clock } = await openHouse(process.env)

const deps = { store, clock, realNow: clock.now, newWorker: () => randomUUID() }

/** Kept free for the page under way and the answer. */
const reserveMs = 20 * secondMs

/** Throws for a body that is none of ours: it comes back a few times and ends among the dead letters. */
const worksIn = (record: SQSRecord): readonly Work[] =>
  destinationSchema.parse(JSON.parse(record.body)).responsePayload

const workOn = async (record: SQSRecord, until: number): Promise<void> => {
  for (const { run } of worksIn(record)) {
    const went = await goOn(deps, run, until)
    if (went !== 'elsewhere') log({ what: 'run', ...run, went })
  }
}

/**
 * Goes on with the runs that its messages name, as long as the function may run; what is left then is on the next minute's
 * agenda. Only a message whose work threw comes again.
 */
export const handler = async (
  { Records }: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> => {
  const until = clock.now() + context.getRemainingTimeInMillis() - reserveMs
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
  for (const record of Records) {
    try {
      await workOn(record, until)
    } catch (error) {
      batchItemFailures.push({ itemIdentifier: record.messageId })
      log({ what: 'work.failed', message: record.messageId, error: classOf(error) })
    }
  }
  return { batchItemFailures }
}
