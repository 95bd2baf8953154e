import { describe, expect, it } from 'vitest'
import { aChat } from '../../support/chat.ts'

const whole = '小刚 2018年3月 全程都来 家长王五 13800001234 没有备用 爸爸 山前村 无 外婆接'

/** What is known of the family, without the ids that a turn gives and the order in which it was told. */
const known = (...said: readonly string[]) => {
  const chat = aChat()
  const last = chat.all(...said)
  const draft = chat.state.talk.draft
  return {
    children: draft?.children.map(({ id: _, ...child }) => child),
    guardian: draft?.guardian,
    expects: last.expects,
  }
}

describe('facts told while consent is asked for', () => {
  it.each([
    whole,
    '姓名：小刚，出生年月：2018年3月，家长姓名：王五，电话：13800001234，住址：山前村，过敏：花生',
    '小刚 2018年3月 家长王五 13800001234',
    '小刚 8岁',
    '小刚 2018年3月 全程都来 王五 13800001234 没有第二个 妈妈 山前村',
    '小刚 2018年3月 全程都来 王五 13800001234 没有第二个电话 妈妈 山前村',
    '家长王五 没有备用',
  ])('%s is heard as it is after the yes', (said) => {
    const before = known('报名', said, '同意', '1')
    expect(before).toEqual(known('报名', '同意', '1', said))
  })

  it('nothing of a whole form is asked again', () =>
    expect(known('报名', whole, '同意', '1')).toMatchObject({
      children: [{ name: '小刚', birth: '2018-03', place: 'hill', health: '' }],
      guardian: { name: '王五', phone: '13800001234', phone2: '', relation: '爸爸' },
      expects: 'modules',
    }))

  it('the yes may come with them', () =>
    expect(known('报名', `同意，${whole}`, '1').guardian).toEqual({
      name: '王五',
      phone: '13800001234',
      phone2: '',
      relation: '爸爸',
    }))

  it('a no that comes with them stays a no', () => {
    const chat = aChat()
    chat.all('报名', '不同意，小刚 2018年3月 家长王五 13800001234')
    expect(chat.state.talk.draft).toBe(null)
  })
})
