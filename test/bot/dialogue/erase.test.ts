import { describe, expect, it } from 'vitest'
import { erase, openErase, openLeft } from '../../../bot/dialogue/erase.ts'
import { newTalk } from '../../../bot/dialogue/state.ts'
import { openWithdraw, withdraw } from '../../../bot/dialogue/withdraw.ts'
import { aFamily, father, mother, sectionIds, twoChildren, twoParents } from '../../support/family.ts'
import { answer, aTurn, decided, labelsOf, next, resume, slots, wordsOf } from '../../support/turn.ts'

const yes = { text: '1', meaning: { intent: 'affirm' } } as const
const no = { text: '2', meaning: { intent: 'deny' } } as const
const gone = { kind: 'erase', familyId: 'family-1' } as const
const own = { kind: 'erase_requests', contact: mother } as const
const seat = {
  kind: 'release',
  sectionId: sectionIds.draw,
  childId: 'child-1',
  familyId: 'family-1',
} as const

describe('erasing', () => {
  it('asks once, gives the seats back, erases, and forgets the conversation', () => {
    const asked = openErase(aTurn({ family: aFamily() }))
    expect(wordsOf(asked)).toContain('删了找不回来')
    expect(decided(asked).effects).toBeUndefined()

    const erasing = decided(answer(erase, next(asked, yes)))
    expect(erasing.effects).toEqual([seat, gone, own])

    const done = decided(
      resume(erase, next(erasing), [
        { did: 'released', effect: seat },
        { did: 'erased', effect: gone },
      ]),
    )
    expect(done.state.family).toBeNull()
    expect({ ...done.state.talk, asked: null }).toEqual(newTalk())
    expect(wordsOf(done)).toContain('都删掉了')
  })

  it('keeps everything on a no, and waits for a clear yes', () => {
    const asked = openErase(aTurn({ family: aFamily() }))

    expect(wordsOf(decided(answer(erase, next(asked, no))))).toContain('没有删')
    expect(
      answer(erase, next(asked, { text: '哦', meaning: { intent: 'affirm', confidence: 'low' } })),
    ).toBeNull()
  })

  it('says so when it could not be done, and keeps the family', () => {
    const erasing = decided(answer(erase, next(openErase(aTurn({ family: aFamily() })), yes)))

    const done = decided(resume(erase, next(erasing), [{ did: 'refused', why: 'closed', effect: gone }]))

    expect(done.state.family).not.toBeNull()
    expect(wordsOf(done)).toContain('没删成')
  })

  it('takes only the asker out where the other guardian stays, and asks the other', () => {
    const asked = openErase(aTurn({ family: twoParents() }))
    expect(wordsOf(asked)).toContain('另一位家长')

    const left = decided(answer(erase, next(asked, yes)))

    expect(left.state).toMatchObject({ family: null, talk: { draft: null, agreed: null } })
    expect(left.effects).toEqual([own])
    const done = resume(erase, next(left), [{ did: 'erased', effect: own }])
    expect(wordsOf(done)).toContain('孩子的报名还在另一位家长那里')
    expect({ ...decided(done).state.talk, asked: null }).toEqual(newTalk())
    const [family, notice] = left.entries ?? []
    expect(family).toMatchObject({
      kind: 'family',
      family: { contacts: [father], left: ['guardian-1'], guardians: [{ id: 'guardian-2' }] },
    })
    expect(JSON.stringify(family)).not.toContain('13800001234')
    expect(notice).toMatchObject({ kind: 'notice', notice: { to: father, what: 'guardian.left' } })
  })

  it('lets the other guardian keep the rest, or erase it too after one more question', () => {
    const family = aFamily({ left: ['guardian-2'] })
    const asked = openLeft(aTurn({ family }))

    const kept = decided(answer(erase, next(asked, { text: '留着' })))
    expect(kept.state.family?.left).toEqual([])
    const sure = answer(
      erase,
      next(asked, { text: '2', meaning: { intent: 'deny', slots: slots('opt', '2') } }),
    )
    expect(wordsOf(decided(sure))).toContain('确定吗')
    expect(decided(answer(erase, next(sure, yes))).effects).toContainEqual(gone)
  })

  it('erases one child of several, seats first, the sibling untouched', () => {
    const named = {
      text: '把小明的信息删掉',
      meaning: { about: 'child', slots: slots('name', '小明') },
    } as const
    const asked = openErase(aTurn({ ...named, family: twoChildren() }))
    expect(wordsOf(asked)).toContain('小明')

    const releasing = decided(answer(erase, next(asked, yes)))
    expect(releasing.effects).toEqual([seat])
    const done = decided(resume(erase, next(releasing), [{ did: 'released', effect: seat }]))
    expect(done.state.family?.children.map(({ name }) => name)).toEqual(['小雨'])
    expect(done.state.family?.enrolments).toHaveLength(1)
  })

  it('of a phone number explains that one is needed, and offers another', () => {
    const asked = openErase(aTurn({ family: aFamily(), meaning: { about: 'phone' } }))

    expect(wordsOf(asked)).toContain('手机号不能空着')
    expect(labelsOf(asked)).toEqual(['换手机号', '删掉备用电话', '删除我的信息', '回菜单'])
  })

  it('of a draft clears the conversation, and of nothing says that there is nothing', () => {
    const draft = { programmeId: 'mini-2027', children: [], guardian: {}, trail: [] }
    const clearing = decided(answer(erase, next(openErase(aTurn({ talk: { draft } })), yes)))
    expect(clearing).toMatchObject({ state: { talk: { draft: null } }, effects: [own] })

    const cleared = decided(resume(erase, next(clearing), [{ did: 'erased', effect: own }]))
    expect({ ...cleared.state.talk, asked: null }).toEqual(newTalk())
    expect(wordsOf(cleared)).toContain('都删掉了')
    expect(wordsOf(openErase(aTurn()))).toContain('没有存您的信息')
  })

  it('of somebody without a family asks what is stored, and erases what was asked of staff', () => {
    const unknown = openErase(aTurn({ facts: { requests: new Map() } }))
    expect(unknown).toEqual({ need: [{ kind: 'requests', contact: mother }] })

    const requests = new Map([[mother, [{ at: 1, words: '想换老师' }]]])
    const asked = openErase(aTurn({ facts: { requests } }))
    expect(wordsOf(asked)).toContain('找人工留的话')
    expect(decided(answer(erase, next(asked, yes))).effects).toEqual([own])
    expect(wordsOf(decided(answer(erase, next(asked, no))))).toContain('没有删')
  })
})

