import { describe, expect, it } from 'vitest'
import { refusalWords } from '../../../bot/wording/refusals.ts'
import type { Refusal } from '../../../shared/refusals.ts'
import { instantOf } from '../../../shared/time.ts'
import { aCatalogue, aProgramme, sectionIn } from '../../support/programme.ts'

const programme = aProgramme()
const { sections } = aCatalogue(programme)
const of = { child: '小明', section: sectionIn(programme, 'draw-hall'), sections }
const taken = 'mini-2027.ball-canteen'
const ball = sections.get(taken)
const session = of.section.sessions[1]
const takenSession = ball?.sessions[0]
if (!session || !takenSession) throw new Error('the sample lost its sessions')

const all: readonly (readonly [Refusal, string])[] = [
  [{ code: 'too_young', band: { from: 8, to: 12 }, on: '2027-07-05' }, '绘画收8到12岁的孩子，小明还小了点。'],
  [{ code: 'too_old', band: { from: 3, to: 5 }, on: '2027-07-05' }, '绘画收3到5岁的孩子，小明超过年龄了。'],
  [{ code: 'grade_out', band: { from: -2, to: 0 } }, '绘画收小班到大班的孩子，小明的年级对不上。'],
  [{ code: 'staff_only', of: ['firm-1'] }, '绘画只收示例企业1职工的孩子。'],
  [{ code: 'staff_only', of: [] }, '绘画只收本地企业职工的孩子。'],
  [{ code: 'villagers_only', of: ['hill', 'lake'] }, '绘画只收住在山前村、湖边村的孩子。'],
  [{ code: 'adults_only' }, '绘画是给家长听的，孩子不用报。'],
  [
    { code: 'not_open_yet', opensAt: instantOf('2026-11-01', '08:00') },
    '绘画还没开始报名，11月1日8:00开始。',
  ],
  [{ code: 'closed', closedAt: 0 }, '绘画的报名已经截止了。'],
  [{ code: 'over', endedAt: 0 }, '绘画已经上完了。'],
  [{ code: 'full', waiting: 3 }, '绘画报满了，有3个人在候补。'],
  [{ code: 'full', waiting: 0 }, '绘画报满了，可以排候补。'],
  [{ code: 'already', sectionId: 'x' }, '绘画已经给小明选了，不用再选。'],
  [{ code: 'limit', courses: 2, taken: [taken] }, '绘画没加上：每个孩子最多2门课，小明已经有篮球了。'],
  [{ code: 'one_period', taken }, '绘画和篮球不是同一期，每个孩子只能选一期。'],
  [
    { code: 'overlap', taken, session, takenSession, travelMinutes: 0 },
    '绘画没加上：7月7日周三 8:30–10:00，和篮球撞了时间。',
  ],
  [
    { code: 'overlap', taken, session, takenSession, travelMinutes: 15 },
    '绘画没加上：上完篮球赶不过去，路上要15分钟。',
  ],
  [
    { code: 'not_your_days', first: '2027-07-05', last: '2027-08-06' },
    '绘画在7月5日—8月6日上课，小明那些天不来。',
  ],
]

describe('a refusal in words', () => {
  it.each(all)('%j', (refusal, words) => {
    expect(refusalWords(refusal, of)).toBe(words)
  })
})
