import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longNotice, noticeLink, shortNotice } from '../../../bot/wording/notice.ts'
import { readProgramme } from '../../../shared/programme-file.ts'
import { aProgramme, aProgrammeInput } from '../../support/programme.ts'

const folder = 'shared/programmes'
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => [name, readProgramme(readFileSync(`${folder}/${name}`, 'utf8'))] as const)

describe('the short notice', () => {
  it.each(samples)('of %s is at most 250 characters', (_, programme) => {
    if (!programme.ok) throw new Error('a sample that cannot be read')
    expect(shortNotice(programme.value).length).toBeLessThanOrEqual(250)
  })

  it('says who holds the data, why, what, where, how long, whom to ask and what follows from refusing', () => {
    const words = shortNotice(aProgramme())
    for (const part of [
      '示例市总工会',
      '报名、上课和安全',
      '姓名、出生年月、健康',
      '中国境内的服务器',
      '90天后删除',
      '0576-12345678',
      '不同意就不能在这里报',
      '填纸质表',
      '/notice/mini-2027',
    ])
      expect(words).toContain(part)
  })

  it('leaves the address to the long form where the words of the file are long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (length) => {
        const { holder } = aProgrammeInput()
        const words = shortNotice(aProgramme({ holder: { ...holder, address: '路'.repeat(length) } }))
        expect(words.length).toBeLessThanOrEqual(250)
        expect(words).toContain('纸质表')
      }),
    )
  })
})

describe('the long notice', () => {
  const notice = longNotice(aProgramme())
  const words = JSON.stringify(notice)

  it.each([
    [
      'who holds it and is in charge (PIPL 17, 儿童规定 8)',
      ['示例市总工会', '职工服务部负责人', '0576-12345678'],
    ],
    ['what, and that it is sensitive (PIPL 28, 30)', ['健康和过敏', '敏感个人信息']],
    ['why it is needed (PIPL 30)', ['为什么要记']],
    ['where and for how long (儿童规定 10)', ['中国境内的服务器', '不出境', '90天后删除', '30天后删除']],
    ['who sees it (条例 36)', ['每次查看都有记录', '合同']],
    [
      'rights, and how they are used (PIPL 44 to 50)',
      ['我的信息', '修改', '删除我的信息', '不同意了', '书面'],
    ],
    ['what follows from refusing (儿童规定 10)', ['不同意会怎样', '纸质表', '名额一样']],
    ['scopes apart, no by default (条例 32)', ['拍照、买保险、外出活动、明年通知', '默认都不同意']],
    ['what a helper may not (PIPL 31)', ['不能替家长同意', '48小时']],
    ['how to complain (儿童规定 8)', ['12377']],
  ])('says %s', (_, parts) => {
    for (const part of parts) expect(words).toContain(part)
  })

  it('is the page behind the link of the short one', () => {
    expect(noticeLink(aProgramme())).toBe('/notice/mini-2027')
    expect(notice.title).toContain('小候鸟暑期班')
  })
})
