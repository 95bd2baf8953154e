import { expect, it } from 'vitest'
import { aProgramme, aProgrammeInput } from '../../support/programme.ts'
import { enrol, enrolmentsOf, startWalk } from '../../support/walk.ts'
import { words } from '../../support/world.ts'

it('a seat kept for a firm goes to its own, who hears that it is provisional; others wait beside it', async () => {
  const sections = aProgrammeInput().sections.map((section) =>
    section.id === 'ball-tiny'
      ? { ...section, quotas: [{ organisation: 'firm-1', seats: 1, until: '2027-06-30' }] }
      : section,
  )
  const walk = await startWalk({ programmes: [aProgramme({ sections })] })
  const parent = (name: string) => walk.parent(`demo-${name}`)
  await enrol(parent('a'), '篮球 山前村', { 'child.name': '李小明' })
  const full = words(await enrol(parent('b'), '篮球 山前村', { 'child.name': '陈小红', place: '湖边村' }))
  expect(full).toContain('排在候补第1位')
  expect(full).not.toMatch(/预留|配额/)
  const own = words(await enrol(parent('c'), '篮球 山前村', { place: '示例企业1' }))
  expect(own).toContain('王小雨的篮球报上了！\n已按示例企业1职工的孩子先占位，单位核实后告诉您。')
  expect(await enrolmentsOf(walk, 'demo-b')).toMatchObject([{ state: 'waiting' }])
})
