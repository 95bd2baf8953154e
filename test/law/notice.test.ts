import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { organisationName } from '../../bot/wording/common.ts'
import { longNotice, shortNotice } from '../../bot/wording/notice.ts'
import { noticeEdition } from '../../shared/consent.ts'
import type { Programme } from '../../shared/programme.ts'
import { readProgramme } from '../../shared/programme-file.ts'
import { keptFor } from '../../shared/retention.ts'
import { aProgramme } from '../support/programme.ts'
import { startWorld } from '../support/world.ts'

const folder = 'shared/programmes'
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.yaml'),
)
const samples = files.map((file) => {
  const read = readProgramme(readFileSync(`${folder}/${file}`, 'utf8'))
  if (!read.ok) throw new Error(file)
  return read.value
})

/** What the law names (PIPL 17, 30; 儿童规定 8, 10), and words by which the long form says it. */
const duties = (programme: Programme): Readonly<Record<string, readonly (string | RegExp)[]>> => {
  const { holder } = programme
  return {
    'who holds it': [organisationName(programme, holder.organisation)],
    'who is in charge of children’s data, and how to reach them': [holder.post, holder.phone, holder.address],
    'what, and that it is sensitive': ['姓名', '出生', '健康', '接', '手机号', '敏感个人信息'],
    'why each is needed': [
      /姓名和出生年月：/,
      /电话和备用电话：/,
      /健康和过敏：/,
      /谁来接：/,
      /村镇或工厂：/,
    ],
    'how it is kept': ['加密'],
    'where it is stored': [holder.storedIn, '不出境'],
    'for how long': [
      `${keptFor.conversationDays}天`,
      `${keptFor.draftDays}天`,
      `${keptFor.familyDays}天`,
      `${keptFor.helperHoldHours}小时`,
    ],
    'who sees it, and to whom it is passed on': ['谁看得到', '先单独问您', '合同'],
    rights: ['我的信息', '修改', '删除我的信息', '不同意了', '书面'],
    'what follows from refusing': ['不同意会怎样', '纸质'],
    'other uses are asked apart': ['拍照', '保险', '外出', '明年', '不影响孩子上课'],
    'how to complain': [holder.complaints],
    'that a program allocates, and by which rule': ['由程序', '先到先得', '候补', '要求人来看'],
  }
}

describe.each([aProgramme(), ...samples])('the notice of $id', (programme) => {
  const long = longNotice(programme)
    .sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs])
    .join('\n')

  it.each(Object.entries(duties(programme)))('says %s', (_, parts) => {
    for (const part of parts) expect(long).toMatch(part)
  })

  it('is short before consent, and leads to the long form', () => {
    const short = shortNotice(programme)
    expect([...short].length).toBeLessThanOrEqual(250)
    expect(short).toContain(`/notice/${programme.id}`)
    for (const part of [
      programme.holder.phone,
      programme.holder.post,
      '只用于',
      `${keptFor.familyDays}天`,
      '纸质',
    ])
      expect(short).toContain(part)
  })
})

it('the page of the long form is there for everybody before any consent', async () => {
  const { app } = await startWorld()
  const page = await app.request('/notice/mini-2027')
  expect(page.status).toBe(200)
  const html = await page.text()
  for (const part of ['示例市总工会', '职工服务部负责人', '12377', '不出境']) expect(html).toContain(part)
})

it('the text cannot change without somebody deciding whether families are asked again', () => {
  const programme = aProgramme()
  const said = JSON.stringify([shortNotice(programme), longNotice(programme)])
  const fingerprint = createHash('sha256').update(said).digest('hex').slice(0, 16)
  // Purposes, retention or rights changed? Then raise noticeEdition (shared/consent.ts) with this line; else this line only.
  expect({ noticeEdition, fingerprint }).toMatchInlineSnapshot(`
    {
      "fingerprint": "701ac1395810355c",
      "noticeEdition": 1,
    }
  `)
})
