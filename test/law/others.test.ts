import { beforeEach, describe, expect, it } from 'vitest'
import type { Family } from '../../shared/family.ts'
import { hourMs } from '../../shared/time.ts'
import { chens, lis, wangs } from '../support/households.ts'
import {
  codeIn,
  enrol,
  familyOf,
  proven,
  saying,
  seatsIn,
  startWalk,
  toSummary,
  type Walk,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let eve: Parent
let family: Family

beforeEach(async () => {
  walk = await startWalk()
  eve = walk.parent('demo-eve')
  await enrol(walk.li, '绘画', lis.answers)
  const found = await familyOf(walk, 'demo-li')
  if (!found) throw new Error('the family of this test is missing')
  family = found
})

const expectNothingOf = (said: string): void => {
  for (const word of lis.words) expect(said).not.toContain(word)
}
const expectUntouched = async (): Promise<void> => {
  expect(await familyOf(walk, 'demo-li')).toEqual(family)
  expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  expect(await familyOf(walk, 'demo-eve')).toBe(null)
}

describe('somebody else', () => {
  it('reaches nothing of a family by its ids, names and numbers', async () => {
    const child = family.children[0]?.id ?? ''
    const known = [family.id, `family:${family.id}`, child, 'demo-li', '13800001111', '王小雨']
    for (const text of known.flatMap((id) => [
      id,
      `我的信息 ${id}`,
      `取消报名 ${id}`,
      `删除我的信息 ${id}`,
    ])) {
      const answer = words(await eve.say(text)).replaceAll(text, '')
      for (const word of lis.words.filter((each) => !text.includes(each))) expect(answer).not.toContain(word)
    }
    await saying(eve, '0', '0', '我的报名')
    await expectUntouched()
  })

  it('is shown no request to staff but the own, not even the other guardian of the child', async () => {
    const father = walk.parent('demo-father')
    const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
    await saying(father, proven(code), '同意', '爸爸', '李大山', '13900003333')
    const asked = [
      [walk.li, lis.matter],
      [father, chens.matter],
      [eve, wangs.matter],
    ] as const
    for (const [parent, matter] of asked) await saying(parent, '人工', matter)
    for (const [parent, own] of asked) {
      const told = words(await parent.say('我的信息'))
      for (const [, matter] of asked) expect(told.includes(matter)).toBe(matter === own)
    }
  })

  it('hears nothing that waits for a family, whatever cursor is sent', async () => {
    const father = walk.parent('demo-father')
    const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
    await saying(father, proven(code), '同意', '爸爸', '李大山', '13900003333')
    const cursors = ['', '0', 'NOTE#', '../CONTACT#demo-li', '0000000000000#~']
    for (const after of cursors) expectNothingOf(words(await eve.later(encodeURIComponent(after))))
  })

  it('may not try codes: after five wrong ones the right one opens nothing for an hour', async () => {
    const zhou = walk.parent('demo-zhou')
    await toSummary(zhou, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈', ...lis.answers })
    const code = codeIn(await zhou.say('1'))
    const tries = ['11112222', '33334444', '55556666', '77778888', '99990000']
    for (const wrong of tries) await eve.say(wrong)
    expectNothingOf(words(await eve.say(proven(code))))
    walk.clock.now += hourMs
    expect((await eve.say(proven(code))).expects).toBe('consent')
  })

  it('nor begin to count anew by having the conversation deleted', async () => {
    const zhou = walk.parent('demo-zhou')
    await toSummary(zhou, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈', ...lis.answers })
    const code = codeIn(await zhou.say('1'))
    for (const wrong of ['11112222', '33334444', '55556666', '77778888', '99990000']) await eve.say(wrong)
    await saying(eve, '我家娃小明，2018年5月生，想报画画', '删除我的信息', '1')
    expectNothingOf(words(await eve.say(proven(code))))
  })

  it('sees no name behind an invitation before an own consent', async () => {
    const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
    expectNothingOf(words(await eve.say(proven(code))).replace('13800001111', ''))
    expectNothingOf(words(await eve.say('不同意')))
    await expectUntouched()
  })

  it('is told the same of a code that never was, one that is used and one that is over', async () => {
    const used = codeIn(await walk.li.say('让孩子爸爸也能看'))
    await saying(walk.parent('demo-father'), proven(used), '同意', '爸爸', '李大山', '13900003333')
    const over = codeIn(await walk.li.say('让孩子奶奶也能看'))
    walk.clock.now += 25 * hourMs
    const [a, b, c] = [eve, walk.parent('demo-eva'), walk.parent('demo-evi')] as const
    const said = [await a.say('12344321'), await b.say(used), await c.say(over)].map(words)
    expect(new Set(said).size).toBe(1)
  })
})
