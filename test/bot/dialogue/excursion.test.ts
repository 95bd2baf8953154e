import { describe, expect, it } from 'vitest'
import type { Family, Scope } from '../../../shared/family.ts'
import { aChat, aWorld, type Chat } from '../../support/chat.ts'
import { aFamily, anEnrolment, sectionIds } from '../../support/family.ts'
import { aCatalogue, aProgramme, beforeSeason, withOuting } from '../../support/programme.ts'

const park = 'mini-2027.park-july'
const catalogue = aCatalogue(withOuting())
const contact = 'contact-mother'

/** One who agreed to the notice as it stands, so that nothing but the outing is asked about. */
const agreed = (overrides: Partial<Family> = {}): Family => {
  const chat = aChat({ catalogue })
  chat.all('报名', '同意', '我是孩子家长')
  const notice = chat.state.family?.consents[0]?.notice ?? ''
  const basic = { scope: 'basic', given: true, at: beforeSeason, by: { contact }, notice } as const
  return aFamily({ consents: [basic], ...overrides })
}

const line = (scope: Scope, given: boolean) => ({
  scope,
  given,
  at: beforeSeason,
  by: { contact },
  notice: 'n-1',
})

const parent = (overrides: Partial<Family> = {}): Chat =>
  aChat({ catalogue, contact, family: agreed(overrides) })

const scopes = (chat: Chat) => chat.state.family?.consents.map(({ scope, given }) => `${scope} ${given}`)
const enrolled = (chat: Chat) => chat.state.family?.enrolments.map(({ sectionId }) => sectionId)

describe('adding an outing', () => {
  it('asks for the consent of its own before the summary: what it is, why, two tappable answers', () => {
    const asked = parent().all('再报一门课', '梦想乐园')
    expect(asked.expects).toBe('yes_no')
    expect(asked.labels).toEqual(['同意', '不同意'])
    for (const part of [
      '小明的梦想乐园',
      '7月20日',
      '湖边影院',
      '坐车去看方便面怎么做',
      '单独问',
      '别的课照上',
    ])
      expect(asked.words).toContain(part)
    expect(asked.effects).toEqual([])
  })

  it('with 同意 writes a line of the ledger and goes on to the summary', () => {
    const chat = parent()
    const summary = chat.all('再报一门课', '梦想乐园', '同意')
    expect(summary.expects).toBe('confirm')
    expect(summary.entries).toMatchObject([
      { kind: 'consent', consent: { scope: 'excursion', given: true, by: { contact } } },
    ])
    expect(scopes(chat)).toEqual(['basic true', 'excursion true'])
    expect(chat.say('1').effects).toMatchObject([{ kind: 'claim', sectionId: park }])
  })

  it.each(['1', '好的', '可以', '我同意', '去的', '让他去吧', '同意外出'])('“%s” is a yes', (yes) => {
    const chat = parent()
    chat.all('再报一门课', '梦想乐园', yes)
    expect(scopes(chat)).toEqual(['basic true', 'excursion true'])
    expect(chat.state.talk.asked?.expects).toBe('confirm')
  })

  it.each(['不同意', '2', '不去', '还是不去了', '不同意外出'])(
    '“%s” drops it and offers the others',
    (no) => {
      const chat = parent()
      const said = chat.all('再报一门课', '梦想乐园', no)
      expect(said.words).toContain('没关系')
      expect(said.expects).toBe('modules')
      expect(said.labels.join()).not.toContain('梦想乐园')
      expect(said.effects).toEqual([])
      expect(scopes(chat)).toEqual(['basic true', 'excursion false'])
    },
  )

  it('asked for by name after a no, it is asked about anew', () => {
    const chat = parent()
    const again = chat.all('再报一门课', '梦想乐园', '不同意', '还是报梦想乐园')
    expect(again.expects).toBe('yes_no')
    expect(chat.say('同意').expects).toBe('confirm')
  })

  it('given before, it is not asked again', () => {
    const chat = parent({ consents: [...agreed().consents, line('excursion', true)] })
    expect(chat.all('再报一门课', '梦想乐园').expects).toBe('confirm')
  })

  it('a word on pictures is no answer to it', () => {
    const chat = parent()
    chat.all('再报一门课', '梦想乐园', '同意拍照')
    expect(scopes(chat)).toEqual(['basic true', 'photo true'])
    expect(chat.state.talk.asked?.expects).toBe('yes_no')
  })

  it('says why, and asks again in other words', () => {
    const chat = parent()
    const asked = chat.all('再报一门课', '梦想乐园')
    const why = chat.say('为什么要问这个')
    expect(why.words).toContain('名单')
    expect(why.expects).toBe('yes_no')
    expect(why.words).not.toContain(asked.words)
  })

  it('0 goes one step back', () => {
    expect(parent().all('再报一门课', '梦想乐园', '0').expects).toBe('modules')
  })

  it('a consent taken back at the summary takes the outing out of the form', () => {
    const chat = parent()
    const off = chat.all('再报一门课', '梦想乐园', '同意', '不同意外出')
    expect(off.words).toContain('梦想乐园不报了')
    expect(chat.state.talk.draft?.children[0]?.sections).toEqual([])
    expect(scopes(chat)).toEqual(['basic true', 'excursion true', 'excursion false'])
  })

  it('where nothing else is to be had, it says why and what stays open', () => {
    const only = { ...withOuting(), sections: withOuting().sections.slice(-1) }
    const family = agreed({ enrolments: [] })
    const chat = aChat({ catalogue: aCatalogue(aProgramme(), only), contact, family })
    const alone = aChat({ catalogue: aCatalogue(only), contact, family })
    const said = alone.all('再报一门课', '梦想乐园', '不同意')
    expect(said.words).toContain('改主意了说“同意外出”')
    expect(said.labels.length).toBeGreaterThan(1)
    expect(chat.state.family).toEqual(family)
  })
})

