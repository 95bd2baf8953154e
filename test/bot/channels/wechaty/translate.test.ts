import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contractId,
  type Incoming,
  translate,
  translateFriend,
  wechatId,
} from '../../../../bot/channels/wechaty/translate.ts'
import { messageSchema } from '../../../../shared/contract/message.ts'
import { isId } from '../../../../shared/ids.ts'

const incoming = (change: Partial<Incoming> = {}): Incoming => ({
  id: 'm1',
  self: false,
  kind: 'text',
  text: '报名',
  fileName: '',
  place: null,
  talkerId: 'wxid_abc',
  talkerName: '小明妈妈',
  roomId: null,
  mentioned: false,
  sentAt: new Date('2027-07-05T10:00:00Z'),
  ...change,
})

describe('translate', () => {
  it('hands over a private text with the ids, name and time of WeChat', () => {
    expect(translate(incoming())).toEqual({
      kind: 'text',
      text: '报名',
      messageId: 'wx:m1',
      contactId: 'wx:wxid_abc',
      contactName: '小明妈妈',
      sentAt: '2027-07-05T10:00:00.000Z',
    })
  })

  it('ignores its own words', () => {
    expect(translate(incoming({ self: true }))).toBeNull()
  })

  it('ignores talk in a room until it is mentioned, and then says which room', () => {
    expect(translate(incoming({ roomId: 'r1@chatroom' }))).toBeNull()
    expect(translate(incoming({ roomId: 'r1@chatroom', mentioned: true }))).toMatchObject({
      roomId: 'wx:r1@chatroom',
      mentioned: true,
    })
  })

  it.each([
    ['voice', {}, { kind: 'voice' }],
    ['image', {}, { kind: 'image' }],
    ['other', {}, { kind: 'other' }],
    ['file', { fileName: '名单.xlsx' }, { kind: 'file', name: '名单.xlsx' }],
    ['file', {}, { kind: 'file' }],
    [
      'location',
      { place: { lat: 28.1, lon: 121.2, label: '白岩村' } },
      { kind: 'location', lat: 28.1, label: '白岩村' },
    ],
    ['location', {}, { kind: 'other' }],
  ] as const)('hands over a message of kind %s with %o', (kind, change, expected) => {
    expect(translate(incoming({ kind, ...change }))).toMatchObject(expected)
  })

  it('makes a message of the contract of whatever a puppet gives', () => {
    const anything = fc.record({
      id: fc.string({ unit: 'binary', minLength: 1 }),
      self: fc.constant(false),
      kind: fc.constantFrom('text', 'voice', 'image', 'file', 'location', 'other'),
      text: fc.string({ unit: 'binary', maxLength: 6_000 }),
      fileName: fc.string({ unit: 'binary', maxLength: 400 }),
      place: fc.option(
        fc.record({
          lat: fc.double({ min: -90, max: 90, noNaN: true }),
          lon: fc.double({ min: -180, max: 180, noNaN: true }),
          label: fc.string({ unit: 'binary', maxLength: 300 }),
        }),
      ),
      talkerId: fc.string({ unit: 'binary', minLength: 1 }),
      talkerName: fc.string({ unit: 'binary', maxLength: 300 }),
      roomId: fc.option(fc.string({ unit: 'binary', maxLength: 300 })),
      mentioned: fc.constant(true),
      sentAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
    }) satisfies fc.Arbitrary<Incoming>
    fc.assert(fc.property(anything, (given) => messageSchema.safeParse(translate(given)).success))
  })

  it('greets a new friend once: the id is the friendship’s', () => {
    const friend = { id: 'f1', contactId: 'wxid_abc', contactName: '', at: new Date('2027-07-05T10:00:00Z') }
    const message = translateFriend(friend)
    expect(messageSchema.parse(message)).toEqual(message)
    expect(message).toMatchObject({
      kind: 'event',
      event: 'friend',
      messageId: 'wx:f1',
      contactId: 'wx:wxid_abc',
    })
  })
})

describe('contractId', () => {
  it('keeps what WeChat uses and escapes the rest', () => {
    expect(contractId('@abc_1-2')).toBe('wx:@abc_1-2')
    expect(contractId('a#b=c')).toBe('wx:a=23b=3dc')
  })

  it('is an id of the contract, and different for different ids, however long', () => {
    const id = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(fc.property(id, (one) => isId(contractId(one))))
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3 }),
        fc.string({ maxLength: 3 }),
        (a, b) => (a === b) === (contractId(a) === contractId(b)),
      ),
    )
    expect(contractId('x'.repeat(300))).not.toBe(contractId('x'.repeat(301)))
  })

  it('leads back to the id that it was made of, and no other channel’s does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (id) => {
        fc.pre(contractId(id).length < 67)
        expect(wechatId(contractId(id))).toBe(id)
      }),
    )
    for (const other of ['web-abc', 'wx:a#b', 'wx:=zz']) expect(wechatId(other)).toBe(null)
  })
})
