import { describe, expect, it } from 'vitest'
import { countWrongCode, tooManyCodes, wrongCodesAnHour } from '../../../bot/dialogue/codes.ts'
import { join, openInvite } from '../../../bot/dialogue/join.ts'
import { openCode } from '../../../bot/dialogue/prove.ts'
import { type CodeFact, newTalk } from '../../../bot/dialogue/state.ts'
import { noticeVersion } from '../../../shared/consent.ts'
import { hourMs } from '../../../shared/time.ts'
import { aFamily, aGuardian, father, mother } from '../../support/family.ts'
import { aProgramme, inSeason } from '../../support/programme.ts'
import { answer, aTurn, decided, next, slots, type TurnOf, wordsOf } from '../../support/turn.ts'

const code = '12345678'
const fact: CodeFact = { purpose: 'join', family: aFamily(), until: inSeason + hourMs, tries: 0 }
const of = { contact: father, facts: { codes: new Map([[code, fact]]) } }
const opened = () => openCode(aTurn({ ...of, text: `${code} 1234`, meaning: { code } }), code)
const agree = { ...of, text: '同意', meaning: { intent: 'consent' } } as const
const said = (text: string, ...pairs: readonly string[]): TurnOf => ({
  ...of,
  text,
  meaning: { slots: slots(...pairs) },
})

describe('inviting the other parent', () => {
  it('gives a code that opens this family for a day', () => {
    const move = decided(openInvite(aTurn({ family: aFamily() })))

    expect(wordsOf(move)).toContain('1234 5610')
    expect(move.entries).toEqual([
      {
        kind: 'code',
        code: '12345610',
        purpose: 'join',
        familyId: 'family-1',
        until: inSeason + 24 * hourMs,
        left: 0,
      },
    ])
  })

  it('is for families that have enrolled', () => {
    expect(decided(openInvite(aTurn())).entries).toBeUndefined()
  })
})

describe('joining by a code', () => {
  it('shows the notice first and tells nothing of the family before the consent', () => {
    const asked = opened()

    expect(decided(asked).state.talk.asked?.expects).toBe('consent')
    expect(wordsOf(asked)).toContain('您同意吗')
    expect(wordsOf(asked)).not.toContain('小明')
    expect(JSON.stringify(decided(asked).state)).not.toContain('花生')
  })

  it('asks who it is one thing at a time, then both see the same', () => {
    const relation = answer(join, next(opened(), agree))
    expect(decided(relation).state.talk.asked?.expects).toBe('guardian.relation')
    const name = answer(join, next(relation, said('爸爸', 'rel', '爸爸')))
    expect(decided(name).state.talk.asked?.expects).toBe('guardian.name')
    const phone = answer(join, next(name, said('李小山', 'gname', '李小山')))
    expect(decided(phone).state.talk.asked?.expects).toBe('guardian.phone')

    const done = decided(answer(join, next(phone, said('13900001234', 'phone', '13900001234'))))

    expect(wordsOf(done)).toContain('小明的报名，您现在都能看')
    expect(done.state.family).toMatchObject({ id: 'family-1', contacts: [mother, father] })
    expect(done.state.family?.guardians.at(-1)).toMatchObject({
      contact: father,
      name: '李小山',
      relation: '爸爸',
      phone: '13900001234',
    })
    expect(done.state.talk).toMatchObject({ who: 'guardian', agreed: noticeVersion(aProgramme()) })
    expect(done.entries?.map(({ kind }) => kind)).toEqual(['consent', 'code_used', 'notice'])
    expect(done.entries?.at(-1)).toMatchObject({ notice: { to: mother, what: 'family.joined' } })
  })

  it('takes all of it in one message', () => {
    const asked = answer(join, next(opened(), agree))

    const done = answer(
      join,
      next(
        asked,
        said('我是爸爸李小山13900001234', 'rel', '爸爸', 'gname', '李小山', 'phone', '13900001234'),
      ),
    )

    expect(decided(done).state.family?.guardians).toHaveLength(2)
  })

  it('makes a guardian who was named without a contact that very guardian', () => {
    const family = aFamily({
      guardians: [
        aGuardian(),
        aGuardian({ id: 'g-2', contact: null, phone: '13900001234', relation: '爸爸' }),
      ],
    })
    const facts = { codes: new Map([[code, { ...fact, family }]]) }
    const asked = answer(
      join,
      next(openCode(aTurn({ ...of, facts, text: `${code} 1234` }), code), { ...agree, facts }),
    )

    const all = said('爸爸李小山13900001234', 'rel', '爸爸', 'gname', '李小山', 'phone', '13900001234')
    const done = decided(answer(join, next(asked, { ...all, facts })))

    expect(done.state.family?.guardians.map(({ id, contact }) => [id, contact])).toEqual([
      ['guardian-1', mother],
      ['g-2', father],
    ])
  })

  it('stores nothing on a refusal', () => {
    const refused = decided(
      answer(join, next(opened(), { ...of, text: '不同意', meaning: { intent: 'consent_no' } })),
    )

    expect(refused).toMatchObject({ state: { family: null, talk: { flow: null } } })
    expect(refused.entries).toBeUndefined()
  })

  it('ends kindly when the code ran out meanwhile', () => {
    const late = { ...agree, facts: { codes: new Map([[code, null]]) } }

    expect(wordsOf(decided(answer(join, next(opened(), late))))).toContain('过期了')
    expect(
      answer(join, next(opened(), { contact: father, text: '同意', meaning: { intent: 'consent' } })),
    ).toEqual({
      need: [{ kind: 'code', code }],
    })
  })

  it('is not for who is in the family, nor for who has another', () => {
    expect(wordsOf(openCode(aTurn({ ...of, contact: mother, family: aFamily() }), code))).toContain(
      '已经在这一家',
    )
    const other = aFamily({ id: 'family-2', contacts: [father] })
    expect(wordsOf(openCode(aTurn({ ...of, family: other }), code))).toContain('合不到一起')
  })
})

describe('wrong codes', () => {
  const unknown = { codes: new Map([[code, null]]) }

  it('are looked up, counted, and told how to go on', () => {
    expect(openCode(aTurn({ contact: father }), code)).toEqual({ need: [{ kind: 'code', code }] })

    const wrong = decided(openCode(aTurn({ contact: father, facts: unknown }), code))

    expect(wrong.state.talk.wrongCodes).toEqual({ count: 1, since: inSeason })
    expect(wordsOf(wrong)).toContain('这个码不对')
  })

  it('stop being looked up after five in an hour, and are again when the hour is over', () => {
    const talk = Array.from({ length: wrongCodesAnHour }).reduce<ReturnType<typeof newTalk>>(
      (so) => countWrongCode(so, inSeason),
      newTalk(),
    )

    expect(tooManyCodes(talk, inSeason)).toBe(true)
    expect(wordsOf(openCode(aTurn({ ...of, talk }), code))).toContain('试错太多')
    expect(tooManyCodes(talk, inSeason + hourMs)).toBe(false)
    expect(countWrongCode(talk, inSeason + hourMs).wrongCodes).toEqual({ count: 1, since: inSeason + hourMs })
  })
})
