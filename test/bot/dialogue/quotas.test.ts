import { describe, expect, it } from 'vitest'
import { aChat } from '../../support/chat.ts'
import { mother, sectionIds } from '../../support/family.ts'
import { aCatalogue, aProgramme, aProgrammeInput } from '../../support/programme.ts'

const kept = (organisation: string, until = '2027-06-30') =>
  aCatalogue(
    aProgramme({
      sections: aProgrammeInput().sections.map((section) =>
        section.id === 'draw-hall' ? { ...section, quotas: [{ organisation, seats: 3, until }] } : section,
      ),
    }),
  )
const form = (place: string) =>
  `孩子姓名：王小雨，出生年月：2018年3月，来的日期：全程都来，家长姓名：张小丽，手机号：13800001111，备用电话：没有，关系：妈妈，住址：${place}，过敏：没有，谁来接：外婆`

/** Drawing, for a family that says it belongs there. */
const enrolled = (catalogue = kept('firm-1'), place = '示例企业1') =>
  aChat({ contact: mother, catalogue }).all('报名', '同意', '我是孩子家长', form(place), '绘画 山前村', '1')

describe('seats that an organisation keeps', () => {
  it('a claim names the quota, self-declared until its officer has answered', () => {
    expect(enrolled().effects).toMatchObject([
      {
        kind: 'claim',
        sectionId: sectionIds.draw,
        draws: [{ organisation: 'firm-1', provisional: true }],
      },
    ])
  })

  it('the family hears that it is provisional, and no numbers', () => {
    const said = enrolled().words
    expect(said).toContain('已按示例企业1职工的孩子先占位，单位核实后告诉您。')
    expect(said).not.toMatch(/配额|预留|\d+个名额/)
    expect(enrolled(kept('hill'), '山前村').words).toContain('已按山前村的孩子先占位，村里核实后告诉您。')
  })

  it('whoever does not belong there, or comes when it is over, draws from none', () => {
    for (const said of [enrolled(kept('firm-1'), '湖边村'), enrolled(kept('firm-1', '2027-05-01'))]) {
      expect(said.effects[0]).not.toHaveProperty('draws')
      expect(said.words).not.toContain('先占位')
    }
  })
})
