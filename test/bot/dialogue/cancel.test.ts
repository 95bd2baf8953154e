import { describe, expect, it } from 'vitest'
import { cancel, openCancel } from '../../../bot/dialogue/cancel.ts'
import { aFamily, anEnrolment, sectionIds, twoChildren } from '../../support/family.ts'
import { answer, aTurn, decided, labelsOf, next, resume, slots, wordsOf } from '../../support/turn.ts'

const yes = { text: '1', meaning: { intent: 'affirm' } } as const
const no = { text: '2', meaning: { intent: 'deny' } } as const
const draft = { programmeId: 'mini-2027', children: [], guardian: {}, trail: [] }
const bare = { text: '取消', meaning: { command: 'cancel_what' } } as const
const released = {
  sectionId: sectionIds.draw,
  childId: 'child-1',
  familyId: 'family-1',
  kind: 'release',
} as const

describe('cancelling', () => {
  it('asks once before a seat goes, then gives it back', () => {
    const asked = openCancel(aTurn({ family: aFamily(), text: '取消报名' }))
    expect(wordsOf(asked)).toContain('要取消小明的绘画（山前村文化礼堂），确定吗')
    expect(decided(asked).effects).toBeUndefined()

    const sure = decided(answer(cancel, next(asked, yes)))
    expect(sure.effects).toEqual([released])
    expect(sure.state.family?.enrolments).toHaveLength(1)

    const done = resume(cancel, next(sure), [{ did: 'released', effect: released }])
    expect(decided(done).state.family?.enrolments).toEqual([])
    expect(wordsOf(done)).toContain('取消好了')
    expect(decided(done).state.talk.flow).toBeNull()
  })

  it('keeps everything on a no', () => {
    const kept = answer(cancel, next(openCancel(aTurn({ family: aFamily() })), no))

    expect(wordsOf(decided(kept))).toContain('没有取消')
    expect(decided(kept).effects).toBeUndefined()
  })

  it('does not act on a doubtful yes', () => {
    const asked = openCancel(aTurn({ family: aFamily() }))

    expect(
      answer(cancel, next(asked, { text: '嗯那个', meaning: { intent: 'affirm', confidence: 'low' } })),
    ).toBeNull()
  })

  it('asks which of several, takes more than one number, or all', () => {
    const asked = openCancel(aTurn({ family: twoChildren() }))
    expect(labelsOf(asked)).toEqual([
      '小明的绘画（山前村文化礼堂）',
      '小雨的篮球（示例企业1职工之家）',
      '全部取消',
    ])

    const second = answer(cancel, next(asked, { text: '2', meaning: { slots: slots('opt', '2') } }))
    expect(wordsOf(decided(second))).toContain('要取消小雨的篮球')
    const both = answer(
      cancel,
      next(asked, { text: '1 2', meaning: { slots: slots('opt', '1', 'opt', '2') } }),
    )
    expect(wordsOf(decided(both))).toMatch(/小明的绘画.*小雨的篮球/)
    const all = decided(answer(cancel, next(asked, { text: '全部取消' })))
    expect(decided(answer(cancel, next(all, yes))).effects).toHaveLength(2)
  })

  it('goes straight to the one that was named', () => {
    const family = aFamily({ enrolments: [anEnrolment(), anEnrolment({ sectionId: sectionIds.film })] })

    const asked = openCancel(
      aTurn({ family, text: '电影退了其他的留着', meaning: { slots: slots('mod-', 'film') } }),
    )

    expect(wordsOf(asked)).toContain('要取消小明的露天电影')
    expect(wordsOf(asked)).not.toContain('绘画')
  })

  it('of a bare word asks which of the two, and only of those that there are', () => {
    expect(labelsOf(openCancel(aTurn({ ...bare, family: aFamily(), talk: { draft } })))).toEqual([
      '不填了',
      '取消报名',
      '先不取消，接着来',
    ])
    expect(labelsOf(openCancel(aTurn({ ...bare, family: aFamily() })))).toEqual([
      '取消报名',
      '先不取消，接着来',
    ])
    expect(labelsOf(openCancel(aTurn({ ...bare, talk: { draft } })))).toEqual(['不填了', '先不取消，接着来'])
    expect(wordsOf(openCancel(aTurn(bare)))).toContain('没有报名')
  })

  it('drops the draft, says so, and leaves the enrolments alone', () => {
    const asked = openCancel(aTurn({ ...bare, family: aFamily(), talk: { draft } }))

    const dropped = decided(answer(cancel, next(asked, { text: '1', meaning: { slots: slots('opt', '1') } })))

    expect(dropped.state.talk.draft).toBeNull()
    expect(dropped.state.family?.enrolments).toHaveLength(1)
    expect(wordsOf(dropped)).toContain('清掉')
  })

  it('asks again in the same place, and steps back from the last question to the list', () => {
    const list = openCancel(aTurn({ family: twoChildren() }))
    const sure = decided(answer(cancel, next(list, { text: '1', meaning: { slots: slots('opt', '1') } })))
    const { flow } = sure.state.talk
    if (flow?.topic !== 'cancel') throw new Error('not cancelling')

    expect(wordsOf(cancel.ask(next(sure), flow))).toBe(wordsOf(sure))
    expect(labelsOf(cancel.back(next(sure), flow))).toEqual(labelsOf(list))
  })

  it('keeps what the world did not give back', () => {
    const sure = decided(answer(cancel, next(openCancel(aTurn({ family: aFamily() })), yes)))

    const done = resume(cancel, next(sure), [{ did: 'refused', why: 'closed', effect: released }])

    expect(decided(done).state.family?.enrolments).toHaveLength(1)
    expect(wordsOf(done)).toContain('没取消成')
  })
})
