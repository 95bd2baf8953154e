import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { enrol, fillIn, saying, startWalk, toSummary, type Walk } from '../../support/walk.ts'
import { type Parent, words } from '../../support/world.ts'

/** What people send besides answers, and answers at the wrong moment. */
const line = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('0', '1', '2', '3', '9', '返回', '帮助', '菜单', '取消', '修改', '好', '不要'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '同意',
      '不同意',
      '没有',
      '妈妈',
      '13800001111',
      '2018年3月',
      '全程都来',
      '王小雨',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('报名', '我的报名', '我的信息', '换课', '取消报名', '人工', '再报一个孩子'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '要钱吗',
      '还有名额吗',
      '在哪',
      '几岁能报',
      '明天有什么课',
      '谢谢',
      '你好',
      '为什么',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('删除我的信息', '不同意了', '让孩子爸爸也能看', '12345678', '更多', '先不选'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('吧啦吧啦', '叽里咕噜', '😀😀', '???', '。', '啊啊啊啊') },
)

const starts: Record<string, (li: Parent) => Promise<unknown>> = {
  'a stranger': async () => undefined,
  'the notice': (li) => li.say('我家娃小明今年8岁在山前村想报画画'),
  'the form': async (li) => fillIn(li, await li.say('报名'), { 'guardian.phone': '' }),
  'the summary': (li) => toSummary(li, '绘画'),
  'the afterwards': (li) => enrol(li, '绘画'),
}

let walk: Walk
let strangers = 0
const stranger = (): Parent => walk.parent(`demo-${++strangers}`)

beforeAll(async () => {
  walk = await startWalk()
})

/** Every answer is watched by the walk itself. */
describe('whatever is said, every answer says something new and leaves a way on', () => {
  it.each(Object.entries(starts))(
    'from %s',
    async (_, start) => {
      await fc.assert(
        fc.asyncProperty(fc.array(line, { minLength: 8, maxLength: 14 }), async (lines) => {
          const li = stranger()
          await start(li)
          for (const each of lines) await li.say(each)
          expect((await li.say('菜单')).expects).toBe('menu')
        }),
        { numRuns: 5, endOnFailure: true },
      )
    },
    60_000,
  )

  it.each(['吧啦吧啦', '1', '0', '你好', '我的报名', '同意', '人工', '帮助', '取消', '要钱吗', '😀', '报名'])(
    '%s again and again is never answered by the same words twice in a row',
    async (each) => {
      const li = stranger()
      let before = ''
      for (let turns = 0; turns < 5; turns++) {
        const answer = words(await li.say(each))
        expect(answer).not.toBe(before)
        before = answer
      }
    },
  )

  it('numbers beyond a list are told, not taken', async () => {
    const li = stranger()
    await saying(li, '你好', '9')
    await fillIn(li, await li.say('报名'))
    expect((await li.say('99')).expects).toBe('modules')
  })
})
