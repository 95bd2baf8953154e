import { describe, expect, it } from 'vitest'
import { dropPhone2 } from '../../../bot/dialogue/edit/asks.ts'
import { edit, openEdit } from '../../../bot/dialogue/edit.ts'
import { openMyData } from '../../../bot/dialogue/my-data.ts'
import type { Family } from '../../../shared/family.ts'
import { aChild, aFamily, aGuardian, father, mother, twoChildren, twoParents } from '../../support/family.ts'
import { answer, aTurn, decided, labelsOf, next, slots, type TurnOf, wordsOf } from '../../support/turn.ts'

const yes = { text: '1', meaning: { intent: 'affirm', slots: slots('opt', '1') } } as const
const said = (text: string, ...pairs: readonly string[]): TurnOf => ({
  text,
  meaning: { slots: slots(...pairs) },
})

describe('a copy of everything stored', () => {
  it('holds every word that was told', () => {
    const told = wordsOf(openMyData(aTurn({ family: twoParents() })))

    for (const word of [
      '小明',
      '2019年5月',
      '花生过敏',
      '奶奶',
      '山前村',
      '7月5日—8月20日',
      '绘画',
      '李大山',
      '13800001234',
      '13800005678',
      '李小山',
      '13900001234',
    ])
      expect(told).toContain(word)
  })

  it('holds each line of the consents with its date and who said it', () => {
    const consents = [
      ...aFamily().consents,
      { scope: 'photo', given: false, at: Date.UTC(2027, 5, 2, 1), by: { contact: father }, notice: 'n' },
      { scope: 'basic', given: true, at: Date.UTC(2027, 5, 3, 1), by: { paper: 'p-1' }, notice: 'n' },
    ] as const

    const told = wordsOf(openMyData(aTurn({ family: aFamily({ consents }) })))

    expect(told).toContain('报名用孩子的信息：同意（您，2027年6月1日10:00）')
    expect(told).toContain('拍照：不同意（另一位家长，2027年6月2日9:00）')
    expect(told).toContain('同意（纸质表')
  })

  it('says what is kept how long', () => {
    expect(wordsOf(openMyData(aTurn({ family: aFamily() })))).toContain('报名信息存到2027年11月18日')
  })

  it('holds what is being filled in, too', () => {
    const child = { id: 'c', name: '小红', health: '', wanted: [], sections: [] }
    const draft = {
      programmeId: 'mini-2027',
      children: [child],
      guardian: { phone: '13700001234' },
      trail: [],
    }

    const told = wordsOf(openMyData(aTurn({ talk: { draft } })))

    expect(told).toContain('小红')
    expect(told).toContain('健康过敏：没有')
    expect(told).toContain('13700001234')
  })

  const asked = (at: number, words: string) => ({ at: Date.UTC(2027, 5, 1, 2, at), words })

  it('holds what was asked of staff, when, and that it is still open, with a family and without', () => {
    const facts = { requests: new Map([[mother, [asked(5, '想换老师'), asked(7, '小明明天请假')]]]) }
    for (const family of [aFamily(), null]) {
      const told = wordsOf(openMyData(aTurn({ family, facts })))
      expect(told).toContain('2027年6月1日10:05：“想换老师”（还没办完）')
      expect(told).toContain('“小明明天请假”（还没办完）')
    }
    expect(labelsOf(openMyData(aTurn({ facts })))).toContain('删除我的信息')
  })

  it('looks up the speaker’s own requests only', () => {
    const requests = new Map([[father, [asked(5, '孩子爸爸的话')]]])
    const lacking = openMyData(aTurn({ family: twoParents(), facts: { requests } }))
    expect(lacking).toEqual({ need: [{ kind: 'requests', contact: mother }] })
    const facts = { requests: new Map([...requests, [mother, []]]) }
    expect(wordsOf(openMyData(aTurn({ family: twoParents(), facts })))).not.toContain('孩子爸爸的话')
  })

  it('of very many requests shows the newest, and how many more there are', () => {
    const many = Array.from({ length: 23 }, (_, n) => asked(n, `第${n}件事`))
    const told = wordsOf(openMyData(aTurn({ facts: { requests: new Map([[mother, many]]) } })))
    expect(told).toContain('第22件事')
    expect(told).toContain('“第3件事')
    expect(told).not.toContain('“第2件事')
    expect(told).toContain('还有3条更早的')
  })

  it('of nobody says that nothing is stored', () => {
    expect(wordsOf(openMyData(aTurn()))).toContain('没有存您的信息')
  })
})

