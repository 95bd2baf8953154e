import { beforeEach, describe, expect, it } from 'vitest'
import { enrol, familyOf, saying, seatsIn, startWalk, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk

beforeEach(async () => {
  walk = await startWalk()
})

describe('the notice and consent', () => {
  it('says who, why, what, how long, where, whom to ask, and what follows from refusing', async () => {
    const notice = await walk.li.say('报名')
    expect(notice.expects).toBe('consent')
    const text = words(notice)
    for (const part of [
      '示例市总工会',
      '只用于',
      '健康',
      '90天',
      '中国境内',
      '0576-12345678',
      '纸质',
      '不同意就',
    ])
      expect(text).toContain(part)
    expect(text).toMatch(/\/notice\/mini-2027/)
    // Read aloud in under a minute: about 250 characters of Mandarin.
    expect([...text].length).toBeLessThan(280)
  })

  it('nothing is kept before it; what was said waits for it', async () => {
    await walk.li.say('我家娃小明今年8岁在山前村想报画画')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    const missing = await walk.li.say('同意')
    expect(missing.expects).not.toBe('child.name')
    expect((await familyOf(walk, 'demo-li'))?.consents).toMatchObject([{ scope: 'basic', given: true }])
  })

  it('a refusal leaves nothing and leads to paper; a change of mind is welcome', async () => {
    await walk.li.say('我家娃小明今年8岁在山前村想报画画')
    const refused = await walk.li.say('不同意')
    expect(words(refused)).toContain('纸质')
    expect(words(refused)).toContain('示例市总工会二楼')
    expect(refused.expects).toBe('menu')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    expect(words(await walk.li.say('我的信息'))).not.toContain('小明')
    expect((await walk.li.say('报名')).expects).toBe('consent')
  })

  it('a question before the answer is answered, and the notice asked about again', async () => {
    const asked = await saying(walk.li, '报名', '要钱吗')
    expect(words(asked)).toContain('免费')
    expect(asked.expects).toBe('consent')
    const why = await walk.li.say('为什么要同意')
    expect(why.expects).toBe('consent')
    expect(words(why)).not.toBe(words(asked))
  })

  it('refusing another scope never refuses the class', async () => {
    const limited = await saying(walk.li, '报名', '同意，但是不同意拍照')
    expect(limited.expects).not.toBe('menu')
    await walk.li.say('0')
    const wang = walk.parent('demo-wang')
    await enrol(wang, '绘画')
    const noPhoto = await wang.say('不同意拍照')
    expect(words(noPhoto)).toContain('不影响')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect((await familyOf(walk, 'demo-wang'))?.consents).toMatchObject([
      { scope: 'basic', given: true },
      { scope: 'photo', given: false },
    ])
  })
})

describe('不同意了', () => {
  it('asks once; a no changes nothing', async () => {
    await enrol(walk.li, '绘画')
    expect((await walk.li.say('不同意了')).expects).toBe('yes_no')
    await walk.li.say('2')
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    expect(words(await walk.li.say('我的报名'))).toContain('绘画')
  })

  it('gives back the seat, erases everything and names the paper way', async () => {
    await enrol(walk.li, '绘画')
    const gone = await saying(walk.li, '不同意了', '1')
    expect(words(gone)).toContain('纸质')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect(words(await walk.li.say('我的信息'))).not.toContain('王小雨')
    expect((await walk.li.say('报名')).expects).toBe('consent')
  })

  it('drops an enrolment that is still being filled in', async () => {
    await saying(walk.li, '报名', '同意', '我是妈妈', '王小雨')
    const asked = await walk.li.say('不同意了')
    if (asked.expects === 'yes_no') await walk.li.say('1')
    expect(words(await walk.li.say('我的信息'))).not.toContain('王小雨')
    expect((await walk.li.say('报名')).expects).toBe('consent')
  })
})
