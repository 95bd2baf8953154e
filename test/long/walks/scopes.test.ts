import { beforeEach, describe, expect, it } from 'vitest'
import { may } from '../../../shared/consent.ts'
import type { Scope } from '../../../shared/family.ts'
import {
  enrol,
  enrolmentsOf,
  familyOf,
  saying,
  seatsIn,
  startWalk,
  toCourses,
  type Walk,
} from '../../support/walk.ts'
import { words } from '../../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startWalk()
})

const allows = async (scope: Scope): Promise<boolean> => {
  const family = await familyOf(walk, 'demo-li')
  return family !== null && may(family, scope)
}
const scopesKept = async () => (await familyOf(walk, 'demo-li'))?.consents.map(({ scope }) => scope)

const uses: readonly [Scope, give: string, name: string, back: string][] = [
  ['photo', '同意拍照', '拍照', '不同意拍照'],
  ['photo', '可以拍照', '拍照', '不要拍照'],
  ['next_year', '明年通知我', '明年通知我', '不同意明年通知我'],
  ['next_year', '同意明年通知我', '明年通知我', '明年不要通知我'],
  ['excursion', '同意外出', '外出活动', '不同意外出'],
  ['insurer', '同意交给保险公司', '把信息给保险公司', '不同意给保险公司'],
  ['insurer', '可以给保险公司', '把信息给保险公司', '不要给保险公司'],
]

describe('a use of its own', () => {
  it.each(uses)('%s: “%s” gives it, 我的信息 shows it, it is taken back, the class stays', async (...use) => {
    const [scope, give, name, back] = use
    await enrol(walk.li, '绘画')
    expect(await allows(scope)).toBe(false)

    const said = words(await walk.li.say(give))
    expect(said).toContain(`${name}，您同意`)
    expect(said).toMatch(/改主意了，说“不同意/)
    expect(await allows(scope)).toBe(true)
    expect(words(await walk.li.say('我的信息'))).toContain(`${name}：同意（您`)

    expect(words(await walk.li.say(back))).toContain('不影响上课')
    expect(await allows(scope)).toBe(false)
    expect(words(await walk.li.say('我的信息'))).toContain(`${name}：不同意（您`)

    expect(await scopesKept()).toEqual(['basic', scope, scope])
    expect(await enrolmentsOf(walk, 'demo-li')).toHaveLength(1)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
  })

  it.each(uses)('%s: the words named after “%s” for taking it back are understood', async (scope, give) => {
    await enrol(walk.li, '绘画')
    const back = /说“([^”]+)”/.exec(words(await walk.li.say(give)))?.[1] ?? ''
    await walk.li.say(back)
    expect(await allows(scope)).toBe(false)
    expect(await scopesKept()).toEqual(['basic', scope, scope])
  })

  it.each([
    '可以拍照吗',
    '我没说同意拍照',
    '要是同意拍照会发到哪里',
    '同意登记身份证',
    '同意',
    '明年还通知我吗',
  ])('“%s” gives nothing', async (said) => {
    await enrol(walk.li, '绘画')
    await walk.li.say(said)
    expect((await familyOf(walk, 'demo-li'))?.consents.filter(({ given }) => given)).toHaveLength(1)
  })

  it('given in the middle of the enrolment, the pending question stays', async () => {
    const before = await toCourses(walk.li)
    const answer = await walk.li.say('同意拍照')
    expect(words(answer)).toContain('拍照，您同意')
    expect(answer.expects).toBe(before.expects)
    expect(await allows('photo')).toBe(true)
  })

  it('said by a stranger or at the notice, it keeps nothing and is no consent to all', async () => {
    await walk.li.say('同意拍照')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    expect((await saying(walk.li, '报名', '同意拍照')).expects).toBe('consent')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
  })
})
