import { describe, expect, it } from 'vitest'
import { change } from '../../../bot/dialogue/change.ts'
import { resumeMoving } from '../../../bot/dialogue/confirm/merge.ts'
import { enrol } from '../../../bot/dialogue/enrol.ts'
import type { Draft, Effect } from '../../../bot/dialogue/state.ts'
import { aChild, aFamily, anEnrolment, sectionIds } from '../../support/family.ts'
import { beforeSeason } from '../../support/programme.ts'
import { aTurn, decided, resume, wordsOf } from '../../support/turn.ts'

/** What the other guardian has made of it while the places were being taken: drawing, which clashes with ball. */
const family = aFamily()
const now = beforeSeason
const seat = { capacity: 12, left: 5, waiting: 0 }
const facts = { seats: new Map(Object.values(sectionIds).map((id) => [id, seat])) }
const claimOf = (sectionId: string, childId = 'child-1') =>
  ({
    kind: 'claim',
    sectionId,
    childId,
    familyId: family.id,
    party: 1,
    onFull: 'wait',
    until: null,
  }) as const
const releaseOf = (sectionId: string, childId = 'child-1'): Effect => ({
  kind: 'release',
  sectionId,
  childId,
  familyId: family.id,
})
const { id, name, birth, days, place, pickup } = aChild()
const draftOf = (sections: readonly string[], childId = id): Draft => ({
  programmeId: 'mini-2027',
  guardian: { name: '李大山', phone: '13800001234', phone2: '', relation: '妈妈' },
  trail: [],
  children: [
    {
      ...{ id: childId, name, days, place, pickup, employer: null, health: '', wanted: [], chosen: true },
      ...(birth === null ? {} : { birth }),
      sections: sections.map((one) => ({ id: one, party: 1 })),
    },
  ],
})
const claiming = (draft: Draft, seen = family) =>
  aTurn({
    ...{ family: seen, now, facts },
    talk: {
      ...{ draft, who: 'guardian', agreed: 'n-1', programmeId: 'mini-2027' },
      flow: { topic: 'enrol', stage: 'claiming', child: 0, field: null },
    },
  })

describe('places that were got beside what another guardian got meanwhile', () => {
  it('what fits is kept, what does not is given back and told', () => {
    const film = claimOf(sectionIds.film)
    const ball = claimOf(sectionIds.ball)
    const turn = claiming(draftOf([sectionIds.film, sectionIds.ball]))
    const back = decided(
      resume(enrol, turn, [
        { did: 'seat', effect: film },
        { did: 'seat', effect: ball },
      ]),
    )
    expect(back.effects).toEqual([releaseOf(sectionIds.ball)])
    const has = back.state.family?.enrolments.map(({ sectionId }) => sectionId)
    expect(has).toEqual([sectionIds.draw, sectionIds.film])

    const outcomes = [{ did: 'released', effect: releaseOf(sectionIds.ball) }] as const
    const told = decided(resume(enrol, { ...turn, state: back.state }, outcomes))
    expect(wordsOf(told)).toContain('露天电影报上了')
    expect(wordsOf(told)).toContain('篮球没加上')
    expect(told.state.talk.draft).toBeNull()
  })

  it('a place on the waiting list is given back too', () => {
    const ball = claimOf(sectionIds.ball)
    const turn = claiming(draftOf([sectionIds.ball]))
    const back = decided(resume(enrol, turn, [{ did: 'waiting', position: 2, effect: ball }]))
    expect(back.effects).toEqual([releaseOf(sectionIds.ball)])
    expect(back.state.family).toBe(family)
  })

  it('the same section got by both is one place, and stays', () => {
    const turn = claiming(draftOf([sectionIds.draw]))
    const kept = decided(resume(enrol, turn, [{ did: 'seat', effect: claimOf(sectionIds.draw) }]))
    expect(kept.effects ?? []).toEqual([])
    expect(kept.state.family?.enrolments).toHaveLength(1)
  })

  it('a child that the other entered meanwhile is that child, and what was got for a second one goes', () => {
    const film = claimOf(sectionIds.film, 'child-9')
    const turn = claiming(draftOf([sectionIds.film], 'child-9'))
    const back = decided(resume(enrol, turn, [{ did: 'seat', effect: film }]))
    expect(back.effects).toEqual([releaseOf(sectionIds.film, 'child-9')])
    const [child] = back.state.talk.draft?.children ?? []
    expect(child).toMatchObject({ id: 'child-1', health: '花生过敏', sections: [{ id: sectionIds.film }] })
    expect(back.state.family?.children).toHaveLength(1)
  })

  it.each([
    ['the old class still there', [anEnrolment(), anEnrolment({ sectionId: sectionIds.film })]],
    ['the old class gone', [anEnrolment()]],
  ])('a change with %s gives the new place back', (_, enrolments) => {
    const ball = { ...claimOf(sectionIds.ball), onFull: 'refuse' } as const
    const flow = {
      ...({ topic: 'change', stage: 'claiming', childId: 'child-1' } as const),
      ...{ from: sectionIds.film, to: sectionIds.ball },
    }
    const turn = aTurn({ family: aFamily({ enrolments }), now, talk: { flow } })
    const back = decided(resume(change, turn, [{ did: 'seat', effect: ball }]))
    expect(back.effects).toEqual([releaseOf(sectionIds.ball)])
    const outcomes = [{ did: 'released', effect: releaseOf(sectionIds.ball) }] as const
    const told = decided(resume(change, { ...turn, state: back.state }, outcomes))
    expect(wordsOf(told)).toContain('没换成')
    expect(told.state.family?.enrolments).toEqual(enrolments)
  })

  it('what a helper entered is given back where it no longer fits', () => {
    const to = { familyId: family.id, childId: 'child-1' }
    const effect = {
      ...({ kind: 'move', sectionId: sectionIds.ball, childId: 'child-7', party: 1, to } as const),
      familyId: 'family-7',
    }
    const flow = { topic: 'confirm', stage: 'moving', familyId: 'family-7', code: '12345678' } as const
    const turn = aTurn({ family, now, talk: { flow } })
    const back = decided(resumeMoving(turn, flow, [{ did: 'seat', effect }]))
    expect(back.effects).toEqual([releaseOf(sectionIds.ball), { kind: 'erase', familyId: 'family-7' }])
    expect(back.state.family?.enrolments).toEqual(family.enrolments)
    expect(back.state.talk.flow).toMatchObject({ told: [expect.stringContaining('退了')] })
  })
})
