import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { newTalk } from '../../functions/app/ports.ts'
import type { FamilyId } from '../../shared/ids.ts'
import { copying, everyItem, keyIds, keyOf, openableTraces, type StoredItem } from '../support/evidence.ts'
import { lis, wangs } from '../support/households.ts'
import {
  codeIn,
  enrol,
  familyOf,
  fillIn,
  proven,
  saying,
  seatsIn,
  startWalk,
  type Walk,
} from '../support/walk.ts'
import { type Parent, words } from '../support/world.ts'

let walk: Walk
let copies: StoredItem[]
let li: Parent

beforeEach(async () => {
  walk = await startWalk()
  copies = []
  li = copying(walk, walk.li, copies)
})

const idOf = async (contact: string): Promise<FamilyId> => {
  const family = await familyOf(walk, contact)
  if (!family) throw new Error(`${contact} has no family`)
  return family.id
}

/** The ledger beside the keys, and the line in the table. */
const ledger = async (): Promise<{ readonly beside: string[]; readonly inTable: string[] }> => {
  const beside: string[] = []
  for await (const { id } of walk.keys.erasures()) beside.push(id)
  const inTable = (await everyItem(walk)).flatMap(({ pk, sk }) => (pk?.S === 'ERASED' ? [sk?.S ?? ''] : []))
  return { beside, inTable }
}

const expectGone = async (family: FamilyId): Promise<void> => {
  expect(await openableTraces(walk, lis.words, copies)).toEqual([])
  expect(await ledger()).toEqual({ beside: [`family:${family}`], inTable: [family] })
  expect((await everyItem(walk)).map(keyOf).filter((key) => key.includes(family))).toEqual([
    `ERASED/${family}`,
  ])
  expect(await keyIds(walk)).not.toContain(`family:${family}`)
  expect(await familyOf(walk, 'demo-li')).toBe(null)
}

/** With a request to staff, a code under way, a copy of the data read, and a place on a waiting list. */
const settled = async (): Promise<FamilyId> => {
  await enrol(li, '绘画', lis.answers)
  await saying(li, '人工', lis.matter, '让孩子爸爸也能看', '我的信息')
  return idOf('demo-li')
}

describe('删除我的信息', () => {
  it('leaves nothing that any remaining key opens, in the table or in a copy of any moment', async () => {
    const family = await settled()
    expect(await openableTraces(walk, lis.words, copies)).not.toEqual([])
    await saying(li, '删除我的信息', '1')
    await expectGone(family)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
    expect((await walk.store.open('demo-li')).conversation?.talk).toMatchObject({
      ...newTalk(),
      lastSaid: expect.anything(),
      asked: expect.anything(),
    })
  })

  it('nothing of it is repeated afterwards: not by the page that asks for late replies, not by a message sent again', async () => {
    await enrol(li, '绘画', lis.answers)
    await li.say('我的信息', 'copy-1')
    await saying(li, '删除我的信息', '1')
    for (const said of [words(await li.later()), words(await li.say('我的信息', 'copy-1'))])
      for (const word of lis.words) expect(said).not.toContain(word)
  })

  it('a backup brought back opens nothing, and the replay erases it again', async () => {
    const family = await settled()
    const backup = await everyItem(walk)
    await saying(li, '删除我的信息', '1')
    const { client, tableName } = walk.table
    for (const Item of backup) await client.send(new PutItemCommand({ TableName: tableName, Item }))
    expect(await openableTraces(walk, lis.words)).toEqual([])
    const restored = await walk.restart()
    expect((await restored.store.open('demo-li')).family).toBe(null)
    expect(await restored.store.replayErasures()).toBe(1)
    await expectGone(family)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })

  it('of an unfinished form leaves no word of it', async () => {
    await saying(li, '报名', '同意', '我是妈妈', '王小雨', '2018年3月')
    await saying(li, '删除我的信息', '1')
    expect(await openableTraces(walk, lis.words)).toEqual([])
  })

  it('of a form whose family is not stored yet, too', async () => {
    await saying(li, '我家娃王小雨，2018年3月生，手机号13800001111', '删除我的信息', '1')
    expect(await openableTraces(walk, lis.words)).toEqual([])
  })

  it('touches no other family', async () => {
    const wang = walk.parent('demo-wang')
    await enrol(wang, '绘画', wangs.answers)
    const before = words(await wang.say('我的信息'))
    await settled()
    await saying(li, '删除我的信息', '1')
    await wang.say('我的报名')
    expect(words(await wang.say('我的信息'))).toBe(before)
  })
})