describe('correcting what is stored', () => {
  const edited = (family: Family, named: Parameters<typeof openEdit>[1], of: TurnOf): Family | null =>
    decided(answer(edit, next(openEdit(aTurn({ family }), named), of))).state.family

  it('lists the fields, then asks for the value with the old one shown', () => {
    const list = openEdit(aTurn({ family: aFamily() }), null)
    expect(decided(list).state.talk.asked?.expects).toBe('field')

    const phone = labelsOf(list).indexOf('手机号') + 1
    const asked = answer(edit, next(list, said(String(phone), 'opt', String(phone))))
    expect(wordsOf(decided(asked))).toContain('手机号现在是：13800001234')
    expect(decided(asked).state.talk.asked?.expects).toBe('guardian.phone')
  })

  it('changes a number and shows it', () => {
    const asked = openEdit(aTurn({ family: aFamily() }), 'guardian.phone')
    const done = decided(answer(edit, next(asked, said('15000001234', 'phone', '15000001234'))))

    expect(done.state.family?.guardians[0]?.phone).toBe('15000001234')
    expect(wordsOf(done)).toContain('改好了，手机号：15000001234')
  })

  it('takes the value at once where the message has it', () => {
    const done = decided(
      openEdit(
        aTurn({ family: aFamily(), ...said('修改电话15000001234', 'phone', '15000001234') }),
        'guardian.phone',
      ),
    )

    expect(done.state.family?.guardians[0]?.phone).toBe('15000001234')
  })

  it('refuses a wrong number with its reason, and asks again', () => {
    const asked = openEdit(aTurn({ family: aFamily() }), 'guardian.phone')
    const again = answer(edit, next(asked, said('1500000')))

    expect(wordsOf(decided(again))).toContain('手机号是11位')
    expect(decided(again).state.talk.flow).toMatchObject({ topic: 'edit', stage: 'value' })
  })

  it('changes only the guardian who speaks', () => {
    const asked = openEdit(aTurn({ family: twoParents(), contact: father }), 'guardian.phone')
    const turn = next(asked, { contact: father, ...said('15000001234', 'phone', '15000001234') })

    expect(decided(answer(edit, turn)).state.family?.guardians.map(({ phone }) => phone)).toEqual([
      '13800001234',
      '15000001234',
    ])
  })

  it('asks of which child, and leaves the sibling alone', () => {
    const which = openEdit(aTurn({ family: twoChildren() }), 'health')
    expect(labelsOf(which)).toEqual(['小明', '小雨'])

    const asked = answer(edit, next(which, said('2', 'opt', '2')))
    const done = decided(answer(edit, next(asked, said('鸡蛋过敏', 'health', '鸡蛋过敏'))))

    expect(done.state.family?.children.map(({ health }) => health)).toEqual(['花生过敏', '鸡蛋过敏'])
  })

  it('always confirms who may collect, as it was understood', () => {
    const asked = openEdit(
      aTurn({ family: aFamily(), ...said('换他姑姑接 姑姑叫刘芳', 'pickup', '姑姑', 'pickup_name', '刘芳') }),
      'pickup',
    )
    expect(wordsOf(asked)).toContain('以后由姑姑（刘芳）来接')
    expect(decided(asked).state.family?.children[0]?.pickup).toEqual([{ who: '奶奶', name: null }])

    const replaced = decided(answer(edit, next(asked, yes)))
    expect(replaced.state.family?.children[0]?.pickup).toEqual([{ who: '姑姑', name: '刘芳' }])
    const added = decided(answer(edit, next(asked, said('2', 'opt', '2'))))
    expect(added.state.family?.children[0]?.pickup).toEqual([
      { who: '奶奶', name: null },
      { who: '姑姑', name: '刘芳' },
    ])
    const not = decided(answer(edit, next(asked, said('3', 'opt', '3'))))
    expect(not.state.family?.children[0]?.pickup).toEqual([{ who: '奶奶', name: null }])
  })

  it('shows an age as it was told and when, never a year that nobody said; a birth takes its place', () => {
    const family = aFamily({ children: [aChild({ birth: null, told: { age: 8, on: '2027-06-01' } })] })
    const mine = wordsOf(openMyData(aTurn({ family })))
    expect(mine).toContain('年龄：8岁（2027年6月说的）')
    expect(mine).not.toMatch(/201[89]/)

    const asked = openEdit(aTurn({ family }), 'child.birth')
    expect(wordsOf(asked)).toContain('8岁（2027年6月说的）')
    const done = decided(answer(edit, next(asked, said('2018年5月', 'birth', '2018-05'))))
    expect(done.state.family?.children).toMatchObject([{ birth: '2018-05', told: null }])
    const older = decided(answer(edit, next(asked, said('9岁', 'age', '9'))))
    expect(older.state.family?.children).toMatchObject([{ birth: null, told: { age: 9, on: '2027-07-06' } }])
  })

  it.each([
    [7, '要大人来接'],
    [8, '哥哥'],
  ])('a child told to be %i: “%s”', (age, part) => {
    const family = aFamily({ children: [aChild({ birth: null, told: { age, on: '2027-06-01' } })] })
    const asked = openEdit(aTurn({ family }), 'pickup')
    expect(wordsOf(decided(answer(edit, next(asked, said('哥哥接', 'pickup', '哥哥')))))).toContain(part)
  })

  it('hands no child under eight to a minor', () => {
    const asked = openEdit(aTurn({ family: aFamily({ children: [aChild({ birth: '2021-02' })] }) }), 'pickup')
    const refused = decided(answer(edit, next(asked, said('哥哥接', 'pickup', '哥哥'))))

    expect(refused.state.family?.children[0]?.pickup).toEqual([{ who: '奶奶', name: null }])
    expect(wordsOf(refused)).toContain('要大人来接')
  })

  it('says when another birth no longer fits a course, and leaves the seat', () => {
    const done = decided(
      answer(
        edit,
        next(openEdit(aTurn({ family: aFamily() }), 'child.birth'), said('2024年5月', 'birth', '2024-05')),
      ),
    )

    expect(done.state.family?.children[0]?.birth).toBe('2024-05')
    expect(done.state.family?.enrolments).toHaveLength(1)
    expect(wordsOf(done)).toContain('还小了点')
  })

  it('removes the second phone after one more yes, or by a bare 没有', () => {
    const asked = dropPhone2(aTurn({ family: aFamily() }))
    expect(decided(answer(edit, next(asked, yes))).state.family?.guardians[0]?.phone2).toBe('')
    expect(
      edited(aFamily(), 'guardian.phone2', { text: '没有', meaning: { intent: 'deny' } })?.guardians[0]
        ?.phone2,
    ).toBe('')
  })

  it('sends courses where they are changed, and newcomers to enrol', () => {
    expect(labelsOf(openEdit(aTurn({ family: aFamily() }), 'modules'))).toContain('换课')
    expect(wordsOf(openEdit(aTurn(), 'guardian.phone'))).toContain('先报名')
  })

  it('takes what is no answer for none, and steps back to the list', () => {
    const asked = openEdit(aTurn({ family: aFamily() }), 'guardian.phone')
    expect(answer(edit, next(asked, said('今天天气真好')))).toBeNull()

    const { flow } = decided(asked).state.talk
    if (flow?.topic !== 'edit') throw new Error('not editing')
    expect(decided(edit.back(next(asked), flow)).state.talk.flow).toMatchObject({ stage: 'which' })
  })

  it('never loses an id or a consent', () => {
    const family = edited(
      aFamily({ guardians: [aGuardian({ id: 'g-7' })] }),
      'guardian.name',
      said('李大河', 'gname', '李大河'),
    )

    expect(family?.guardians).toMatchObject([{ id: 'g-7', name: '李大河', contact: 'contact-mother' }])
    expect(family?.consents).toHaveLength(1)
  })
})
