import { beforeEach, describe, expect, it } from 'vitest'
import { closeOpenRequest, listOpenRequests } from '../../../functions/app/cases.ts'
import { dayMs } from '../../../shared/time.ts'
import { aConversation, aFamily, anEnrolment, aStore, type StoreRoom } from '../../support/store.ts'

let room: StoreRoom

beforeEach(async () => {
  room = await aStore()
})

const leave = async (id: string, words: string, familyId: string | null = null): Promise<void> => {
  const contact = `contact-${id}`
  const family =
    familyId === null ? null : aFamily({ id: familyId, contacts: [contact], enrolments: [anEnrolment] })
  const conversation = aConversation({ contact, familyId })
  const entries = [{ kind: 'case' as const, id, familyId, words }]
  expect(await room.store.save({ conversation, family, entries })).toBe('saved')
}

const list = (after: string | null = null, limit?: number) => listOpenRequests(room)(after, limit)
const close = (id: string) => closeOpenRequest(room)(id)

describe('requests for staff', () => {
  it('are listed with their words, oldest first, whether a family is known or not', async () => {
    await leave('z', '想换老师')
    room.clock.move(1_000)
    await leave('a', '小明明天请假', 'fam-1')
    const { requests, after } = await list()
    expect(requests).toMatchObject([
      { id: 'z', contact: 'contact-z', familyId: null, words: '想换老师' },
      { id: 'a', contact: 'contact-a', familyId: 'fam-1', words: '小明明天请假' },
    ])
    expect(after).toBe(null)
  })

  it('come in pages that miss none and repeat none, many of one moment too', async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `case-${n}`)
    for (const id of ids) {
      if (Number(id.slice(5)) % 5 === 0) room.clock.move(1)
      await leave(id, id)
    }
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await list(after, 5)
      seen.push(...page.requests.map(({ id }) => id))
      after = page.after
    } while (after !== null)
    expect(seen).toHaveLength(12)
    expect(new Set(seen)).toEqual(new Set(ids))
  })

  it('are gone when closed, words and key, and closing again changes nothing', async () => {
    await leave('one', '想换老师')
    await leave('two', '小明明天请假', 'fam-1')
    expect(await close('one')).toBe('closed')
    expect(await close('two')).toBe('closed')
    expect(await close('two')).toBe('gone')
    expect(await close('no id #')).toBe('gone')
    expect(await list()).toEqual({ requests: [], after: null })
    expect(await room.keys.get('case:one')).toBe(null)
    expect((await room.store.open('contact-two')).family?.id).toBe('fam-1')
  })

  it('of an erased family are not shown, and those that ended are swept', async () => {
    await leave('one', '小明明天请假', 'fam-1')
    await leave('two', '想换老师')
    await room.store.perform({ kind: 'erase', familyId: 'fam-1' }, 't', 0)
    expect((await list()).requests.map(({ id }) => id)).toEqual(['two'])
    room.clock.move(90 * dayMs)
    expect(await room.store.endCase('two', room.clock.now())).toBe('deleted')
    expect((await list()).requests).toEqual([])
  })
})