describe('删除我的信息 by somebody without a family', () => {
  const asked = () => saying(li, '人工', lis.matter)
  const cases = async () => (await everyItem(walk)).map(keyOf).filter((key) => key.includes('CASE'))

  it('ends what was asked of staff at once, with its key, in the table and in a copy of any moment', async () => {
    await asked()
    expect(await openableTraces(walk, [lis.matter], copies)).not.toEqual([])
    await saying(li, '删除我的信息', '1')
    expect(await openableTraces(walk, [lis.matter], copies)).toEqual([])
    expect(await cases()).toEqual([])
    expect((await keyIds(walk)).filter((id) => id.startsWith('case:'))).toEqual([])
  })

  it('and nothing of it is repeated afterwards, though it was listed before', async () => {
    await asked()
    expect(words(await li.say('我的信息', 'copy-1'))).toContain(lis.matter)
    await saying(li, '删除我的信息', '1')
    for (const said of [await li.later(), await li.say('我的信息', 'copy-1'), await li.say('我的信息')])
      expect(words(said)).not.toContain(lis.matter)
    expect(await openableTraces(walk, [lis.matter])).toEqual([])
  })

  it('goes too where a family came afterwards', async () => {
    await asked()
    await enrol(li, '绘画', lis.answers)
    const family = await idOf('demo-li')
    await saying(li, '删除我的信息', '1')
    await expectGone(family)
    expect(await cases()).toEqual([])
  })

  it('touches nobody else’s', async () => {
    await asked()
    const zhou = walk.parent('demo-zhou')
    await saying(zhou, '人工', wangs.matter)
    await saying(li, '删除我的信息', '1')
    expect(words(await zhou.say('我的信息'))).toContain(wangs.matter)
  })
})

describe('不同意了', () => {
  it('comes to the same as an erasure', async () => {
    const family = await settled()
    await saying(li, '不同意了', '1')
    await expectGone(family)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })
})

describe('a family of two guardians', () => {
  const fathers = ['李大山', '13900003333']
  let father: Parent

  beforeEach(async () => {
    father = copying(walk, walk.parent('demo-father'), copies)
    await enrol(li, '绘画', lis.answers)
    const code = codeIn(await li.say('让孩子爸爸也能看'))
    await fillIn(father, await saying(father, proven(code), '同意'), {
      'guardian.relation': '爸爸',
      'guardian.name': '李大山',
      'guardian.phone': '13900003333',
    })
    await saying(father, '我的信息', '我的报名', '你好', '帮助')
  })

  it('whoever asks is taken out: name and numbers open nowhere, the child’s stay with the other', async () => {
    await saying(li, '删除我的信息', '1')
    expect(await familyOf(walk, 'demo-li')).toBe(null)
    const own = ['张小丽', '13800001111', '13800002222']
    expect(await openableTraces(walk, own)).toEqual([])
    expect((await familyOf(walk, 'demo-father'))?.contacts).toEqual(['demo-father'])
    expect((await openableTraces(walk, fathers)).length).toBeGreaterThan(0)
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 11, waiting: 0 })
    for (const word of [...lis.words, ...fathers]) expect(words(await li.later())).not.toContain(word)
  })

  it('what the leaver asked of staff goes at once; what the other asked stays', async () => {
    await saying(li, '人工', lis.matter)
    await saying(father, '人工', wangs.matter)
    await saying(li, '删除我的信息', '1')
    expect(await openableTraces(walk, [lis.matter])).toEqual([])
    expect((await everyItem(walk)).map(keyOf).filter((key) => /^CASE/.test(key))).toHaveLength(1)
    expect(words(await saying(father, '留着', '我的信息'))).toContain(wangs.matter)
  })

  it('and when the other says so too, nothing opens any more, in the table or in a copy', async () => {
    const family = await idOf('demo-li')
    await saying(li, '删除我的信息', '1')
    const asked = await saying(father, '你好', '2')
    if (asked.expects === 'yes_no') await father.say('1')
    await expectGone(family)
    expect(await openableTraces(walk, fathers, copies)).toEqual([])
    expect(await seatsIn(walk, 'draw-hall')).toEqual({ left: 12, waiting: 0 })
  })

  it('the other’s conversation is as new when the whole family is gone', async () => {
    await saying(li, '删除我的信息', '1')
    const { conversation } = await walk.store.open('demo-li')
    expect(conversation).toMatchObject({ familyId: null, talk: { draft: null, agreed: null, who: null } })
    const asked = await saying(father, '你好', '2')
    if (asked.expects === 'yes_no') await father.say('1')
    expect((await walk.store.open('demo-father')).conversation).toMatchObject({
      familyId: null,
      talk: { draft: null, agreed: null, who: null },
    })
    expect((await father.say('报名')).expects).toBe('consent')
  })
})
