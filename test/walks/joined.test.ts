import { beforeEach, describe, expect, it } from 'vitest'
import {
  codeIn,
  enrol,
  familyOf,
  fillIn,
  proven,
  saying,
  seatsIn,
  startWalk,
  type Walk,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let mother: Parent
let father: Parent

beforeEach(async () => {
  walk = await startWalk()
  mother = walk.li
  father = walk.parent('demo-father')
})

const invited = async (): Promise<string> => {
  await enrol(mother, '绘画')
  return codeIn(await mother.say('让孩子爸爸也能看'))
}

const joined = async (): Promise<void> => {
  const asked = await saying(father, proven(await invited()), '同意')
  const done = await fillIn(father, asked, {
    'guardian.relation': '爸爸',
    'guardian.name': '李大山',
    'guardian.phone': '13800002222',
  })
  expect(done.expects).toBe('menu')
}

describe('two contacts of one family', () => {
  it('are joined by a code that the first asks for; the second sees the notice and consents himself', async () => {
    const notice = await father.say(proven(await invited()))
    expect(notice.expects).toBe('consent')
    expect(words(notice)).toContain('90天')
    expect(words(notice)).not.toContain('王小雨')
    expect(await familyOf(walk, 'demo-father')).toBe(null)
  })

  it('see the same, and the first is told', async () => {
    await joined()
    expect(words(await father.say('我的报名'))).toBe(words(await mother.say('我的报名')))
    expect(words(await mother.later())).toContain('已经加入')
    expect((await familyOf(walk, 'demo-father'))?.id).toBe((await familyOf(walk, 'demo-li'))?.id)
  })

  it('who leaves takes no way back along: an invitation made before is worth nothing', async () => {
    await joined()
    const spare = codeIn(await father.say('让孩子妈妈也能看'))
    await saying(father, '删除我的信息', '1')
    const refused = await father.say(`${spare} 1111`)
    expect(refused.expects).not.toBe('consent')
    expect(await familyOf(walk, 'demo-father')).toBe(null)
  })

  it('what one changes, the other sees', async () => {
    await joined()
    await saying(father, '修改谁来接', '爷爷', '1')
    expect(words(await mother.say('我的信息'))).toContain('爷爷')
    await saying(mother, '取消报名', '1')
    expect(words(await father.say('我的报名'))).not.toContain('已报上')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })

  it('the code serves once', async () => {
    const code = await invited()
    await fillIn(father, await saying(father, proven(code), '同意'), {
      'guardian.relation': '爸爸',
      'guardian.phone': '13800002222',
    })
    const other = walk.parent('demo-other')
    const used = await other.say(proven(code))
    expect(used.expects).not.toBe('consent')
    expect(words(used)).not.toContain('王小雨')
  })

  it('opens for nobody who does not know a phone of the family, and is spent by the third guess', async () => {
    const code = await invited()
    expect((await father.say(code)).expects).toBe('code')
    expect((await father.say('9999')).expects).toBe('code')
    const eve = walk.parent('demo-eve')
    const spent = await saying(eve, `${code} 8888`, '7777')
    expect(words(spent)).toContain('让另一位家长也能看')
    expect((await father.say('1111')).expects).toBe('menu')
    const again = codeIn(await mother.say('让孩子爸爸也能看'))
    expect((await father.say(proven(again))).expects).toBe('consent')
  })

  it('a refusal joins nobody', async () => {
    const refused = await saying(father, proven(await invited()), '不同意')
    expect(refused.expects).toBe('menu')
    expect(await familyOf(walk, 'demo-father')).toBe(null)
  })

  it('without an enrolment there is nothing to join', async () => {
    expect((await mother.say('让孩子爸爸也能看')).expects).toBe('menu')
  })

  it('删除我的信息 removes the asker and asks the other, who may keep', async () => {
    await joined()
    const asked = await mother.say('删除我的信息')
    expect(asked.expects).toBe('yes_no')
    await mother.say('1')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    expect(words(await mother.say('我的报名'))).not.toContain('绘画')
    expect(words(await father.later())).toContain('另一位家长')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    const ask = await father.say('你好')
    expect(words(ask)).toContain('留着')
    await father.say('1')
    const data = words(await father.say('我的信息'))
    expect(data).toContain('李大山')
    expect(data).not.toContain('张小丽')
    expect(words(await father.say('我的报名'))).toContain('已报上')
  })

  it('or have all of it deleted', async () => {
    await joined()
    await saying(mother, '删除我的信息', '1')
    const sure = await saying(father, '你好', '2')
    if (sure.expects === 'yes_no') await father.say('1')
    expect(await familyOf(walk, 'demo-father')).toBe(null)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })
})
