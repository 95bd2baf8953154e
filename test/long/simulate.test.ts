import { describe, expect, it } from 'vitest'
import { type Outcome, simulate } from '../simulate/run.ts'

const nobodyWatches = { write: () => undefined }
const play = (kill: boolean, morning = false): Promise<Outcome> =>
  simulate({ families: 20, seed: 7, kill, morning, keep: false }, nobodyWatches)

const allWell = ({ report, summary }: Outcome): void => {
  expect(report, summary).toMatchObject({
    oversold: 0,
    lost: 0,
    duplicates: 0,
    recount: 0,
    failures: 0,
    stuck: 0,
  })
}

describe('twenty simulated families', () => {
  it('have all that they were told, and nothing else, at the end of a season', async () => {
    const outcome = await play(false)
    allWell(outcome)
    const { report } = outcome
    expect(outcome.folder).toBe(null)
    expect(report.enrolments).toBeGreaterThan(10)
    expect(report.waiting).toBeGreaterThan(0)
    expect(report).toEqual({
      ...report,
      families: 20,
      seed: 7,
      seconds: expect.any(Number),
      refusals: expect.any(Object),
      offers: {
        told: expect.any(Number),
        taken: expect.any(Number),
        declined: expect.any(Number),
        late: expect.any(Number),
        unanswered: expect.any(Number),
        lapsed: expect.any(Number),
      },
      messages: expect.any(Number),
      messagesPerEnrolment: expect.any(Number),
      latencyMs: {
        p50: expect.any(Number),
        p95: expect.any(Number),
        p99: expect.any(Number),
        most: expect.any(Number),
      },
      requests: expect.any(Number),
      units: { read: expect.any(Number), write: expect.any(Number) },
      kills: 0,
    })
  })

  it('have it too where server and engine are killed in between', async () => {
    const outcome = await play(true)
    allWell(outcome)
    expect(outcome.report.kills).toBeGreaterThan(1)
    expect(outcome.report.sentAgain).toBeGreaterThan(0)
  })

  it('have it after an opening morning, each result first in its answer', async () => {
    const outcome = await play(false, true)
    allWell(outcome)
    expect(outcome.report.morning).toMatchObject({ resultComesFirst: 20 })
  })
})
