import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  choice,
  enrol,
  fillIn,
  hasCard,
  oneByOne,
  saying,
  startWalk,
  toCourses,
  toSummary,
  type Walk,
} from '../../support/walk.ts'
import { type Parent, words } from '../../support/world.ts'

let walk: Walk
let li: Parent

/** One world, and a stranger for every test. */
beforeAll(async () => {
  walk = await startWalk()
})

let strangers = 0
beforeEach(() => {
  li = walk.parent(`demo-${++strangers}`)
})

describe('0 or 返回', () => {
  it('at the start gives the menu, each time it is said', async () => {
    expect((await li.say('返回')).expects).toBe('menu')
    expect((await li.say('0')).expects).toBe('menu')
    expect((await li.say('0')).expects).toBe('menu')
  })

  it('goes one step back through a form, question by question, to the menu', async () => {
    await oneByOne(li, await li.say('报名'), { health: '' })
    const back: string[] = []
    for (let turns = 0; turns < 15; turns++) {
      const answer = await li.say(turns % 2 === 0 ? '0' : '返回')
      back.push(answer.expects ?? 'nothing')
      if (answer.expects === 'menu') break
    }
    expect(back).toEqual([
      'place',
      'guardian.relation',
      'guardian.phone2',
      'guardian.phone',
      'guardian.name',
      'child.days',
      'child.birth',
      'child.name',
      'who',
      'menu',
    ])
  })

  it('an answer given anew after a step back takes the place of the old', async () => {
    await oneByOne(li, await li.say('报名'), { 'guardian.phone2': '' })
    expect((await li.say('0')).expects).toBe('guardian.phone')
    await li.say('13900002222')
    const list = await fillIn(li, await li.say('没有'))
    const summary = await li.say(choice(list, '绘画'))
    expect(words(summary)).toContain('13900002222')
    expect(words(summary)).not.toContain('13800001111')
  })

  it('from the summary leads to the courses, and on again to the summary', async () => {
    await toSummary(li, '绘画')
    const courses = await li.say('0')
    expect(courses.expects).toBe('modules')
    expect((await li.say(choice(courses, '绘画'))).expects).toBe('confirm')
  })

  it('at the menu a draft waits to be gone on with', async () => {
    await saying(li, '报名', '同意', '我是妈妈', '王小雨', '菜单')
    expect((await li.say('接着填报名')).expects).toBe('child.birth')
  })
})

describe('修改 and a field by name, in the middle of the form', () => {
  it.each([
    ['孩子姓名', 'child.name', '王大雨'],
    ['出生年月', 'child.birth', '2018年5月'],
    ['来的日期', 'child.days', '7月5号到7月30号'],
    ['家长姓名', 'guardian.name', '李大山'],
    ['手机号', 'guardian.phone', '13900002222'],
    ['备用电话', 'guardian.phone2', '13900003333'],
    ['关系', 'guardian.relation', '爸爸'],
    ['住址', 'place', '湖边村'],
    ['过敏', 'health', '花生过敏'],
    ['谁来接', 'pickup', '奶奶'],
  ])('修改%s asks for %s and goes on', async (name, expects, value) => {
    const list = await toCourses(li)
    expect(list.expects).toBe('modules')
    const asked = await li.say(`修改${name}`)
    expect(asked.expects).toBe(expects)
    const done = await li.say(value)
    expect(words(done)).toContain('改好了')
    expect(done.expects).toBe('modules')
    const summary = await li.say(choice(done, '绘画'))
    const shown = expects === 'child.days' ? '7月30日' : value
    expect(words(summary)).toContain(shown)
  })

  it('修改 alone asks which', async () => {
    await toCourses(li)
    const which = await li.say('修改')
    expect(which.expects).toBe('field')
    expect(which.choices.length).toBeGreaterThan(8)
    expect((await li.say(choice(which, '谁来接'))).expects).toBe('pickup')
  })

  it('修改 with the value at once needs no question', async () => {
    await toCourses(li)
    const done = await li.say('修改手机号13900002222')
    expect(done.expects).toBe('modules')
    expect(words(await li.say(choice(done, '绘画')))).toContain('13900002222')
  })
})

