import { beforeEach, describe, expect, it } from 'vitest'
import { openableTraces, readableTraces } from '../support/evidence.ts'
import { enrol, familyOf, startWalk, toSummary, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk
beforeEach(async () => {
  walk = await startWalk()
})

describe('no more is kept than the notice names', () => {
  it('of a child and of a guardian', async () => {
    await enrol(walk.li, '绘画')
    const family = await familyOf(walk, 'demo-li')
    expect(Object.keys(family?.children[0] ?? {}).sort()).toEqual([
      'birth',
      'days',
      'employer',
      'grade',
      'health',
      'id',
      'name',
      'pickup',
      'place',
      'sex',
      'told',
    ])
    expect(Object.keys(family?.guardians[0] ?? {}).sort()).toEqual([
      'contact',
      'id',
      'name',
      'phone',
      'phone2',
      'relation',
    ])
  })

  it('an identity number that somebody sends is neither stored nor repeated', async () => {
    const number = '11010120180307123X'
    const said: string[] = []
    await walk.li.say('报名')
    await walk.li.say('同意')
    for (const text of ['我是孩子家长', '王小雨', `身份证${number}`])
      said.push(words(await walk.li.say(text)))
    expect(said.join('\n')).not.toContain(number)
    expect(await readableTraces(walk, [number])).toEqual([])
    expect(await openableTraces(walk, [number])).toEqual([])
  })

  it('what is not needed is not asked for', async () => {
    const asked: string[] = []
    const say = walk.li.say
    const li = {
      ...walk.li,
      say: async (text: string) => {
        const answer = await say(text)
        asked.push(words(answer))
        return answer
      },
    }
    await toSummary(li, '绘画')
    expect(asked.slice(1).join('\n')).not.toMatch(/身份证|户口|收入|民族|学校|详细地址/)
  })
})
