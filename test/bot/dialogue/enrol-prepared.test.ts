import { describe, expect, it } from 'vitest'
import { hourMs, instantOf, minuteMs } from '../../../shared/time.ts'
import { aChat, type Said } from '../../support/chat.ts'
import { mother, sectionIds } from '../../support/family.ts'
import { aCatalogue, aProgramme, aProgrammeInput } from '../../support/programme.ts'

const window = { opens: '2027-06-10', closes: '2027-07-01' }
const opensAt = instantOf(window.opens, '08:00')
const before = instantOf('2027-06-01', '10:00')
const notYet = aCatalogue(aProgramme({ enrolment: window }))
/** Everything is open but the tiny class. */
const inPart = aCatalogue(
  aProgramme({
    sections: aProgrammeInput().sections.map((section) =>
      section.id === 'ball-tiny' ? { ...section, enrolment: window } : section,
    ),
  }),
)
const form =
  '孩子姓名：王小雨，出生年月：2018年3月，来的日期：全程都来，家长姓名：张小丽，手机号：13800001111，备用电话：没有，关系：妈妈，住址：山前村，过敏：没有，谁来接：外婆'

/** A parent who filled in everything and confirmed it; the last answer beside the chat. */
const preparing = (catalogue = notYet, who = '我是孩子家长', courses = '1和2') => {
  const chat = aChat({ contact: mother, catalogue, now: before })
  const said = chat.all('报名', '同意', who, form, courses, '1')
  return { chat, said }
}
const claimed = ({ effects }: Said) =>
  effects.flatMap((effect) => (effect.kind === 'claim' ? [effect.sectionId] : []))

describe('before enrolment opens', () => {
  it('everything can be filled in and chosen, and nothing is claimed', () => {
    const { said } = preparing()
    expect(claimed(said)).toEqual([])
    expect(said.words).toContain('资料都填好了，给您存着。6月10日周四早上8点开始报名，到点回一个“报名”就行')
    expect([said.expects, said.labels]).toEqual(['confirm', ['报名', '修改']])
  })

  it('courses and summary say when they open', () => {
    const chat = aChat({ contact: mother, catalogue: notYet, now: before })
    const list = chat.all('报名', '同意', '我是孩子家长', form)
    expect(list.words).toContain('8:30–10:00，6月10日8:00开始报名')
    expect(chat.say('1').words).toContain('6月10日8:00开始报名')
  })

  it('a reminder is written, for shortly before it opens', () => {
    const { said } = preparing()
    expect(said.entries).toEqual([
      {
        kind: 'notice',
        notice: {
          id: `enrolment.opening.mini-2027.${opensAt}`,
          to: mother,
          what: 'enrolment.opening',
          at: opensAt - 16 * minuteMs,
          about: { programmeId: 'mini-2027', opensAt: String(opensAt), familyId: said.state.family?.id },
          notBefore: opensAt - 15 * minuteMs,
          expiresAt: opensAt + 12 * hourMs,
        },
      },
    ])
  })

  it.each(['报名', '抢', '1', '开始', '我要报名！'])(
    'too early (%s) it says when, and that all is kept',
    (words) => {
      const { chat } = preparing()
      chat.now = opensAt - 1_000
      const said = chat.say(words)
      expect(claimed(said)).toEqual([])
      expect(said.words).toContain('今天早上8点开始报名')
      expect(said.words).toContain('存着')
      expect(said.state.talk.draft?.ready).toBe(true)
    },
  )

  it('what opens after a form would be kept can only be waited for', () => {
    const chat = aChat({ contact: mother, catalogue: notYet, now: instantOf('2027-05-01', '10:00') })
    const said = chat.say('报名')
    expect([said.words.includes('6月10日8:00开始'), said.state.talk.draft]).toEqual([true, null])
  })

  it('a question beside it is answered, and what is waited for is said again', () => {
    const said = preparing().chat.say('要钱吗')
    expect(said.words).toContain('课都是免费的')
    expect(said.words).toContain('到点回一个“报名”就行')
  })

  it('what is changed is shown and confirmed anew', () => {
    const { chat } = preparing()
    const shown = chat.all('修改', '11', '3')
    expect([shown.expects, shown.state.talk.draft?.ready]).toEqual(['confirm', undefined])
    const ready = chat.say('1')
    expect(ready.state.talk.draft?.ready).toBe(true)
    chat.now = opensAt
    expect(claimed(chat.say('报名'))).toEqual([sectionIds.ball])
  })
})

describe('from the opening on', () => {
  it.each(['报名', '抢', '抢！', '1', '开始', '现在报名'])(
    '%s claims all that was chosen, in one turn',
    (words) => {
      const { chat } = preparing()
      chat.now = opensAt
      const said = chat.say(words)
      expect(claimed(said)).toEqual([sectionIds.draw, sectionIds.tiny])
      expect(said.words).toContain('王小雨的绘画报上了！\n王小雨的篮球报上了！')
      expect(said.state.talk.draft).toBeNull()
    },
  )

  it('each gets its own answer: one seat, one place on the list', () => {
    const { chat } = preparing()
    chat.now = opensAt
    chat.seats.set(sectionIds.tiny, 0)
    const said = chat.say('报名')
    expect(said.words).toContain('王小雨的绘画报上了！\n王小雨的篮球满了，排在候补第3位')
  })

  it('after a week of silence, when only the form is left of the talk', () => {
    const { chat } = preparing()
    const { talk } = chat.state
    chat.state = { ...chat.state, talk: { ...talk, flow: null, asked: null } }
    chat.now = opensAt
    expect(claimed(chat.say('1'))).toEqual([sectionIds.draw, sectionIds.tiny])
  })

  it('by the menu too', () => {
    const { chat } = preparing()
    const menu = chat.say('菜单')
    expect(menu.labels[0]).toBe('报名（都填好了）')
    expect(menu.words).toContain('没开始报名的都存好了')
    chat.now = opensAt
    expect(claimed(chat.say('1'))).toHaveLength(2)
  })

  it('a helper’s family is held for its guardian', () => {
    const { chat } = preparing(notYet, '帮别人报', '1')
    chat.now = opensAt
    const said = chat.say('报名')
    expect(said.effects).toMatchObject([{ kind: 'claim', until: opensAt + 48 * hourMs }])
    expect(said.words).toContain('确认码')
  })
})

describe('where some of it is open', () => {
  it('that is claimed at once, the rest when it opens', () => {
    const { chat, said } = preparing(inPart)
    expect(claimed(said)).toEqual([sectionIds.draw])
    expect(said.words).toContain('没开始报名的都存好了')
    expect(said.entries.map(({ kind }) => kind)).toEqual(['notice'])
    expect(claimed(chat.say('抢'))).toEqual([])
    chat.now = opensAt
    expect(claimed(chat.say('抢'))).toEqual([sectionIds.tiny])
    expect(chat.state.family?.enrolments.map(({ sectionId }) => sectionId)).toEqual([
      sectionIds.draw,
      sectionIds.tiny,
    ])
  })

  it('a helper chooses only what is open: the family leaves the helper with what is claimed', () => {
    const chat = aChat({ contact: mother, catalogue: inPart, now: before })
    const list = chat.all('报名', '同意', '帮别人报', form)
    expect(list.words).not.toContain('6月10日8:00开始报名')
  })
})
