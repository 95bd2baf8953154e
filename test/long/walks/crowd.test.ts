import { describe, expect, it } from 'vitest'
import { enrolmentsOf, seatsIn, startWalk, toSummary } from '../../support/walk.ts'
import { words } from '../../support/world.ts'

const names = Array.from({ length: 40 }, (_, index) => `demo-p${index + 1}`)

/** Nobody's child is taken for another's. */
const childOf = (nth: number): string =>
  `${'王李张刘陈杨赵黄'[nth % 8]}小${'雨明红刚丽'[Math.floor(nth / 8)]}`

describe('forty parents at once for two seats', () => {
  it('two have one, everybody else a place of the own in the line', async () => {
    const walk = await startWalk()
    const parents = names.map((name) => walk.parent(name))
    await Promise.all(
      parents.map((parent, nth) => toSummary(parent, '篮球 山前村', { 'child.name': childOf(nth) })),
    )
    const results = await Promise.all(parents.map((parent) => parent.say('1')))
    expect(results.filter((answer) => words(answer).includes('报上了'))).toHaveLength(2)
    expect(await seatsIn(walk, 'ball-tiny')).toEqual({ left: 0, waiting: 38 })
    const states = (await Promise.all(names.map((name) => enrolmentsOf(walk, name)))).flat()
    expect(states.filter(({ state }) => state === 'seat')).toHaveLength(2)
    expect(states.filter(({ state }) => state === 'waiting')).toHaveLength(38)
    const waiting = states.filter(({ state }) => state === 'waiting')
    const { positions } = await walk.store.look(
      waiting.map(({ sectionId, childId }) => ({ kind: 'position', sectionId, childId })),
    )
    const places = [...positions.values()].map((fact) => fact?.place ?? 0)
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 38 }, (_, index) => index + 1))
    expect(await walk.store.recountSection('mini-2027.ball-tiny')).toMatchObject({
      left: { stored: 0, counted: 0 },
      waiting: { stored: 38, counted: 38 },
      orphans: [],
    })
  }, 60_000)
})
