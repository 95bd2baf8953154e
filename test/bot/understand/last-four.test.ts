import { describe, expect, it } from 'vitest'
import { findCode, findLastFour } from '../../../bot/understand/phones.ts'

describe('the last four digits of a phone', () => {
  it.each([
    ['1234', '1234'],
    ['１２３４', '1234'],
    ['尾号是1234。', '1234'],
    ['1 2 3 4', '1234'],
    ['一二三四', '1234'],
    ['13800001234', '1234'],
    ['138 0000 1234', '1234'],
    ['12345678 4321', '4321'],
    ['1234 5678 4321', '4321'],
    ['确认码12345678，手机后四位4321', '4321'],
  ])('%s', (text, digits) => expect(findLastFour(text)).toBe(digits))

  it.each(['123', '12345', '不记得了', '12345678', ''])('are not in “%s”', (text) =>
    expect(findLastFour(text)).toBeNull(),
  )
})

describe('a code', () => {
  it.each(['12345678 4321', '1234 5678 4321', '12345678，后四位4321', '验证码12345678 手机尾号4321'])(
    'may stand beside them: %s',
    (text) => expect(findCode(text, false)).toBe('12345678'),
  )

  it('is no phone number with a digit too many', () => {
    expect(findCode('1380 0001 2345', false)).toBeNull()
  })
})