describe('withdrawing consent', () => {
  it('says what follows, asks once, writes the ledger, then erases', () => {
    const asked = openWithdraw(aTurn({ family: aFamily() }))
    expect(wordsOf(asked)).toContain('名额会退掉')

    const going = decided(answer(withdraw, next(asked, yes)))
    expect(going.entries).toEqual([
      {
        kind: 'consent',
        familyId: 'family-1',
        consent: expect.objectContaining({ scope: 'basic', given: false, by: { contact: mother } }),
      },
    ])
    expect(going.effects).toEqual([seat, gone, own])
    const done = decided(resume(withdraw, next(going), [{ did: 'erased', effect: gone }]))
    expect(done.state.family).toBeNull()
    expect(wordsOf(done)).toContain('示例市总工会二楼')
  })

  it('is not decided by the same words said twice', () => {
    const asked = openWithdraw(aTurn({ family: aFamily() }))

    expect(answer(withdraw, next(asked, { text: '不同意了', meaning: { intent: 'consent_no' } }))).toBeNull()
    expect(wordsOf(decided(answer(withdraw, next(asked, no))))).toContain('什么都没变')
  })

  it('of one use is written down and keeps the class', () => {
    const move = decided(openWithdraw(aTurn({ family: aFamily(), meaning: { about: 'photo' } })))

    expect(wordsOf(move)).toContain('不影响上课')
    expect(move.entries).toMatchObject([{ kind: 'consent', consent: { scope: 'photo', given: false } }])
    expect(move.state.family?.enrolments).toHaveLength(1)
    expect(move.effects).toBeUndefined()
  })

  it('takes only the asker out where the other guardian agreed for himself', () => {
    const left = decided(answer(withdraw, next(openWithdraw(aTurn({ family: twoParents() })), yes)))

    expect(left.effects).toEqual([own])
    expect(left.state.family).toBeNull()
  })
})
