import { describe, expect, it } from 'vitest'
import { aChat, type Chat } from '../../support/chat.ts'
import { aFamily, anEnrolment, sectionIds } from '../../support/family.ts'

const one = (): Chat => aChat({ family: aFamily() })
const two = (): Chat =>
  aChat({
    family: aFamily({ enrolments: [anEnrolment(), anEnrolment({ sectionId: sectionIds.film })] }),
  })

describe('a list of what to change to, after second thoughts', () => {
  it.each(['不换', '不换了', '还是不换了吧', '算了', '莫换了'])(
    '%s keeps the course and ends there',
    (text) => {
      for (const chat of [one(), two()]) {
        const family = chat.state.family
        expect(chat.say('换课').expects).toBe('choice')
        const said = chat.say(text)
        expect(said.words).toContain('没有换')
        expect(said.effects).toEqual([])
        expect(chat.state.talk.flow?.topic).not.toBe('change')
        expect(chat.state.family).toBe(family)
      }
    },
  )
})
