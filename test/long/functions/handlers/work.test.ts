import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleHandlers, type HandlerName } from '../../../../infra/bundle.ts'
import { agendaSchema } from '../../../../shared/contract/queue.ts'
import { addDays, dayOf, minuteMs } from '../../../../shared/time.ts'
import { type FakeAws, gatewaySecretArn, kmsKeyArn, startFakeAws } from '../../../support/aws.ts'
import { freshKeyTable } from '../../../support/engine.ts'
import { type LambdaFunction, startLambda } from '../../../support/lambda-runtime.ts'
import { aProgramme, aSectionInput } from '../../../support/programme.ts'
import { enrol, writtenTo } from '../../../support/roster.ts'
import { aStore, type StoreRoom, sectionOf } from '../../../support/store.ts'

let folder: string
let aws: FakeAws
let room: StoreRoom
let lambdas: Readonly<Record<'agenda' | 'work', LambdaFunction>>

/** Lessons all day today and tomorrow, so that schedules are due whatever the hour of this test. */
const programmeNow = (now: number) => {
  const days = [0, 1].map((ahead) => addDays(dayOf(now), ahead))
  const on = days.map((day) => ({ day, from: '23:50', to: '24:00' }))
  return aProgramme({
    first: days[0] ?? '',
    last: addDays(dayOf(now), 30),
    scheduleAt: '00:00',
    enrolment: { opens: addDays(dayOf(now), 10), closes: addDays(dayOf(now), 20) },
    sections: [aSectionInput({ id: 'a', dates: { kind: 'dates', on } })],
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houniao-work-'))
  const now = Date.now()
  const [keys, secrets, bundles] = await Promise.all([
    freshKeyTable(),
    startFakeAws('a-gateway-secret-of-this-test-only-0123456789'),
    bundleHandlers(folder),
  ])
  aws = secrets
  room = await aStore({ now: now - minuteMs })
  await room.store.publish(programmeNow(now))
  await enrol(room, 'fam-1', [sectionOf('a')])
  const environment = {
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: room.endpoint,
    AWS_ENDPOINT_URL_KMS: aws.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.endpoint,
    HOUNIAO_TABLE: room.tableName,
    HOUNIAO_KEY_TABLE: keys.tableName,
    HOUNIAO_KMS_KEY: kmsKeyArn,
    HOUNIAO_GATEWAY_SECRET_ARN: gatewaySecretArn,
  }
  const started = (name: HandlerName) =>
    startLambda(bundles.find((one) => one.name === name)?.folder ?? '', environment)
  lambdas = { agenda: await started('agenda'), work: await started('work') }
}, 120_000)

afterAll(async () => {
  for (const running of Object.values(lambdas)) await running.stop()
  await aws.stop()
  await rm(folder, { recursive: true })
})

const invoke = async (name: 'agenda' | 'work', event: unknown): Promise<unknown> => {
  const invoked = await lambdas[name].invoke(event)
  if ('error' in invoked) throw new Error(`${invoked.error.errorType}: ${invoked.error.errorMessage}`)
  return invoked.result
}

/** As Lambda puts a function's answer into a queue, and SQS hands it to the next. */
const record = (messageId: string, body: string) => ({
  messageId,
  body,
  eventSource: 'aws:sqs',
  attributes: {},
})
const delivered = (messageId: string, answer: unknown) =>
  record(messageId, JSON.stringify({ version: '1.0', requestPayload: {}, responsePayload: answer }))

it('the agenda’s answer, taken from the queue twice, writes a family’s schedules once', async () => {
  const answer = await invoke('agenda', { source: 'aws.events' })
  const due = agendaSchema.parse(answer).map(({ run }) => run.kind)
  expect(due.length).toBeGreaterThan(0)
  const schedules = due.filter((kind) => kind === 'schedule')
  expect(new Set(due.filter((kind) => kind !== 'latecomers'))).toEqual(new Set(['schedule']))
  const Records = [delivered('m-1', answer), delivered('m-2', answer)]
  expect(await invoke('work', { Records })).toEqual({ batchItemFailures: [] })
  expect(await invoke('work', { Records })).toEqual({ batchItemFailures: [] })
  const written = await writtenTo(room, 'wx-fam-1')
  expect(written.map(({ notice }) => notice.what)).toEqual(schedules.map(() => 'schedule.tomorrow'))
  expect(await invoke('agenda', {})).toEqual([])
})

it('a message that is none of ours comes back alone', async () => {
  const Records = [record('m-3', 'nonsense'), delivered('m-4', []), delivered('m-5', [{ v: 2, run: {} }])]
  expect(await invoke('work', { Records })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-3' }, { itemIdentifier: 'm-5' }],
  })
})

it('nothing personal is logged', () => {
  const logged = Object.values(lambdas)
    .map((running) => running.logged())
    .join('')
  expect(logged).toContain('"what":"run"')
  expect(logged).not.toMatch(/fam-1|小明|138/)
})
