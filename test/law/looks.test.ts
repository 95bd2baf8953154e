import { beforeEach, describe, expect, it } from 'vitest'
import { listOpenRequests } from '../../functions/app/cases.ts'
import { recordPaperConsent } from '../../functions/app/paper.ts'
import { dayMs } from '../../shared/time.ts'
import { everyItem, keyOf } from '../support/evidence.ts'
import { codeIn, enrol, saying, startWalk, toSummary, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

let walk: Walk
const nobody = '目前没有工作人员查看过'
const requests = '后台工作人员看了找人工的留言'

beforeEach(async () => {
  walk = await startWalk()
})

const atDesk = () => ({ store: walk.store, clock: { now: () => walk.clock.now } })
const asked = async (contact: string) => words(await walk.parent(contact).say('谁看过我的信息'))
const stored = async (part: RegExp) => (await everyItem(walk)).map(keyOf).filter((key) => part.test(key))

describe('who looked', () => {
  it('is nobody, and after the requests to staff were listed the family is told when, who and what for', async () => {
    await enrol(walk.li, '绘画')
    await saying(walk.li, '人工', '小雨明天请假')
    expect(await asked('demo-li')).toContain(nobody)
    const { requests: listed } = await listOpenRequests(atDesk())()
    // Whoever sees to it calls back: the guardian, the children as they are called, the phone.
    expect(listed).toMatchObject([
      { words: '小雨明天请假', caller: { guardian: '张小丽', children: ['小雨'], phone: '13800001111' } },
    ])
    const told = await asked('demo-li')
    expect(told).toContain(requests)
    expect(told).toMatch(/\d+月\d+日\d+:\d\d，/)
    expect(told).not.toContain(nobody)
    expect(await asked('demo-wang')).toContain(nobody)
  })

  it('is told to somebody without a family too, until what was asked is deleted', async () => {
    await saying(walk.li, '人工', '想问问几点开门')
    await listOpenRequests(atDesk())()
    expect(await asked('demo-li')).toContain(requests)
    await walk.store.perform({ kind: 'erase_requests', contact: 'demo-li' }, 'turn', 0)
    expect(await stored(/demo-li\/ACCESS/)).toEqual([])
    expect(await asked('demo-li')).toContain(nobody)
  })

  it('a consent recorded on paper is a look at the family', async () => {
    const helper = walk.parent('demo-zhou')
    await toSummary(helper, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈' })
    const code = codeIn(await helper.say('1'))
    const paper = { recordedBy: '村文书', where: '村委会一号柜' }
    const done = await recordPaperConsent(atDesk())({ code, paper, at: walk.clock.now })
    if (!done.ok) throw new Error(done.error)
    const { familyId } = done.value
    expect(await stored(RegExp(`${familyId}/ACCESS`))).toHaveLength(1)
    expect(await stored(RegExp(`^LOOKS#.*#operator#${familyId}$`))).toHaveLength(1)
    const found = await walk.store.look([{ kind: 'looks', contact: 'demo-li', familyId }])
    expect(found.looks.get('demo-li')).toMatchObject([{ post: 'operator', sight: 'paper' }])
  })

  it('goes with the family, but for the audit’s own line, and is not told after 400 days', async () => {
    await enrol(walk.li, '绘画')
    await saying(walk.li, '人工', '小雨明天请假')
    await listOpenRequests(atDesk())()
    const familyId = (await walk.store.open('demo-li')).family?.id ?? ''
    const look = { kind: 'looks', contact: 'demo-li', familyId } as const
    walk.clock.now += 400 * dayMs
    expect((await walk.store.look([look])).looks.get('demo-li')).toEqual([])
    walk.clock.now -= 400 * dayMs
    await walk.store.perform({ kind: 'erase', familyId }, 'turn', 0)
    expect(await stored(/ACCESS#/)).toEqual([])
    expect(await stored(/^LOOKS#/)).toHaveLength(1)
  })

  it('holds no word of anybody', async () => {
    await saying(walk.li, '人工', '小雨明天请假')
    await listOpenRequests(atDesk())()
    const items = (await everyItem(walk)).filter((item) => /^LOOKS#|\/ACCESS#/.test(keyOf(item)))
    expect(items).toHaveLength(2)
    expect(JSON.stringify(items)).not.toMatch(/[一-鿿]/)
  })
})