describe('a question in the middle of the form', () => {
  it.each([
    ['要钱吗', '免费'],
    ['几点上课', '8:30'],
    ['中午管饭吗', '中'],
    ['在哪里上课', '山前村文化礼堂'],
    ['还有名额吗', '名额'],
    ['几岁能报', '岁'],
    ['有什么课', '绘画'],
    ['能放一整天吗', '17:30'],
  ])('%s is answered and the pending question put again', async (question, part) => {
    const pending = await fillIn(li, await li.say('报名'), { 'guardian.name': '' })
    expect(pending.expects).toBe('guardian.name')
    const answer = await li.say(question)
    expect(words(answer)).toContain(part)
    expect(answer.expects).toBe('guardian.name')
    expect((await li.say('张小丽')).expects).toBe('modules')
  })

  it.each(['child.name', 'child.birth', 'guardian.phone', 'health', 'pickup', 'place'] as const)(
    'why %s is asked is told, and it is asked again',
    async (field) => {
      const pending = await fillIn(li, await li.say('报名'), { [field]: '' })
      expect(pending.expects).toBe(field)
      const why = await li.say('为什么要填这个')
      expect(why.expects).toBe(field)
      expect(why.replies.length).toBeGreaterThan(1)
    },
  )

  it('with nothing pending leaves ways to go on', async () => {
    for (const question of [
      '要钱吗',
      '几点上课',
      '中午管饭吗',
      '在哪里上课',
      '还有名额吗',
      '几岁能报',
      '谢谢',
    ])
      expect((await li.say(question)).choices.length, question).toBeGreaterThan(0)
  })
})

describe('帮助 and 人工', () => {
  it('help fits a screen and the pending question follows', async () => {
    await saying(li, '报名', '同意')
    const help = await li.say('帮助')
    expect(words(help)).toContain('返回')
    expect(words(help)).toContain('人工')
    expect(help.expects).toBe('who')
  })

  it('人工 leaves a request for staff, says so, and the draft waits', async () => {
    await saying(li, '报名', '同意', '我是妈妈', '王小雨')
    const what = await li.say('人工')
    expect(what.expects).not.toBe(null)
    const noted = await li.say('孩子腿脚不方便，能不能上篮球')
    expect(words(noted)).toContain('记下')
    expect(words(noted)).toContain('0576-12345678')
    const { conversation } = await walk.store.open(li.contact)
    expect(conversation?.talk.draft?.children[0]?.name).toBe('王小雨')
    expect((await li.say('报名')).expects).toBe('child.birth')
  })

  it('人工 with the matter at once asks no more', async () => {
    expect(words(await li.say('人工，孩子能不能坐轮椅来上课'))).toContain('记下')
  })
})

describe('words that are not understood', () => {
  it('first the question again, then a numbered choice, then a person', async () => {
    const pending = await fillIn(li, await li.say('报名'), { 'guardian.phone': '' })
    expect(pending.expects).toBe('guardian.phone')
    const first = await li.say('吧啦吧啦')
    expect(first.expects).toBe('guardian.phone')
    const second = await li.say('叽里咕噜')
    expect(second.expects).toBe('choice')
    expect(second.choices.length).toBeGreaterThan(1)
    const third = await li.say('哇啦哇啦')
    expect(third.choices.map(({ label }) => label).join()).toMatch(/人工|工作人员/)
    expect((await li.say(choice(third, '接着'))).expects).toBe('guardian.phone')
    expect((await li.say('13800001111')).expects).toBe('modules')
  })

  it.each([
    ['12345上山打老虎', '啊啊啊啊啊啊', '呵呵呵额额', '😀😀😀'],
    ['今晚月色真美', '呵呵呵额额', '哈哈哈哈', '阿巴阿巴阿巴阿巴'],
    ['😀😀😀', '讲个笑话', '啊啊啊啊啊啊', '天王盖地虎'],
  ])('small talk and babble climb it too: %s, …', async (first, second, third, fourth) => {
    expect((await li.say('报名')).expects).toBe('consent')
    expect((await li.say(first)).expects, first).toBe('consent')
    expect((await li.say(second)).expects, second).toBe('choice')
    for (const words of [third, fourth])
      expect((await li.say(words)).choices.map(({ label }) => label).join(), words).toMatch(/工作人员/)
  })

  it('small talk with nothing pending ends at a person too', async () => {
    await saying(li, '今天天气真好', '12345上山打老虎')
    expect((await li.say('讲个笑话')).choices.map(({ label }) => label).join()).toMatch(/工作人员/)
  })

  it('the same ladder with nothing pending', async () => {
    await li.say('吧啦吧啦')
    const second = await li.say('叽里咕噜')
    expect(second.choices.length).toBeGreaterThan(1)
    const third = await li.say('哇啦哇啦')
    expect(third.choices.map(({ label }) => label).join()).toMatch(/人工|工作人员/)
    const noted = await saying(li, choice(third, '工作人员'), '我想问问接送的事')
    expect(words(noted)).toContain('记下')
  })

  it('an answer understood in between ends the count', async () => {
    await oneByOne(li, await li.say('报名'), { 'guardian.phone': '' })
    await saying(li, '吧啦吧啦', '13800001111')
    expect((await li.say('叽里咕噜')).expects).toBe('guardian.phone2')
  })
})

