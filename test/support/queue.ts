import { minuteMs } from '../../shared/time.ts'
import { enrol, enrolmentsOf, saying, startWalk, type Walk } from './walk.ts'

/** Families of the walks about waiting lists, each with a child of its own. */
export const families = [
  ['a', '李小明'],
  ['b', '陈小红'],
  ['c', '王小雨'],
  ['d', '张小月'],
] as const

/** `demo-a` and `demo-b` have the two seats of the basketball class; `demo-c` waits first, and `demo-d` after it. */
export const startQueue = async (): Promise<Walk> => {
  const walk = await startWalk()
  for (const [name, child] of families)
    await enrol(walk.parent(`demo-${name}`), '篮球 山前村', { 'child.name': child })
  return walk
}

/** The same, and `demo-a` has just given its seat back. */
export const startOffer = async (): Promise<Walk> => {
  const walk = await startQueue()
  await saying(walk.parent('demo-a'), '取消报名', '1')
  walk.clock.now += 5 * minuteMs
  return walk
}

export const statesOf = async (walk: Walk, name: string) =>
  (await enrolmentsOf(walk, `demo-${name}`)).map(({ state }) => state)
