import { describe, expect, it } from 'vitest'
import { noticeVersion } from '../../../shared/consent.ts'
import { aChat } from '../../support/chat.ts'
import { aFamily, aGuardian, mother, sectionIds } from '../../support/family.ts'
import { aProgramme } from '../../support/programme.ts'

const agreed = [
  { scope: 'basic', given: true, at: 0, by: { contact: mother }, notice: noticeVersion(aProgramme()) },
] as const
const family = aFamily({ consents: agreed })
const known = () => aChat({ contact: mother, family })

describe('several children in one message', () => {
  const chatOf = () => {
    const chat = aChat()
    chat.all('大儿子陈子豪10岁报篮球小女儿陈子涵7岁报画画', '同意')
    if (chat.state.talk.asked?.expects === 'who') chat.say('1')
    return chat
  }

  it('are kept apart, each with own facts', () => {
    expect(chatOf().state.talk.draft?.children).toMatchObject([
      { name: '陈子豪', told: { age: 10 }, sex: 'M', wanted: ['ball'] },
      { name: '陈子涵', told: { age: 7 }, sex: 'F', wanted: ['draw'] },
    ])
  })

  it('what is each child’s own is asked by name, what is shared once', () => {
    const chat = chatOf()
    expect(chat.state.talk.lastSaid).toContain('陈子豪、陈子涵从哪天来到哪天')
    chat.all(
      '全程都来',
      '陈大山',
      '13800001234',
      '没有',
      ...(chat.state.talk.asked?.missing.includes('guardian.relation') ? ['爸爸'] : []),
      '山前村',
    )
    expect(chat.state.talk.lastSaid).toContain('陈子豪有什么过敏')
    expect(chat.say('没有').words).toContain('陈子涵有什么过敏')
    expect(chat.say('花生过敏').words).toContain('谁来接陈子豪、陈子涵')
    const summary = chat.all('奶奶')
    expect(summary.words).toContain('选课：篮球（山前村文化礼堂）')
    expect(summary.words).toContain('选课：绘画（山前村文化礼堂）')
    expect(summary.words).toContain('健康过敏：花生过敏')
    const result = chat.say('1')
    expect(result.effects.map((effect) => effect.kind === 'claim' && effect.sectionId)).toEqual([
      sectionIds.tiny,
      sectionIds.draw,
    ])
    expect(result.lines.filter(({ kind }) => kind === 'card')).toHaveLength(2)
    expect(chat.state.family?.children.map(({ name, health }) => [name, health])).toEqual([
      ['陈子豪', ''],
      ['陈子涵', '花生过敏'],
    ])
  })

  it('words that name a child are about that one', () => {
    const chat = chatOf()
    chat.all('全程都来 陈大山 13800001234 没有备用 爸爸 山前村')
    chat.say('子涵花生过敏')
    expect(chat.state.talk.draft?.children[1]?.health).toBe('花生过敏')
    expect(chat.state.talk.draft?.children[0]?.health).toBe(undefined)
  })

  it('twins are two without a name yet', () => {
    const chat = aChat()
    const asked = chat.all('我家双胞胎都是7岁，一个学画画一个打篮球', '同意')
    expect(chat.state.talk.draft?.children).toMatchObject([
      { told: { age: 7 }, wanted: ['draw'] },
      { told: { age: 7 }, wanted: ['ball'] },
    ])
    expect(asked.words).toContain('第1个孩子叫什么名字')
    expect(chat.say('王小雨').words).toContain('第2个孩子叫什么名字')
  })

  it('one more in the middle of the form lives where the first does', () => {
    const chat = aChat()
    chat.all('我家娃小明8岁，住山前村', '同意', '全程都来', '李大山', '13800001234', '没有')
    chat.say('还有个女儿小红6岁也要报')
    expect(chat.state.talk.draft?.children).toMatchObject([
      { name: '小明' },
      { name: '小红', told: { age: 6 }, place: 'hill' },
    ])
  })
})

describe('a family that is enrolled', () => {
  it('is asked only what is new of a second child', () => {
    const chat = known()
    const days = chat.say('再报一个孩子 小红 6岁')
    expect(days.words).toContain('按上次的')
    expect(days.expects).toBe('child.days')
    expect(days.labels).toContain('跟小明一样')
    expect(chat.say('跟小明一样').expects).toBe('health')
    expect(chat.say('没有').expects).toBe('modules')
    expect(chat.all('1', '1').words).toContain('小红的绘画报上了')
    expect(chat.state.family?.guardians).toHaveLength(1)
    expect(chat.state.family?.children.map(({ id, name }) => [id === 'child-1', name])).toEqual([
      [true, '小明'],
      [false, '小红'],
    ])
  })

  it('adds a course to its child without a question', () => {
    const chat = known()
    const summary = chat.say('想再报个篮球')
    expect(summary.expects).toBe('confirm')
    expect(summary.words).toContain('选课：篮球（山前村文化礼堂）')
    expect(summary.words).not.toContain('选课：绘画')
    chat.say('1')
    expect(chat.state.family?.enrolments.map(({ sectionId }) => sectionId)).toEqual([
      sectionIds.draw,
      sectionIds.tiny,
    ])
  })

  it('is asked for which child where that is not said', () => {
    const which = known().say('报名')
    expect(which.expects).toBe('choice')
    expect(which.labels).toEqual(['小明', '再报一个孩子'])
  })

  it('is not offered what the child has', () => {
    const chat = known()
    const list = chat.all('报名', '小明')
    expect(list.expects).toBe('modules')
    expect(list.labels.join()).not.toContain('绘画')
  })

  it('the same name and birth is the same child, not a second', () => {
    const chat = known()
    chat.all('再报一个孩子', '小明')
    expect(chat.state.talk.draft?.children[0]).toMatchObject({
      id: 'child-1',
      birth: '2019-05',
      health: '花生过敏',
    })
    expect(chat.state.talk.asked?.expects).toBe('modules')
  })

  it('sees the notice again where its text changed', () => {
    const chat = aChat({ contact: mother, family: aFamily() })
    const notice = chat.say('再报一个孩子 小红 6岁')
    expect(notice.words).toContain('告知书有改动')
    expect(notice.expects).toBe('consent')
    expect(chat.say('同意').entries).toMatchObject([{ kind: 'consent' }])
    expect(chat.state.family?.consents).toHaveLength(2)
  })

  it('a second contact without a guardian of its own makes no second guardian', () => {
    const chat = aChat({
      contact: 'contact-new',
      family: { ...family, guardians: [aGuardian()], contacts: [mother, 'contact-new'] },
    })
    chat.all('想再报个篮球', '1')
    expect(chat.state.family?.guardians).toHaveLength(1)
  })
})
