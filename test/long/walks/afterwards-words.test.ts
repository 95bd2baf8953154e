import { beforeEach, describe, expect, it } from 'vitest'
import {
  choice,
  enrol,
  familyOf,
  fillIn,
  saying,
  startWalk,
  toCourses,
  toSummary,
  type Walk,
} from '../../support/walk.ts'
import { type Parent, words } from '../../support/world.ts'

let walk: Walk
let li: Parent

beforeEach(async () => {
  walk = await startWalk()
  li = walk.li
})

const stored = async () => {
  const family = await familyOf(walk, 'demo-li')
  const [child] = family?.children ?? []
  const [guardian] = family?.guardians ?? []
  return { children: family?.children.length, child, guardian }
}

describe('a stored fact put right in a sentence', () => {
  beforeEach(async () => {
    await enrol(li, '绘画')
  })

  it.each(['电话改成13800009999', '手机号换了 13800009999', '电话写错了，是13800009999'])(
    '%s is shown, asked once, and changed',
    async (said) => {
      const asked = await li.say(said)
      expect(asked.expects).toBe('yes_no')
      expect(words(asked)).toContain('13800009999')
      expect((await stored()).guardian?.phone).toBe('13800001111')
      expect(words(await li.say('对'))).toContain('改好了')
      expect((await stored()).guardian?.phone).toBe('13800009999')
    },
  )

  it('a no asks for the value again and keeps what was', async () => {
    expect((await saying(li, '手机号换了 13800009999', '不对')).expects).toBe('guardian.phone')
    expect((await stored()).guardian?.phone).toBe('13800001111')
    await li.say('13800008888')
    expect((await stored()).guardian?.phone).toBe('13800008888')
  })

  it('a name put right makes no new child, and 我叫… beside it is the guardian', async () => {
    await saying(li, '孩子名字写错了 叫陈小宝 我叫陈测试 我是爸爸', '对')
    const { children, child, guardian } = await stored()
    expect(children).toBe(1)
    expect([child?.name, guardian?.name, guardian?.relation]).toEqual(['陈小宝', '陈测试', '爸爸'])
  })

  it('a new name may be given when it is asked for', async () => {
    await saying(li, '修改孩子名字', '陈小宝')
    expect((await stored()).child?.name).toBe('陈小宝')
  })

  it('health put right is no lesson called 健康', async () => {
    await saying(li, '健康写错了 花生过敏', '对')
    expect((await stored()).child?.health).toContain('花生')
    await saying(li, '健康写错了 没有过敏', '1')
    expect((await stored()).child?.health).toBe('')
  })

  it('without the value it is asked for', async () => {
    expect((await li.say('手机号换了')).expects).toBe('guardian.phone')
  })

  it('of several children it is asked whose, and the value is kept', async () => {
    const list = await fillIn(li, await li.say('再报一个孩子'), { 'child.name': '王小星' })
    await saying(li, choice(list, '绘画'), '1')
    expect((await li.say('年龄错了 是9岁')).expects).toBe('choice')
    const sure = await li.say('王小星')
    expect(sure.expects).toBe('yes_no')
    expect(words(sure)).toContain('王小星')
    expect(words(sure)).toContain('9岁')
  })
})

describe('quitting, and not quitting', () => {
  it('要不报… proposes a course and cancels nothing', async () => {
    await toCourses(li)
    expect(words(await li.say('要不报绘画'))).not.toContain('取消')
  })

  it('算了不报了, then 还是报吧 or 同意: goes on', async () => {
    const { expects } = await toCourses(li)
    for (const back of ['还是报吧', '同意']) {
      expect((await li.say('算了不报了')).expects).toBe('choice')
      expect((await li.say(back)).expects).toBe(expects)
    }
  })

  it('算了 同意 after a refusal puts the notice again', async () => {
    await saying(li, '报名', '不同意')
    expect((await li.say('算了 同意')).expects).toBe('consent')
  })

  it('取消报名 with a form open asks which is meant, the place or the form', async () => {
    await enrol(li, '绘画')
    await saying(li, '再报一个孩子')
    const which = await li.say('取消报名')
    expect(which.choices.map(({ label }) => label)).toEqual(expect.arrayContaining(['不填了', '取消报名']))
  })
})

describe('what was not understood', () => {
  it.each(['好的', '可以', '嗯'])('the offer of a person is taken with %s', async (yes) => {
    const offer = await saying(li, '叽里咕噜', '叽里咕噜呀', '叽里咕噜哒')
    expect(offer.choices[0]?.label).toBe('找工作人员')
    expect(words(await li.say(yes))).toContain('请工作人员帮您')
  })

  it('女儿 at the consent puts the question again', async () => {
    await li.say('报名')
    expect((await li.say('女儿')).expects).toBe('consent')
  })

  it('a greeting said twice is another greeting', async () => {
    await li.say('你好')
    const again = words(await li.say('你好'))
    expect(again).toContain('又见面了')
    expect(again).not.toContain('接着来')
  })
})

describe('words for what the bot knows', () => {
  it.each(['我家的信息', '您存了我什么', '把我的信息给我看看', '给我看看'])('%s shows it', async (said) => {
    await enrol(li, '绘画')
    expect(words(await li.say(said))).toContain('王小雨')
  })

  it.each(['王小雨绘画换成篮球', '小雨不学绘画了 换篮球', '小雨转到别的班'])('%s changes', async (said) => {
    await enrol(li, '绘画')
    expect(words(await li.say(said))).toContain('换成')
  })

  it('有变动咋通知, 8月才到, 有补贴吗 are answered', async () => {
    expect(words(await li.say('有变动咋通知'))).toContain('告诉您')
    expect(words(await li.say('8月才到 能报吗'))).toContain('晚来也能报')
    expect(words(await li.say('有补贴吗'))).toContain('补贴')
  })

  it('帮隔壁… enrols as a helper, however the neighbours are with phones', async () => {
    await li.say('你好')
    const opened = await li.say('我帮隔壁两家报名 都不会弄手机')
    expect(opened.expects).toBe('consent')
    expect(words(opened)).toContain('帮')
  })

  it('a child and a course before enrolment opens: when it opens, at once, and no door to it', async () => {
    walk.clock.now -= 400 * 24 * 3600_000
    const closed = await li.say('我家妞妞7岁想学画画')
    expect(words(closed)).toContain('开始')
    expect(closed.choices.map(({ label }) => label)).not.toContain('给孩子报名')
  })

  it('the summary is still asked after 取消 was not meant', async () => {
    await toSummary(li, '绘画')
    expect((await saying(li, '取消', '先不取消，接着来')).expects).toBe('confirm')
  })
})
