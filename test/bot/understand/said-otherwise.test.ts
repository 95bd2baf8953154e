import { describe, expect, it } from 'vitest'
import { understand } from '../../../bot/understand/understand.ts'
import type { Expects } from '../../../shared/contract/expects.ts'
import { lexicon, now } from './figures.ts'

const meaningOf = (text: string, expects: Expects | null = null) =>
  understand(text, { expects, missing: [] }, lexicon, now)
const said = (text: string, expects: Expects | null = null) =>
  meaningOf(text, expects).slots.map(({ key, value, child }) => `${key}${child ?? ''}=${value}`)

describe('what is denied or only asked is not done', () => {
  it.each([
    ['舞蹈先不退了', 'deny'],
    ['我没说要退课', 'deny'],
    ['跆拳道别退', 'deny'],
    ['画画退 其他不退', 'cancel'],
    ['不是请假是退课', 'cancel'],
    ['不是退课是请假明天一天', 'leave'],
    ['报不报得了', 'ask_quota'],
    ['娃感冒好了明天可以来上课了', 'inform'],
  ])('%s is %s', (text, intent) => expect(meaningOf(text).intent).toBe(intent))
})

describe('of several values the one that stands', () => {
  it.each<[string, Expects, string[]]>([
    ['坎门不对是楚门', 'place', ['place=楚门镇']],
    ['以前住白岩现在搬到胡新了', 'place', ['place=胡新村']],
    ['三年级写成四年级了', 'confirm', ['grade=3']],
    ['娃是女娃你写成男的了', 'confirm', ['sex=F']],
  ])('%s', (text, expects, slots) => expect(said(text, expects)).toEqual(slots))

  it.each([
    ['想从唱歌那边转到画画', ['mod-=music', 'mod=art']],
    ['乒乓球跟跆拳道冲突了只上跆拳道吧', ['mod-=pingpong', 'mod=taekwondo']],
    ['退足球留乒乓', ['mod-=football', 'mod=pingpong']],
    ['换一个吧我要绘画不要书法', ['mod=art', 'mod-=calligraphy']],
  ])('%s', (text, slots) => expect(said(text)).toEqual(slots))
})

describe('names and dates said in a roundabout way', () => {
  it.each<[string, Expects, string]>([
    ['就叫李想李子的李想法的想', 'child.name', 'name=李想'],
    ['单名一个磊姓石', 'child.name', 'name=石磊'],
    ['木沙江·艾尼', 'child.name', 'name=木沙江·艾尼'],
    ['一八年冬月初二', 'child.birth', 'birth=2018-12-08'],
    ['18年国庆节那天', 'child.birth', 'birth=2018-10-01'],
    ['二零一七零八一五', 'child.birth', 'birth=2017-08-15'],
    ['属小龙的', 'child.birth', 'birth=2013'],
    ['九月份满七岁', 'child.birth', 'age=6'],
    ['麦屿', 'place', 'place=大麦屿街道'],
    ['乒球', 'modules', 'mod=pingpong'],
  ])('%s', (text, expects, slot) => expect(said(text, expects)).toContain(slot))

  it('tells several children apart', () => {
    expect(said('两个娃 大的张雨涵 小的张雨泽', 'child.name')).toEqual(['name1=张雨涵', 'name2=张雨泽'])
    expect(said('一男一女', 'child.sex')).toEqual(expect.arrayContaining(['sex1=M', 'sex2=F']))
  })
})
