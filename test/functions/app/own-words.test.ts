import { beforeEach, describe, expect, it } from 'vitest'
import { workOff } from '../../../functions/app/agenda.ts'
import { announceTo } from '../../../functions/app/announce.ts'
import { answerOpenRequest, closeOpenRequest, listOpenRequests } from '../../../functions/app/cases.ts'
import { wordsOf } from '../../../functions/app/notice-words.ts'
import type { Announcement } from '../../../functions/app/ports.ts'
import { dayMs, instantOf } from '../../../shared/time.ts'
import { aProgramme, aSectionInput } from '../../support/programme.ts'
import { enrol, workDeps, writtenTo } from '../../support/roster.ts'
import { aConversation, aFamily, aStore, type StoreRoom, sectionOf } from '../../support/store.ts'

let room: StoreRoom
beforeEach(async () => {
  room = await aStore({ now: instantOf('2027-07-06', '10:00') })
})

/** What a contact reads of everything that was written to it and has words. */
const readBy = async (contact: string): Promise<readonly string[]> => {
  const opening = await room.store.open(contact)
  const replies = await Promise.all(
    (await writtenTo(room, contact)).map(({ notice }) => wordsOf(room, notice, opening)),
  )
  return replies.flat().map(({ text }) => text ?? '')
}

describe('an answer of staff', () => {
  const ask = async (contact: string, words: string, familyId: string | null = null): Promise<void> => {
    const family = familyId === null ? null : aFamily({ id: familyId, contacts: [contact] })
    const entries = [{ kind: 'case' as const, id: `case-${contact}`, familyId, words }]
    const conversation = aConversation({ contact, familyId })
    expect(await room.store.save({ conversation, family, entries })).toBe('saved')
  }
  const answer = (id: string, words: string) => answerOpenRequest(room)(id, words)

  it.each([
    ['without a family', null],
    ['of a family', 'fam-1'],
  ])('reaches who asked, %s, once, with what was asked', async (_, familyId) => {
    await ask('wx-1', '孩子想换个老师，可以吗', familyId)
    expect(await answer('case-wx-1', '可以，明天起换到二班。')).toBe('answered')
    expect(await answer('case-wx-1', '再答一次')).toBe('gone')
    expect(await readBy('wx-1')).toEqual([
      '您之前问：“孩子想换个老师，可以吗”\n工作人员回复：可以，明天起换到二班。\n还想问，回复“人工”。',
    ])
    expect((await listOpenRequests(room)()).requests).toEqual([])
  })

  it('lies nowhere in the clear', async () => {
    await ask('wx-1', '孩子想换个老师')
    await answer('case-wx-1', '明天起换到二班')
    const [stored] = await writtenTo(room, 'wx-1')
    expect(stored?.notice.about).toEqual({ caseId: 'case-wx-1' })
    const item = await room.db.get({ pk: 'CASE#case-wx-1', sk: 'CASE' })
    expect(Buffer.from(JSON.stringify(item)).toString()).not.toContain('二班')
    expect(item?.answer).toBeInstanceOf(Uint8Array)
  })

  it('of two at once only one is sent', async () => {
    await ask('wx-1', '几点下课')
    const done = await Promise.all([answer('case-wx-1', '四点'), answer('case-wx-1', '五点')])
    expect([...done].sort()).toEqual(['answered', 'gone'])
    expect(await readBy('wx-1')).toHaveLength(1)
  })

  it('goes with its request seven days later', async () => {
    await ask('wx-1', '几点下课')
    await answer('case-wx-1', '四点')
    const ended = async () => {
      const ids: string[] = []
      for await (const id of room.store.endedCases(room.clock.now(), 10)) {
        ids.push(`${id} ${await room.store.endCase(id, room.clock.now())}`)
      }
      return ids
    }
    room.clock.move(7 * dayMs - 1)
    expect(await ended()).toEqual([])
    room.clock.move(1)
    expect(await ended()).toEqual(['case-wx-1 deleted'])
    expect(await readBy('wx-1')).toEqual([])
  })

  it('is not for anybody who knows its number, nor without words', async () => {
    await ask('wx-1', '几点下课')
    await ask('wx-2', '几点上课')
    expect(await answer('case-wx-1', ' \u0007\n')).toBe('words')
    expect(await answer('case-wx-1', '长'.repeat(501))).toBe('words')
    expect(await answer('case-none', '四点')).toBe('gone')
    await answer('case-wx-1', '四点')
    expect(await room.store.answerTo('case-wx-1', 'wx-2')).toBe(null)
  })

  it('comes too late for a request that was closed', async () => {
    await ask('wx-1', '几点下课')
    await closeOpenRequest(room)('case-wx-1')
    expect(await answer('case-wx-1', '四点')).toBe('gone')
    expect(await readBy('wx-1')).toEqual([])
  })
})

describe('an announcement', () => {
  const programme = aProgramme({ sections: ['a', 'b'].map((id) => aSectionInput({ id })) })
  const announce = (to: Announcement['to'], words = '明天请带水杯', id = 'ann-1') =>
    announceTo(room)({ id, programmeId: programme.id, to, words })

  beforeEach(async () => {
    await room.store.publish(programme)
    await enrol(room, 'fam-1', [sectionOf('a'), sectionOf('b')])
    await enrol(room, 'fam-2', [sectionOf('b')])
    await enrol(room, 'fam-3', [])
  })

  const heardBy = async (): Promise<readonly number[]> => {
    await workOff(workDeps(room))
    const all = await Promise.all(['wx-fam-1', 'wx-fam-2', 'wx-fam-3'].map(readBy))
    return all.map((said) => said.filter((words) => words.includes('水杯')).length)
  }

  it('is heard once by every family with a place, however many classes and starts of its run', async () => {
    expect(await announce({ kind: 'programme' })).toBe('announced')
    expect(await heardBy()).toEqual([1, 1, 0])
    expect(await announce({ kind: 'programme' })).toBe('known')
    expect(await heardBy()).toEqual([1, 1, 0])
    expect(await readBy('wx-fam-2')).toContainEqual(
      expect.stringMatching(/^【.+通知】\n明天请带水杯\n看到请回“收到”。$/),
    )
  })

  it('for a class is heard by its families only', async () => {
    expect(await announce({ kind: 'section', id: sectionOf('a') })).toBe('announced')
    expect(await heardBy()).toEqual([1, 0, 0])
  })

  it('for an organisation is heard where its classes are', async () => {
    const { organisation } = programme.sites[0] ?? {}
    expect(await announce({ kind: 'organisation', id: organisation ?? '' })).toBe('announced')
    expect(await heardBy()).toEqual([1, 1, 0])
  })

  it('goes nowhere without words, or to what the programme does not have', async () => {
    expect(await announce({ kind: 'programme' }, '  ')).toBe('words')
    expect(await announce({ kind: 'section', id: 'mini-2027.none' })).toBe('to')
    expect(await announce({ kind: 'organisation', id: 'none' })).toBe('to')
    expect(
      await announceTo(room)({ id: 'x', programmeId: 'none', to: { kind: 'programme' }, words: '好' }),
    ).toBe('programme')
  })
})
