import { expect, it } from 'vitest'
import { fillIn, startWalk } from '../support/walk.ts'
import { words } from '../support/world.ts'

const under8 = { 'child.birth': '2020年3月', pickup: '' }
const over8 = { 'child.birth': '2017年3月', pickup: '' }

it.each(['自己走', '让哥哥接', '姐姐来接'])('a child under 8 is not put down as “%s”', async (said) => {
  const { li } = await startWalk()
  const asked = await fillIn(li, await li.say('报名'), under8)
  expect(asked.expects).toBe('pickup')
  const again = await li.say(said)
  expect(again.expects).toBe('pickup')
  expect(words(again)).toContain('8岁以下')
  expect((await li.say('外婆')).expects).toBe('modules')
})

it('an older one may go home alone', async () => {
  const { li } = await startWalk()
  await fillIn(li, await li.say('报名'), over8)
  expect((await li.say('自己走')).expects).toBe('modules')
})