describe('changing to an outing', () => {
  const sure = (chat: Chat) => chat.all('把绘画换成梦想乐园', '1')

  it('asks before the new seat is claimed', () => {
    const chat = parent()
    const asked = sure(chat)
    expect(asked.expects).toBe('yes_no')
    expect(asked.words).toContain('单独问')
    expect(asked.effects).toEqual([])
    const done = chat.say('同意')
    expect(done.effects.map(({ kind }) => kind)).toEqual(['claim', 'release'])
    expect(enrolled(chat)).toEqual([park])
    expect(scopes(chat)).toEqual(['basic true', 'excursion true'])
  })

  it('refused, the old seat stays', () => {
    const chat = parent()
    sure(chat)
    const kept = chat.say('不同意')
    expect(kept.effects).toEqual([])
    expect(kept.words).toContain('绘画（山前村文化礼堂）还给您留着')
    expect(enrolled(chat)).toEqual([sectionIds.draw])
    expect(scopes(chat)).toEqual(['basic true', 'excursion false'])
    expect(kept.labels.length).toBeGreaterThan(1)
  })

  it('asks before a place on its waiting list too, which would become a seat by itself', () => {
    const chat = aChat({ catalogue, contact, family: agreed(), left: { [park]: 0 } })
    const asked = chat.all('把绘画换成梦想乐园', '1')
    expect(asked.words).toContain('单独问')
    expect(chat.say('同意').effects).toMatchObject([{ kind: 'claim', onFull: 'wait', sectionId: park }])
  })
})

describe('taking the consent back', () => {
  it('gives back what stood on it, by name, and nothing else', () => {
    const chat = parent({
      consents: [...agreed().consents, line('excursion', true)],
      enrolments: [anEnrolment(), anEnrolment({ sectionId: park })],
    })
    const off = chat.say('不同意外出')
    expect(off.effects).toMatchObject([{ kind: 'release', sectionId: park }])
    expect(off.words).toContain('小明的梦想乐园（湖边影院）的名额退了')
    expect(enrolled(chat)).toEqual([sectionIds.draw])
    expect(scopes(chat)).toEqual(['basic true', 'excursion true', 'excursion false'])
  })
})

describe('an outing that a helper entered', () => {
  const entered = (course = '梦想乐园和画画') => {
    const world = aWorld()
    const helper = aChat({ catalogue, contact: 'teacher', world })
    const done = helper.all(
      `我是老师，帮学生王小雨报名，8岁，想报${course}`,
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
    const code = [...world.codes.keys()][0] ?? ''
    const mother = aChat({ catalogue, contact: 'mama', world })
    return { done, mother, code, opened: mother.say(`${code} 1234`) }
  }

  it('is held without asking the helper', () => {
    const { done } = entered()
    expect(done.effects).toHaveLength(2)
    expect(done.entries.filter(({ kind }) => kind === 'consent')).toEqual([])
  })

  it('is asked about when the guardian confirms, before anything counts', () => {
    const { mother, opened } = entered()
    expect(opened.expects).toBe('consent')
    const asked = mother.say('同意')
    expect(asked.expects).toBe('yes_no')
    expect(asked.words).toContain('王小雨的梦想乐园')
    expect(asked.entries).toEqual([])
    const done = mother.say('同意')
    expect(done.effects.map(({ kind }) => kind)).toEqual(['firm', 'firm'])
    expect(scopes(mother)).toEqual(['basic true', 'excursion true'])
    expect(done.words).toContain('梦想乐园')
  })

  it('refused, only its seat is given back', () => {
    const { mother } = entered()
    mother.say('同意')
    const done = mother.say('不同意')
    expect(done.effects).toMatchObject([
      { kind: 'firm', sectionId: sectionIds.draw },
      { kind: 'release', sectionId: park },
    ])
    expect(enrolled(mother)).toEqual([sectionIds.draw])
    expect(scopes(mother)).toEqual(['basic true', 'excursion false'])
    expect(done.words).toContain('梦想乐园您没同意去，名额退了')
    expect(done.words).not.toContain('留的时间过了')
  })

  it('refused as the only one, the family stays and other courses are offered', () => {
    const { mother } = entered('梦想乐园')
    mother.say('同意')
    const done = mother.say('不同意')
    expect(enrolled(mother)).toEqual([])
    expect(mother.state.family?.pending).toBe(null)
    expect(done.labels.length).toBeGreaterThan(1)
  })
})
