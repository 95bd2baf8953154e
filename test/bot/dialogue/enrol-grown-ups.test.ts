import { describe, expect, it } from 'vitest'
import { aChat, type Chat } from '../../support/chat.ts'

const form = '全程都来 刘芳 13800001111 没有 妈妈 山前村'
const draftOf = (chat: Chat) => chat.state.talk.draft
const childNames = (chat: Chat) => draftOf(chat)?.children.map(({ name }) => name)

const own = (...texts: readonly string[]): Chat => {
  const chat = aChat()
  chat.all('报名', '同意', '自己的', ...texts)
  return chat
}
const helped = (...texts: readonly string[]): Chat => {
  const chat = aChat()
  chat.all('报名', '同意', '帮别人报', ...texts)
  return chat
}

describe('a grown-up who is addressed politely', () => {
  it.each(['刘姐自己接', '刘姐自己来接', '刘姐接', '刘姐'])('%s: is the guardian of that name', (words) => {
    const chat = helped('王小雨 8岁', form, '没有', words)
    expect(draftOf(chat)?.children[0]?.pickup).toEqual([{ who: '妈妈', name: '刘芳' }])
  })

  it('is somebody where the guardian is called otherwise', () => {
    const chat = helped('王小雨 8岁', form, '没有', '王哥来接')
    expect(draftOf(chat)?.children[0]?.pickup).toEqual([{ who: '家人', name: '王哥' }])
  })

  it('and never keeps a sister from collecting', () => {
    const chat = helped('王小雨 9岁', form, '没有', '奶奶接 有时候姐姐接')
    expect(draftOf(chat)?.children[0]?.pickup?.map(({ who }) => who)).toEqual(['奶奶', '姐姐'])
  })

  it('刘姐叫刘芳 tells the guardian’s name, not the child’s', () => {
    const chat = helped('刘姐叫刘芳')
    expect(draftOf(chat)?.guardian.name).toBe('刘芳')
    expect(childNames(chat)).toEqual([undefined])
  })
})

describe('a grown-up who is named beside the child', () => {
  it('is the guardian, and no child', () => {
    const chat = aChat()
    chat.all('我帮工友家娃报名 他叫王磊 娃叫王小虎 今年8岁 手机13800001234 他是娃爸', '同意')
    expect(draftOf(chat)?.children).toMatchObject([{ name: '王小虎', told: { age: 8 } }])
    expect(draftOf(chat)?.guardian).toMatchObject({ name: '王磊', phone: '13800001234' })
  })

  it.each(['孩子叫王小虎 爸爸叫王磊', '娃叫王小虎，王磊是娃爸'])('%s', (words) => {
    const chat = own(words)
    expect(childNames(chat)).toEqual(['王小虎'])
    expect(draftOf(chat)?.guardian.name).toBe('王磊')
  })

  it('leaves the form where it stood there as a child', () => {
    const chat = own('王磊', '孩子叫王小虎 爸爸叫王磊')
    expect(childNames(chat)).toEqual(['王小虎'])
    expect(draftOf(chat)?.guardian.name).toBe('王磊')
  })

  it('and the children after it keep what was told of them', () => {
    const chat = own('老大王磊老二王小虎8岁', '爸爸叫王磊')
    expect(draftOf(chat)?.children).toMatchObject([{ name: '王小虎', told: { age: 8 } }])
  })

  it('with a number spoken right behind the name tells both', () => {
    const chat = own('王小虎 9岁', '全程都来', '我是他们爸爸张建国幺三八幺二三四五六七八')
    expect(draftOf(chat)?.guardian).toEqual({ name: '张建国', phone: '13812345678', relation: '爸爸' })
  })
})

describe('names of brothers and sisters', () => {
  it('are each a child', () => {
    expect(childNames(own('姐姐叫欣怡 弟弟叫小宝'))).toEqual(['欣怡', '小宝'])
  })

  it.each(['小宝', '小贝'])('%s is a name where one is asked for', (name) => {
    const chat = own(`${name} 9岁`)
    expect(childNames(chat)).toEqual([name])
  })
})

