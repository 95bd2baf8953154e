import { describe, expect, it } from 'vitest'
import type { SameChild } from '../../../bot/dialogue/state.ts'
import { isAnother, isSame } from '../../../bot/wording/same-child.ts'
import type { Ask } from '../../../shared/family.ts'
import { hourMs } from '../../../shared/time.ts'
import { aChat, aWorld, type Chat, type ChatOf } from '../../support/chat.ts'
import { aChild, aFamily, father, mother, twoParents } from '../../support/family.ts'
import { beforeSeason } from '../../support/programme.ts'

const other: SameChild = { familyId: 'family-2', childId: 'child-9', asks: 'guardians', hearers: ['wang'] }

/** A world in which these children are entered already, by name. */
const knowing = (names: readonly string[], found: SameChild = other) => ({
  ...aWorld(),
  same: (key: string) => ({
    marks: [`${key.split('/')[0]?.length ?? 0}.m`],
    others: names.some((name) => key.startsWith(`${name}/`)) ? [found] : [],
  }),
})

const one = '小明2019年5月生，全程都来，我是爸爸李大山，13800001234，没有第二个电话，山前村，没过敏，奶奶接'
const toList = (of: ChatOf): Chat => {
  const chat = aChat({ contact: father, ...of })
  chat.all('报名', '同意', '我是孩子家长', one)
  return chat
}

const about = (chat: Chat) => chat.state.talk.draft?.children[0]?.same

