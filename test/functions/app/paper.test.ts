import { beforeEach, describe, expect, it } from 'vitest'
import { type PaperRequest, recordPaperConsent } from '../../../functions/app/paper.ts'
import type { FaultPoint } from '../../../functions/app/ports.ts'
import { hourMs } from '../../../shared/time.ts'
import { type Answers, codeIn, proven, seatsIn, startWalk, toSummary, type Walk } from '../../support/walk.ts'
import { type Parent, words } from '../../support/world.ts'

let walk: Walk
let helper: Parent

beforeEach(async () => {
  walk = await startWalk()
  helper = walk.parent('demo-zhou')
})

const entered = async (): Promise<string> => {
  const helping: Answers = { who: '帮别人报', 'guardian.relation': '妈妈' }
  await toSummary(helper, '绘画', helping)
  return codeIn(await helper.say('1'))
}

const paper = { recordedBy: '村文书', where: '村委会一号柜' }

const record = (
  by: { code: string } | { familyId: string },
  more: Partial<PaperRequest> = {},
  fault?: FaultPoint,
) => {
  const clock = { now: () => walk.clock.now }
  const deps = { store: walk.store, clock, ...(fault ? { fault } : {}) }
  return recordPaperConsent(deps)({ ...by, paper, at: walk.clock.now, ...more })
}

const familyOf = async (familyId: string) => {
  const found = await walk.store.entered({ familyId })
  if (found.kind !== 'family') throw new Error(found.kind)
  return found.family
}

const told = async () =>
  (await walk.store.after('demo-zhou', '', 50)).filter(({ what }) => what === 'family.confirmed')

/** Stops dead at a named place, once. */
const stopAt =
  (place: string): FaultPoint =>
  (name) => {
    if (name === place) throw new Error(`stopped at ${name}`)
  }

describe('consent on paper', () => {
  it('confirms what a helper entered: ledger, seat, nothing pending, and the helper is told', async () => {
    const done = await record({ code: await entered() })
    if (!done.ok) throw new Error(done.error)
    const family = await familyOf(done.value.familyId)
    expect(family.pending).toBe(null)
    expect(family.contacts).toEqual([])
    expect(family.consents).toMatchObject([
      { scope: 'basic', given: true, by: { paper: '村文书: 村委会一号柜' } },
    ])
    expect(family.enrolments).toMatchObject([{ state: 'seat', until: null }])
    expect(await told()).toHaveLength(1)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it('keeps the seat after the 48 hours', async () => {
    const done = await record({ code: await entered() })
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(done.ok && (await familyOf(done.value.familyId)).enrolments).toHaveLength(1)
  })

  it('is recorded once: the same paper again answers the same, another one is refused', async () => {
    const code = await entered()
    const first = await record({ code })
    expect(await record({ code })).toEqual(first)
    expect(await record({ code }, { paper: { ...paper, where: '二号柜' } })).toEqual({
      ok: false,
      error: 'confirmed',
    })
    const family = await familyOf(first.ok ? first.value.familyId : '')
    expect(family.consents).toHaveLength(1)
    expect(await told()).toHaveLength(1)
  })

  it('of two at once both get the same answer, and one line is written', async () => {
    const code = await entered()
    const [one, two] = await Promise.all([record({ code }), record({ code })])
    expect(one.ok && two.ok && one.value.familyId === two.value.familyId).toBe(true)
    expect(await told()).toHaveLength(1)
  })

  it.each(['paper.firm', 'paper.saved'])(
    'heals when it was stopped at %s and is recorded again',
    async (place) => {
      const code = await entered()
      await expect(record({ code }, {}, stopAt(place))).rejects.toThrow(place)
      const done = await record({ code })
      const family = await familyOf(done.ok ? done.value.familyId : '')
      expect(family).toMatchObject({ pending: null, enrolments: [{ state: 'seat' }] })
      expect(family.consents).toHaveLength(1)
      expect(await told()).toHaveLength(1)
    },
  )

  it('stopped half-way and never recorded again lapses, and the seat is free', async () => {
    const code = await entered()
    await expect(record({ code }, {}, stopAt('paper.firm'))).rejects.toThrow('paper.firm')
    walk.clock.now += 49 * hourMs
    await walk.sweep()
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    // Its erasure took the code along.
    expect(await record({ code })).toEqual({ ok: false, error: 'unknown' })
  })

  it('is refused for what never was, what lapsed, and an empty paper', async () => {
    const code = await entered()
    expect(await record({ code: '00000000' })).toEqual({ ok: false, error: 'unknown' })
    expect(await record({ familyId: 'nobody' })).toEqual({ ok: false, error: 'unknown' })
    expect(await record({ familyId: 'no id #' })).toEqual({ ok: false, error: 'unknown' })
    expect(await record({ code }, { paper: { ...paper, where: ' ' } })).toEqual({
      ok: false,
      error: 'no_paper',
    })
    walk.clock.now += 49 * hourMs
    expect(await record({ code })).toEqual({ ok: false, error: 'lapsed' })
  })

  it('is refused where the guardian spoke first', async () => {
    const code = await entered()
    const mother = walk.parent('demo-ma')
    await mother.say(proven(code))
    await mother.say('1')
    expect(await record({ code })).toEqual({ ok: false, error: 'confirmed' })
    expect(await told()).toHaveLength(1)
  })

  it('ends the code: a guardian who sends it later cannot take the family over', async () => {
    const code = await entered()
    await record({ code })
    expect(words(await walk.parent('demo-ma').say(proven(code)))).not.toContain('王小雨')
  })
})
