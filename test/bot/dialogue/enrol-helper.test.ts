import { describe, expect, it } from 'vitest'
import { hourMs } from '../../../shared/time.ts'
import { aChat, aWorld, type Chat } from '../../support/chat.ts'
import { aFamily, sectionIds } from '../../support/family.ts'

const enters = (helper: Chat) =>
  helper.all(
    '我是老师，帮学生王小雨报名，8岁，想报画画',
    '同意',
    '全程都来',
    '李大山',
    '13800001234',
    '没有',
    '妈妈',
    '湖边村',
    '没有',
    '奶奶',
    '1',
  )

const entered = () => {
  const world = aWorld()
  const helper = aChat({ contact: 'teacher', world })
  const done = enters(helper)
  const code = [...world.codes.keys()][0] ?? ''
  return { world, helper, done, code }
}

describe('a helper', () => {
  it('asks for the guardian’s data, not the own', () => {
    const chat = aChat({ contact: 'teacher' })
    expect(chat.all('我是老师，帮学生王小雨报名，8岁', '同意', '全程都来').words).toContain(
      '孩子家长叫什么名字',
    )
  })

  it('gets the seat held for 48 hours and a code, written with the family', () => {
    const { helper, done, code } = entered()
    const until = helper.now + 48 * hourMs
    expect(done.effects).toMatchObject([{ kind: 'claim', sectionId: sectionIds.draw, until }])
    expect(done.entries).toMatchObject([
      {
        kind: 'family',
        family: {
          rev: 0,
          contacts: [],
          consents: [],
          pending: { helper: 'teacher', until },
          guardians: [{ contact: null, name: '李大山' }],
          enrolments: [{ state: 'held', until }],
        },
      },
      { kind: 'code', purpose: 'confirm', code, until },
    ])
  })

  it('is left with ids only, and may enter the next family', () => {
    const { helper, done } = entered()
    expect(helper.state.family).toBe(null)
    expect(JSON.stringify(helper.state.talk.helped)).not.toContain('李大山')
    expect(helper.state.talk.draft).toBe(null)
    expect(done.labels).toContain('再报一个孩子')
    const next = helper.say('1')
    expect(next.expects).toBe('child.name')
    expect(helper.state.talk.draft?.guardian).toEqual({})
    expect(helper.state.talk.who).toBe('helper')
  })

  it('forwards a card that names the course and the code, and nobody', () => {
    const { done, code } = entered()
    const card = done.lines.find(({ kind }) => kind === 'card')
    const words = card?.kind === 'card' ? card.lines.join('\n') : ''
    expect(words.replaceAll(' ', '')).toContain(code)
    expect(words).toContain('绘画')
    expect(words).not.toMatch(/王小雨|李大山|1380000/)
  })

  it('cannot confirm what it entered', () => {
    const { helper, code } = entered()
    expect(helper.say(code).words).toContain('用自己的微信')
    expect(helper.state.family).toBe(null)
  })

  it('with a family of the own keeps it in hand', () => {
    const own = aFamily({ contacts: ['teacher'], guardians: [] })
    const helper = aChat({ contact: 'teacher', world: aWorld(), family: own })
    enters(helper)
    expect(helper.state.family).toEqual(own)
  })
})