describe('nonsense is no data', () => {
  beforeEach(async () => {
    expect((await saying(li, '报名', '同意', '我是妈妈')).expects).toBe('child.name')
  })

  it('babble with a relative in it tells nothing, and names no child', async () => {
    const answer = await li.say('阿巴阿巴阿巴阿巴')
    expect(words(answer)).not.toContain('记下了')
    expect(answer.expects).toBe('child.name')
  })

  it('a laugh does not answer whether that is the name', async () => {
    expect((await li.say('天王盖地虎')).expects).toBe('yes_no')
    expect((await li.say('哈哈哈哈')).expects).toBe('yes_no')
    expect(words(await li.say('不是，叫王小雨'))).toContain('王小雨')
  })

  it('another doubtful name is shown back as well; the same one again is a yes', async () => {
    await li.say('今晚月色真美')
    const other = await li.say('天王盖地虎')
    expect(other.expects).toBe('yes_no')
    expect(words(other)).toContain('天王盖地虎')
    expect((await li.say('天王盖地虎')).expects).toBe('child.birth')
  })

  it('a plain name in its place is asked about no more', async () => {
    await li.say('今晚月色真美')
    expect((await li.say('王小雨')).expects).toBe('child.birth')
  })
})

describe('a bare 取消', () => {
  it('asks: no more filling in, or cancel an enrolment?', async () => {
    await enrol(li, '绘画')
    await saying(li, '再报一个孩子')
    const what = await li.say('取消')
    expect(what.expects).toBe('choice')
    const labels = what.choices.map(({ label }) => label)
    expect(labels).toEqual(expect.arrayContaining(['不填了', '取消报名']))
    const dropped = await li.say(choice(what, '不填了'))
    expect(dropped.expects).toBe('menu')
    expect(words(await li.say('我的报名'))).toContain('绘画')
  })

  it('while filling in: 不填了 clears it', async () => {
    await saying(li, '报名', '同意', '我是妈妈', '王小雨')
    const dropped = await li.say(choice(await li.say('取消'), '不填了'))
    expect(dropped.expects).toBe('menu')
    expect(words(await li.say('我的信息'))).not.toContain('王小雨')
  })

  it('or goes on where it was', async () => {
    await saying(li, '报名', '同意', '我是妈妈', '王小雨')
    expect((await li.say(choice(await li.say('取消'), '接着'))).expects).toBe('child.birth')
  })

  it('with one enrolment and no draft it asks whether to cancel that', async () => {
    await enrol(li, '绘画')
    const what = await li.say('取消')
    expect(['choice', 'yes_no']).toContain(what.expects)
  })

  it('with nothing at all it says so', async () => {
    expect((await li.say('取消')).expects).toBe('menu')
  })
})

describe('a change of topic in the middle of the form', () => {
  it('the timetable, 我的报名 and 我的信息 are shown and the form goes on', async () => {
    await fillIn(li, await li.say('报名'), { health: '' })
    for (const line of ['今天有什么课', '我的报名', '我的信息', '明天有什么课']) {
      expect((await li.say(line)).expects, line).toBe('health')
    }
    expect((await li.say('没有')).expects).toBe('modules')
  })

  it('hello and thanks change nothing', async () => {
    await fillIn(li, await li.say('报名'), { 'guardian.phone': '' })
    expect((await li.say('你好')).expects).toBe('guardian.phone')
    expect((await li.say('谢谢')).expects).toBe('guardian.phone')
  })

  it('a confirmation is not taken from a question', async () => {
    await toSummary(li, '绘画')
    const asked = await li.say('在哪里上课')
    expect(asked.expects).toBe('confirm')
    expect(hasCard(await li.say('1'))).toBe(true)
  })
})
