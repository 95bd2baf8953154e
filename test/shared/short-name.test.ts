import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortName } from '../../shared/short-name.ts'

test.each([
  ['小明', '小明'],
  ['乐乐', '乐乐'],
  ['王小雨', '小雨'],
  ['王雨', '小雨'],
  ['雨', '雨'],
  ['欧阳小雨', '小雨'],
  ['欧阳雨', '小雨'],
  ['司马', '小马'],
  ['王李小雨', '小雨'],
  ['李㛃堃', '㛃堃'],
  ['王𬱖', '小𬱖'],
  ['𬱖小雨', '小雨'],
  ['王小\u{E0101}雨', '小雨'],
  ['古丽·买买提', '古丽'],
  ['阿依·买买提·吐尔逊', '阿依'],
  ['Tom Smith', 'Tom'],
  ['', ''],
])('%s is called %s', (name, short) => {
  expect(shortName(name)).toBe(short)
})

test('the family name of a name of three characters or more is never told', () => {
  const given = fc.constantFrom('小', '雨', '堃', '喆', '𬱖', '㛃', '玥', '昇')
  fc.assert(
    fc.property(
      fc.constantFrom('王', '欧阳', '李'),
      fc.array(given, { minLength: 2, maxLength: 3 }),
      (family, own) => {
        expect(shortName(family + own.join(''))).not.toContain(family)
      },
    ),
  )
})