describe('the guardian with the code', () => {
  const guardian = () => {
    const given = entered()
    return { ...given, chat: aChat({ contact: 'mama', world: given.world }) }
  }

  it('sees the notice and what was entered before anything else', () => {
    const { chat, code } = guardian()
    const shown = chat.say(`${code} 1234`)
    expect(shown.expects).toBe('consent')
    for (const part of [
      '90天后删除',
      '王小雨，8岁（2027年6月说的）',
      '绘画（山前村文化礼堂）',
      '李大山（妈妈）13800001234',
      '湖边村',
    ])
      expect(shown.words).toContain(part)
    expect(chat.state.family).toBe(null)
    expect(shown.entries).toEqual([{ kind: 'code_tried', code, tries: 0, was: 'right' }])
  })

  it('consents: the seat is made firm, the family is the own, the helper is told', () => {
    const { chat, code } = guardian()
    const done = chat.all(`${code} 1234`, '同意')
    expect(done.effects).toMatchObject([{ kind: 'firm', sectionId: sectionIds.draw }])
    expect(done.entries).toMatchObject([
      { kind: 'consent', consent: { by: { contact: 'mama' }, given: true } },
      { kind: 'code_used', code },
      { kind: 'notice', notice: { to: 'teacher', what: 'family.confirmed' } },
    ])
    expect(chat.state.family).toMatchObject({
      contacts: ['mama'],
      pending: null,
      guardians: [{ contact: 'mama' }],
      enrolments: [{ state: 'seat', until: null }],
    })
    expect(done.words).toContain('王小雨的报名卡')
  })

  it('refuses: the seat is released and the family erased', () => {
    const { chat, code } = guardian()
    const done = chat.all(`${code} 1234`, '不同意')
    expect(done.effects.map(({ kind }) => kind)).toEqual(['release', 'erase'])
    expect(chat.state.family).toBe(null)
    expect(done.words).toContain('填的都删掉了')
  })

  it('puts a mistake right before agreeing: told back in one line, and in the family with the consent', () => {
    const { chat, code } = guardian()
    const told = chat.all(`${code} 1234`, '不是奶奶 是我自己接')
    expect(told.words).toContain('改好了，谁来接：妈妈（李大山）')
    expect(told.expects).toBe('consent')
    expect(chat.state.family).toBe(null)
    expect(chat.say('电话写错了 是13900009999').words).toContain('改好了，手机号：13900009999')
    chat.say('同意')
    expect(chat.state.family).toMatchObject({
      pending: null,
      guardians: [{ contact: 'mama', phone: '13900009999' }],
      children: [{ name: '王小雨', pickup: [{ who: '妈妈', name: '李大山' }] }],
    })
  })

  it.each([
    ['健康写错了 对花生过敏', '花生'],
    ['她9岁', '9岁'],
    ['孩子名字写错了，叫王小宇', '王小宇'],
    ['接的人改成爷爷', '爷爷'],
    ['不同意，电话错了，是13900009999', '13900009999'],
  ])('reads %s as a correction', (said, value) => {
    const { chat, code } = guardian()
    const told = chat.all(`${code} 1234`, said)
    expect(told.words).toMatch(/改好了/)
    expect(told.words).toContain(value)
    expect(told.effects).toEqual([])
    expect(told.expects).toBe('consent')
  })

  it('who only says that something is wrong is asked which, and then what is right', () => {
    const { chat, code } = guardian()
    for (const said of ['有不对的', '不对', '修改', '填错了']) {
      const asked = chat.all(`${code} 1234`, said)
      expect([said, asked.expects]).toEqual([said, 'field'])
    }
    expect(chat.say('谁来接').words).toContain('要改成什么')
    expect(chat.say('爷爷').words).toContain('改好了，谁来接：爷爷')
    expect(chat.say('同意').effects).toMatchObject([{ kind: 'firm' }])
    expect(chat.state.family?.children[0]?.pickup).toEqual([{ who: '爷爷', name: null }])
  })

  it.each(['对', '同意', '都对', '同意，我是她妈妈'])('%s corrects nothing and agrees', (said) => {
    const { chat, code } = guardian()
    chat.all(`${code} 1234`, said)
    expect(chat.state.family).toMatchObject({ pending: null, children: [{ name: '王小雨' }] })
  })

  it('refusing pictures only refuses nothing', () => {
    const { chat, code } = guardian()
    expect(chat.all(`${code} 1234`, '不同意拍照').expects).toBe('consent')
    expect(chat.state.family).toBe(null)
  })

  it('with an own family takes the entry into it: children, then seats, then the entry ends', () => {
    const { world, code } = entered()
    const own = aFamily({ contacts: ['mama'] })
    const chat = aChat({ contact: 'mama', world, family: own })
    const done = chat.all(`${code} 1234`, '同意')
    expect(done.effects).toMatchObject([
      { kind: 'move', sectionId: sectionIds.draw, to: { familyId: own.id } },
      { kind: 'erase' },
    ])
    expect(done.entries.map(({ kind }) => kind)).toEqual(['consent', 'code_used', 'family', 'notice'])
    expect(chat.state.family).toMatchObject({
      id: own.id,
      children: [{ name: '小明' }, { name: '王小雨' }],
      guardians: [{ contact: own.guardians[0]?.contact }],
      enrolments: [{ childId: 'child-1' }, { state: 'seat', until: null }],
    })
  })

  it('a code that is none opens nothing', () => {
    const { chat } = guardian()
    const told = chat.say('87654321')
    expect(told.words).toContain('不对')
    expect(chat.state.talk.wrongCodes?.count).toBe(1)
    expect(chat.state.family).toBe(null)
  })
})