describe('health said of all children', () => {
  const two = () => {
    const chat = own('大儿子陈子豪10岁 小女儿陈子涵7岁', '全程都来 陈大山 13800001234 没有备用 爸爸 山前村')
    expect(chat.state.talk.asked?.expects).toBe('health')
    return chat
  }

  it.each(['两个都没病', '都没过敏', '什么过敏也没有，两个都是'])('%s', (words) => {
    const chat = two()
    chat.say(words)
    expect(draftOf(chat)?.children.map(({ health }) => health)).toEqual(['', ''])
  })

  it('a plain no is about the child that was asked for', () => {
    const chat = two()
    chat.say('没有')
    expect(draftOf(chat)?.children.map(({ health }) => health)).toEqual(['', undefined])
  })

  it('什么过敏也没有 is no note', () => {
    const chat = own('王小虎 9岁', form, '什么过敏也没有')
    expect(draftOf(chat)?.children[0]?.health).toBe('')
  })
})

describe('a child is taken out of the form', () => {
  const two = (...texts: readonly string[]) => own('大儿子陈子豪10岁报篮球小女儿陈子涵7岁报画画', ...texts)

  it.each([
    '没有叫陈子涵的孩子 只有陈子豪',
    '只有陈子豪',
    '只报子豪',
    '去掉陈子涵',
    '把陈子涵去掉',
    '陈子涵不报了',
    '子涵先不报了',
    '删掉第二个孩子',
    '第二个不报了',
  ])('%s: after one question', (words) => {
    const chat = two()
    const asked = chat.say(words)
    expect(asked.expects).toBe('yes_no')
    expect(asked.words).toContain('陈子涵不报了')
    expect(childNames(chat)).toEqual(['陈子豪', '陈子涵'])
    expect(chat.say('是').words).toContain('陈子涵去掉了')
    expect(draftOf(chat)?.children).toMatchObject([{ name: '陈子豪', told: { age: 10 }, wanted: ['ball'] }])
    expect(chat.state.talk.asked?.expects).toBe('child.days')
  })

  it('stays where the answer is no', () => {
    const chat = two('去掉陈子涵')
    expect(chat.say('不是').expects).toBe('child.days')
    expect(childNames(chat)).toEqual(['陈子豪', '陈子涵'])
  })

  it.each(['少报一个', '去掉一个孩子', '只报一个孩子'])('%s: which one is asked', (words) => {
    const chat = two()
    expect(chat.say(words).words).toContain('去掉哪个孩子')
    chat.all('1', '是')
    expect(childNames(chat)).toEqual(['陈子涵'])
  })

  it('from the list of what can be changed, where there are several', () => {
    const chat = two()
    const list = chat.say('修改')
    expect(list.labels.at(-1)).toContain('去掉一个孩子')
    chat.all(String(list.labels.length), '2', '是')
    expect(childNames(chat)).toEqual(['陈子豪'])
    expect(chat.say('修改').words).not.toContain('去掉一个孩子')
  })

  it('and one who never stood there is said not to', () => {
    const chat = own('王小虎 8岁')
    const said = chat.say('没有叫王磊的孩子')
    expect(said.words).toContain('表上只有王小虎')
    expect(said.expects).toBe('child.days')
    expect(draftOf(chat)?.guardian.name).toBe(undefined)
  })

  it('a course that is not wanted takes nobody out', () => {
    const chat = two()
    chat.say('陈子涵不报画画了')
    expect(childNames(chat)).toEqual(['陈子豪', '陈子涵'])
    expect(chat.state.talk.asked?.expects).not.toBe('yes_no')
  })
})

describe('五岁半', () => {
  const fromSix = '每周一三五 8:30'
  const listFor = (age: string) => own(`王小虎 ${age}`, form, '没有').say('妈妈').words

  it('is surely five when a class from six begins, and gets no seat there', () => {
    expect(listFor('五岁半')).not.toContain(fromSix)
  })

  it('as six and a half does', () => {
    expect(listFor('六岁半')).toContain(fromSix)
  })
})
