import { deflateRawSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createChatClient } from '../../functions/local/chat-client.ts'
import {
  copying,
  everyItem,
  keyIds,
  keyOf,
  openableTraces,
  readableTraces,
  type StoredItem,
  tracesIn,
} from '../support/evidence.ts'
import { chens, lis, wangs } from '../support/households.ts'
import { startProgram } from '../support/program.ts'
import { codeIn, enrol, familyOf, proven, saying, startWalk, toSummary, type Walk } from '../support/walk.ts'
import { words } from '../support/world.ts'

const all = [...lis.words, ...wangs.words, ...chens.words]

let walk: Walk
let copies: StoredItem[]
beforeEach(async () => {
  walk = await startWalk()
  copies = []
})
const parent = (contact: string) => copying(walk, walk.parent(contact), copies)

/** Two families by themselves, one by a helper whose guardian looked at it; each has written to staff and read its data. */
const wholeConversations = async (): Promise<void> => {
  const [li, wang, zhou] = [parent('demo-li'), parent('demo-wang'), parent('demo-zhou')] as const
  await enrol(li, '绘画', lis.answers)
  await saying(li, '人工', lis.matter, '我的信息', '我的报名', '7月7号有什么课', '修改谁来接')
  await saying(wang, '我家娃李小明，2017年11月生的，手机号13900003333', '人工', wangs.matter)
  await enrol(wang, '绘画', wangs.answers)
  await saying(wang, '我的信息', '取消报名', '2')
  await toSummary(zhou, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈', ...chens.answers })
  const code = codeIn(await zhou.say('1'))
  await saying(zhou, '人工', chens.matter)
  await parent('demo-chen').say(proven(code, chens.answers['guardian.phone']))
}

describe('after whole conversations', () => {
  it('no item of the table, at any moment, and nothing beside the keys shows a word of a family, in any encoding', async () => {
    await wholeConversations()
    expect(await readableTraces(walk, all, copies)).toEqual([])
    // The words are there, each family’s under its own key: the search would have found them.
    const found = await openableTraces(walk, all)
    for (const word of [lis, wangs, chens].flatMap(({ lasting }) => lasting))
      expect(
        found.some((trace) => trace.endsWith(word)),
        word,
      ).toBe(true)
    const family = await familyOf(walk, 'demo-li')
    for (const trace of found.filter((each) => lis.words.some((word) => each.endsWith(word))))
      expect(trace).toContain(`family:${family?.id}`)
    await walk.sweep()
    expect(await readableTraces(walk, all)).toEqual([])
  })

  it('the search sees a word in each encoding', () => {
    const plain = Buffer.from('a王小雨b的孩子在山前村')
    const hidden = [plain.toString('base64'), plain.toString('hex'), encodeURIComponent('王小雨')]
    const packed = [gzipSync(plain), deflateRawSync(plain), Buffer.from(gzipSync(plain).toString('base64'))]
    for (const bytes of [plain, ...hidden.map((text) => Buffer.from(text)), ...packed])
      expect(tracesIn(bytes, all)).toEqual(['王小雨'])
  })

  it('nothing of them is logged, not even of what fails', async () => {
    const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const said = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name))
    await wholeConversations()
    walk.faults.point = () => {
      throw new TypeError(`王小雨 ${lis.matter} 13800001111`)
    }
    expect((await walk.li.send({ kind: 'text', text: '王小雨的健康：花生过敏会起疹子' })).status).toBe(500)
    walk.faults.point = () => undefined
    expect((await walk.li.send({ kind: '王小雨', text: { phone: '13800001111' } })).status).toBe(400)
    const { calls } = printed.mock
    printed.mockRestore()
    expect(walk.logged.map(({ what }) => what)).toEqual(['failed', 'refused'])
    const logged = JSON.stringify([walk.logged, calls, said.map((spy) => spy.mock.calls)])
    expect(tracesIn(Buffer.from(logged), all)).toEqual([])
    for (const spy of said) expect(spy).not.toHaveBeenCalled()
  })

  it('nor by the program on a laptop', async () => {
    const lines: string[] = []
    const program = await startProgram({ writeLog: (line) => void lines.push(line) })
    const client = createChatClient({ url: program.url, secret: program.gatewaySecret, as: 'li' })
    for (const text of ['我家娃王小雨，2018年3月生，手机13800001111', '同意', '人工', lis.matter])
      await client.send(text)
    const bad = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"王小雨' }
    await fetch(`${program.url}/chat/messages?as=王小雨`, bad)
    await program.stop()
    expect(tracesIn(Buffer.from(lines.join('')), all)).toEqual([])
  })
})

describe('before consent', () => {
  const told = '我家娃王小雨，2018年3月生的，想报画画，手机号13800001111'

  it('what was told waits sealed under the contact’s own key, and nothing else is stored', async () => {
    const before = new Set((await everyItem(walk)).map(keyOf))
    expect((await walk.li.say(told)).expects).toBe('consent')
    expect(await keyIds(walk)).toEqual(['contact:demo-li'])
    const added = (await everyItem(walk)).map(keyOf).filter((key) => !before.has(key))
    expect(added).toEqual(['CONTACT#demo-li/CONV'])
    expect(await readableTraces(walk, lis.words)).toEqual([])
    expect(await openableTraces(walk, ['王小雨'])).toEqual(['contact:demo-li CONTACT#demo-li/CONV: 王小雨'])
  })

  it('a refusal leaves no word of it, only a conversation that ends', async () => {
    await saying(walk.li, told, '不同意')
    expect(await openableTraces(walk, lis.words)).toEqual([])
    expect(words(await walk.li.later())).not.toContain('王小雨')
    expect(
      (await everyItem(walk)).map(keyOf).filter((key) => /CONTACT|FAMILY|CODE#|CASE#/.test(key)),
    ).toEqual(['CONTACT#demo-li/CONV'])
  })

  it('a helper’s refusal too', async () => {
    await saying(walk.li, '我是老师，帮学生陈小二报名，2018年9月生', '不同意')
    expect(await openableTraces(walk, chens.words)).toEqual([])
  })

  it('a guardian who refuses what a helper entered leaves no word of it', async () => {
    const zhou = walk.parent('demo-zhou')
    await toSummary(zhou, '绘画', { who: '帮别人报', 'guardian.relation': '妈妈', ...chens.answers })
    const code = codeIn(await zhou.say('1'))
    expect((await openableTraces(walk, ['陈大力'])).join()).toMatch(/^family:[^,]+$/)
    await saying(walk.li, proven(code, chens.answers['guardian.phone']), '不同意')
    const [name = '', ...others] = chens.words
    expect(await openableTraces(walk, others)).toEqual([])
    // The helper's own last answers name the child that was entered, until three others have taken their place.
    expect(await openableTraces(walk, [name])).toEqual([`contact:demo-zhou CONTACT#demo-zhou/CONV: ${name}`])
    await saying(zhou, '你好', '我的报名', '帮助')
    expect(await openableTraces(walk, [name])).toEqual([])
  })
})