describe('a child that another family has', () => {
  it('is asked about before the summary, once', () => {
    const chat = toList({ world: knowing(['小明']) })
    const asked = chat.say('1')
    expect(asked.labels).toEqual([isSame, isAnother])
    expect(chat.say(isAnother).expects).toBe('confirm')
    expect(about(chat)?.apart).toEqual(['family-2/child-9'])
    expect(chat.say('2').expects).toBe('field')
  })

  it('the other family is asked with ids and moments only', () => {
    const chat = toList({ world: knowing(['小明']) })
    chat.say('1')
    const { entries, effects } = chat.say('是同一个孩子')
    expect(effects).toEqual([])
    expect(entries).toMatchObject([
      { kind: 'ask', familyId: 'family-2', ask: { contact: father, as: 'father', answer: null } },
      { kind: 'notice', notice: { to: 'wang', what: 'family.join_asked', about: { as: 'father' } } },
      { kind: 'notice', notice: { to: father, what: 'family.join_unanswered' } },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/小明|李大山|1380000|2019/)
    expect(chat.state.talk.draft).not.toBeNull()
  })

  it.each([
    ['waiting', '还在等家里人回音'],
    ['helper', '还在等确认码'],
    ['silence', '一直没有回音'],
    ['no', '对方说不是一家人'],
  ] as const)('who comes back hears how it stands: %s', (answer, words) => {
    const world = { ...knowing(['小明']), kin: () => ({ answer, family: null }) }
    const chat = toList({ world })
    chat.all('1', '1')
    const again = chat.say('报名')
    expect(again.words).toContain(words)
    expect(again.labels).toContain('不是同一个孩子，接着报')
    const on = chat.say('不是同一个孩子，接着报')
    expect(on.expects).toBe('confirm')
    expect(about(chat)).toMatchObject({ apart: ['family-2/child-9'] })
    expect(about(chat)?.asked).toBeUndefined()
  })

  it('a family that is gone meanwhile is in nobody’s way', () => {
    const world = { ...knowing(['小明']), kin: () => ({ answer: 'gone' as const, family: null }) }
    const chat = toList({ world })
    chat.all('1', '1')
    world.same = () => ({ marks: ['h.m'], others: [] })
    expect(chat.say('报名').expects).toBe('confirm')
  })

  it('where nobody of it can be asked, staff are', () => {
    const chat = toList({ world: knowing(['小明'], { ...other, asks: 'nobody', hearers: [] }) })
    chat.say('1')
    const { entries, words } = chat.say('1')
    expect(words).toContain('请工作人员核对')
    expect(entries).toMatchObject([{ kind: 'case', by: 'program' }])
  })

  it('who erases what was told asks no more', () => {
    const chat = toList({ world: knowing(['小明']) })
    chat.all('1', '1', '删除我的信息')
    expect(chat.say('1').effects).toContainEqual({
      kind: 'ask_no_more',
      familyId: 'family-2',
      contact: father,
    })
  })

  it('is one for staff where one’s own family has two guardians', () => {
    const family = { ...twoParents(), children: [], enrolments: [] }
    const theirs = aFamily({ id: 'family-2', contacts: ['wang'], children: [aChild({ id: 'child-9' })] })
    const world = { ...knowing(['小雨']), kin: () => ({ answer: 'yes' as const, family: theirs }) }
    const chat = aChat({ contact: father, family, world })
    chat.all('报名', '同意', one.replace('小明', '小雨'))
    chat.all('1', '1', '报名')
    const said = chat.say('一起管')
    expect(said.words).toContain('两家怎么合')
    expect(said.effects).toEqual([])
    expect(said.entries).toMatchObject([{ kind: 'case', by: 'program' }])
  })
})

describe('too much asked', () => {
  it('from one contact: it waits an hour, whatever the name', () => {
    const chat = toList({ world: knowing([]) })
    chat.state = {
      ...chat.state,
      talk: { ...chat.state.talk, wrongCodes: { count: 5, since: beforeSeason } },
    }
    expect(chat.say('1').words).toContain('核对的次数太多了')
    expect(chat.state.talk.draft?.children).toHaveLength(1)
    chat.now += hourMs
    expect(chat.say('接着填报名').expects).toBe('confirm')
  })

  it('a name that is changed again and again is counted, though nobody has the child', () => {
    const chat = toList({ world: knowing([]) })
    chat.all('1', '名字改成王小一', '名字改成王小二', '名字改成王小三')
    expect(chat.state.talk.wrongCodes?.count).toBe(3)
  })

  it('from a network: nobody is told, everybody may enrol, and staff learn of it', () => {
    const found = { others: [other], free: {} }
    const world = {
      ...aWorld(),
      same: () => ({ marks: ['h.m'], others: [], unasked: true as const }),
      alike: (childId: string) => ({ childId, ...found }),
    }
    const chat = toList({ world })
    expect(chat.say('1').expects).toBe('confirm')
    const { words, entries } = chat.say('1')
    expect(words).toContain('报上了')
    expect(words).not.toContain('好像有家里人')
    expect(entries).toContainEqual(expect.objectContaining({ kind: 'case', by: 'program' }))
  })
})

describe('a child that another family entered while its seats were claimed', () => {
  const racing = (chat: Chat, names: readonly string[]) => {
    const ids = chat.state.talk.draft?.children.filter(({ name }) => names.includes(name ?? '')) ?? []
    chat.world.alike = (childId) => ({
      childId,
      others: ids.some(({ id }) => id === childId) ? [other] : [],
      free: { h: 2 },
    })
    chat.world.same = (key) => ({
      marks: ['h.m'],
      others: names.some((name) => key.startsWith(`${name}/`)) ? [other] : [],
    })
  }

  it('gives its seat back and is asked about; a sibling’s seat stays', () => {
    const world = { ...aWorld(), same: () => ({ marks: ['h.m'], others: [] }) }
    const chat = aChat({ contact: father, world })
    const two = one.replace('小明2019年5月生', '两个孩子，小明2019年5月生，小雨2017年3月生')
    chat.all('报名', '同意', '我是孩子家长', two)
    for (let turns = 0; turns < 6 && chat.state.talk.asked?.expects !== 'confirm'; turns++) chat.say('1')
    racing(chat, ['小明'])
    const done = chat.say('1')
    expect(done.words).toContain('小雨')
    expect(done.labels).toEqual([isSame, isAnother])
    expect(done.state.family?.children.map(({ name }) => name)).toEqual(['小雨'])
    expect(done.effects.filter(({ kind }) => kind === 'release')).toHaveLength(1)
    expect(done.state.talk.draft?.children.map(({ name }) => name)).toEqual(['小明'])
  })

  it('of a helper’s form the whole waits', () => {
    const world = { ...aWorld(), same: () => ({ marks: ['h.m'], others: [] }) }
    const chat = aChat({ contact: father, world })
    chat.all('帮邻居报名', '同意', one.replace('我是爸爸李大山', '爸爸'), '李大山')
    for (let turns = 0; turns < 6 && chat.state.talk.asked?.expects !== 'confirm'; turns++) chat.say('1')
    racing(chat, ['小明'])
    const done = chat.say('1')
    expect(done.labels).toEqual([isSame, isAnother])
    expect(done.entries).toEqual([])
    expect(done.effects.map(({ kind }) => kind)).toEqual(['claim', 'same', 'release'])
  })
})

describe('somebody asks to come into the family', () => {
  const ask: Ask = {
    contact: 'wang',
    from: 'family-2',
    childId: 'child-1',
    as: 'mother',
    at: beforeSeason,
    until: beforeSeason + 48 * hourMs,
    answer: null,
  }
  const asked = (more: readonly Ask[] = []) =>
    aChat({ contact: mother, family: aFamily({ asks: [ask, ...more] }) })

  it('is asked at the menu, and a yes is one half of it', () => {
    const chat = asked()
    expect(chat.say('菜单').words).toContain('有人也在给小明报名，说是孩子的妈妈。是家里人吗？')
    const { state, entries } = chat.say('1')
    expect(state.family?.asks).toMatchObject([{ answer: 'yes', until: beforeSeason + 48 * hourMs }])
    expect(state.family?.contacts).toEqual([mother])
    expect(entries).toMatchObject([
      { kind: 'notice', notice: { to: 'wang', what: 'family.join_agreed', about: { familyId: 'family-2' } } },
      { kind: 'notice_gone', to: 'wang' },
    ])
  })

  it('a bare 1 answers the message that came last', () => {
    const { state } = asked().say('1')
    expect(state.family?.asks).toMatchObject([{ answer: 'yes' }])
  })

  it('and picks from a menu that was put after it', () => {
    const chat = asked()
    chat.say('我的报名')
    chat.now += 1
    chat.state = {
      ...chat.state,
      talk: {
        ...chat.state.talk,
        flow: null,
        asked: { expects: 'menu', choices: [], missing: [], at: chat.now },
      },
    }
    expect(chat.say('1').state.family?.asks).toMatchObject([{ answer: null }])
    expect(chat.say('不是家里人').state.family?.asks).toMatchObject([{ answer: 'no' }])
  })

  it('in so many words it is answered in the middle of anything', () => {
    const chat = asked()
    chat.say('取消报名')
    const { state } = chat.say('是家里人')
    expect(state.family?.asks).toMatchObject([{ answer: 'yes' }])
    expect(state.talk.flow?.topic).toBe('cancel')
  })

  it('two who ask are answered one after the other', () => {
    const chat = asked([{ ...ask, contact: 'zhao', as: 'family', at: beforeSeason + 1 }])
    chat.say('菜单')
    expect(chat.say('2').words).toContain('说是孩子的家里人')
    chat.say('1')
    expect(chat.state.family?.asks).toMatchObject([
      { contact: 'wang', answer: 'no' },
      { contact: 'zhao', answer: 'yes' },
    ])
  })

  it('is over after its hours', () => {
    const chat = asked()
    chat.now += 48 * hourMs
    expect(chat.say('菜单').words).not.toContain('是家里人吗')
    expect(chat.say('是家里人').state.family?.asks).toMatchObject([{ answer: null }])
  })

  it.each(['为什么', '为什么要问'])('%s is answered', (words) => {
    const chat = asked()
    chat.say('菜单')
    expect(chat.say(words).words).toContain('是家里人吗')
  })
})
