import { noticeVersion } from '../../../shared/consent.ts'
import type { Consent, Family, Guardian } from '../../../shared/family.ts'
import * as words from '../../wording/data.ts'
import { codeGone } from '../codes.ts'
import type { Flow } from '../flows.ts'
import { noticeTo } from '../leave-family.ts'
import { ending } from '../rest.ts'
import type { CodeFact, Move, Talk } from '../state.ts'
import { type Turn, text, withTalk } from '../turn.ts'

/** `sure`: the notice was shown and consent is asked; `fill`: who the joining guardian is. */
export type JoinFlow = Extract<Flow, { topic: 'join' }>

export const guardianId = 11

export const programmeOf = (turn: Turn, fact: CodeFact) =>
  turn.scene.catalogue.programmes.get(fact.family.programmeId)

/** A guardian who was named before without a contact is that guardian, told by the phone; else one more. */
export const withGuardian = (turn: Turn, family: Family, flow: JoinFlow): readonly Guardian[] => {
  const known = family.guardians.find(({ contact, phone }) => contact === null && phone === flow.phone)
  const guardian: Guardian = {
    id: known?.id ?? turn.scene.fresh.id(guardianId),
    contact: turn.scene.contact,
    name: flow.name ?? '',
    phone: flow.phone ?? '',
    phone2: known?.phone2 ?? '',
    relation: flow.relation ?? '',
  }
  return known
    ? family.guardians.map((each) => (each === known ? guardian : each))
    : [...family.guardians, guardian]
}

export const consentOf = (turn: Turn, notice: string): Consent => ({
  scope: 'basic',
  given: true,
  at: turn.scene.now,
  by: { contact: turn.scene.contact },
  notice,
})

/** From here on both see and change the same. */
export const add = (turn: Turn, flow: JoinFlow, fact: CodeFact): Move => {
  const programme = programmeOf(turn, fact)
  if (!programme) return codeGone(turn)
  const notice = noticeVersion(programme)
  const consent = consentOf(turn, notice)
  const before = fact.family
  const family: Family = {
    ...before,
    contacts: [...before.contacts, turn.scene.contact],
    guardians: withGuardian(turn, before, flow),
    consents: [...before.consents, consent],
  }
  const talk: Partial<Talk> = { who: 'guardian', agreed: notice, programmeId: programme.id }
  const said = text(words.joined(before.children.map((child) => child.name)))
  return {
    ...ending({ ...withTalk(turn.state, talk), family }, [said], ['mine', 'today', 'my_data', 'menu']),
    entries: [
      { kind: 'consent', familyId: family.id, consent },
      { kind: 'code_used', code: flow.code },
      ...before.contacts.map(
        (to) => ({ kind: 'notice', notice: noticeTo(turn, to, 'family.joined', family.id) }) as const,
      ),
    ],
  }
}
