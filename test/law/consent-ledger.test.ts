import { beforeEach, describe, expect, it } from 'vitest'
import { noticeVersion } from '../../shared/consent.ts'
import { everyItem, openableTraces } from '../support/evidence.ts'
import { aProgramme } from '../support/programme.ts'
import {
  codeIn,
  enrol,
  familyOf,
  fillIn,
  proven,
  saying,
  startWalk,
  toSummary,
  type Walk,
} from '../support/walk.ts'

const notice = noticeVersion(aProgramme())

let walk: Walk
beforeEach(async () => {
  walk = await startWalk()
})

/** The ledger's lines of a family as they stand in the table, oldest first: who, when, which text, what for. */
const lines = async (contact: string) => {
  const id = (await familyOf(walk, contact))?.id
  return (await everyItem(walk))
    .filter(({ pk, sk }) => pk?.S === `FAMILY#${id}` && sk?.S?.startsWith('CONSENT#'))
    .map((item) => ({
      by: item.by?.M?.contact?.S,
      at: Number(item.at?.N),
      notice: item.notice?.S,
      scope: item.scope?.S,
      given: item.given?.BOOL,
    }))
}

describe('the consent ledger', () => {
  it('has a line for a guardian who agreed in the chat', async () => {
    await walk.li.say('报名')
    await walk.li.say('同意')
    const asked = await walk.li.say('我是孩子家长')
    const at = walk.clock.now
    expect(await lines('demo-li')).toEqual([
      { by: 'demo-li', at: expect.any(Number), notice, scope: 'basic', given: true },
    ])
    await fillIn(walk.li, asked)
    expect((await lines('demo-li'))[0]?.at).toBeLessThanOrEqual(at)
  })

  it('has none for a helper, and one for the guardian who confirmed what the helper entered', async () => {
    const zhou = walk.parent('demo-zhou')
    await toSummary(zhou, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈' })
    const code = codeIn(await zhou.say('1'))
    const written = (await everyItem(walk)).filter(({ sk }) => sk?.S?.startsWith('CONSENT#'))
    expect(written).toEqual([])
    await saying(walk.li, proven(code), '同意')
    expect(await lines('demo-li')).toEqual([
      { by: 'demo-li', at: walk.clock.now, notice, scope: 'basic', given: true },
    ])
  })

  it('has a line for each guardian: one’s consent does not stand for the other’s', async () => {
    const father = walk.parent('demo-father')
    await enrol(walk.li, '绘画')
    const code = codeIn(await walk.li.say('让孩子爸爸也能看'))
    await fillIn(father, await saying(father, proven(code), '同意'), {
      'guardian.relation': '爸爸',
      'guardian.phone': '13900003333',
    })
    expect((await lines('demo-father')).map(({ by, scope, given }) => [by, scope, given])).toEqual([
      ['demo-li', 'basic', true],
      ['demo-father', 'basic', true],
    ])
  })

  it('adds a line for what is refused, and changes none', async () => {
    await enrol(walk.li, '绘画')
    const before = await lines('demo-li')
    await walk.li.say('不同意拍照')
    expect(await lines('demo-li')).toEqual([
      ...before,
      { by: 'demo-li', at: walk.clock.now, notice, scope: 'photo', given: false },
    ])
  })

  it('agrees with what the family carries under its key', async () => {
    await enrol(walk.li, '绘画')
    await walk.li.say('不同意拍照')
    const carried = (await familyOf(walk, 'demo-li'))?.consents.map(({ by, ...line }) => ({
      ...line,
      by: 'contact' in by ? by.contact : null,
    }))
    expect(await lines('demo-li')).toEqual(carried)
  })

  it('asks again when the notice’s text has changed, and adds a line on the new text', async () => {
    await enrol(walk.li, '绘画')
    const changed = aProgramme({ holder: { ...aProgramme().holder, phone: '0576-87654321' } })
    await walk.store.publish(changed)
    expect((await walk.li.say('再报一门篮球')).expects).toBe('consent')
    await walk.li.say('同意')
    expect((await lines('demo-li')).map((line) => line.notice)).toEqual([notice, noticeVersion(changed)])
  })

  it('goes with the family: what is left of a withdrawal is an id and a moment', async () => {
    await enrol(walk.li, '绘画')
    const id = (await familyOf(walk, 'demo-li'))?.id
    await saying(walk.li, '不同意了', '1')
    const left = (await everyItem(walk)).filter((item) => JSON.stringify(item).includes(id ?? '?'))
    expect(left.map(({ pk, sk }) => [pk?.S, sk?.S])).toEqual([['ERASED', id]])
    expect(await openableTraces(walk, ['王小雨'])).toEqual([])
  })
})
