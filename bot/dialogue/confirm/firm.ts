import { noticeVersion } from '../../../shared/consent.ts'
import type { Consent, Enrolment, Family } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import { helperHoldEndsAt } from '../../../shared/retention.ts'
import type { Effect, Entry, Move } from '../state.ts'
import { type Turn, withTalk } from '../turn.ts'
import type { ConfirmFlow } from './flow.ts'

/** Is an own family with children in hand, which this one must not push out? */
const hasOwn = (turn: Turn, family: Family): boolean =>
  turn.state.family !== null && turn.state.family.id !== family.id && turn.state.family.children.length > 0

/**
 * The family in the guardian's hands. It stays pending until the outcomes tell which seats were still held, and no longer
 * ends with the helper's 48 hours: a consent given in their last minute must not be swept away under it.
 */
const own = (turn: Turn, family: Family, consent: Consent): Family => ({
  ...family,
  contacts: [...family.contacts, turn.scene.contact],
  guardians: family.guardians.map((guardian, index) =>
    index === 0 ? { ...guardian, contact: turn.scene.contact } : guardian,
  ),
  consents: [...family.consents, consent],
  pending: family.pending && { ...family.pending, until: helperHoldEndsAt(turn.scene.now) },
})

/** A contact that speaks for a family already keeps that one in hand: the other is confirmed and stands beside it. */
const beside = (turn: Turn, family: Family): readonly Entry[] => [
  { kind: 'family', family: { ...family, pending: null, enrolments: family.enrolments.map(made) } },
  ...confirmedNotice(turn, family),
]

const made = (enrolment: Enrolment): Enrolment =>
  enrolment.state === 'held' ? { ...enrolment, state: 'seat', until: null } : { ...enrolment, until: null }

export const confirmedNotice = (turn: Turn, family: Family): readonly Entry[] =>
  family.pending
    ? [
        {
          kind: 'notice',
          notice: {
            id: `confirmed.${family.id}`,
            to: family.pending.helper,
            what: 'family.confirmed',
            at: turn.scene.now,
            about: { familyId: family.id },
          },
        },
      ]
    : []

/** The guardian's own word: from now on the family is the guardian's, and the held seats are to be made firm. */
export const consent = (turn: Turn, flow: ConfirmFlow, family: Family, programme: Programme): Move => {
  const line: Consent = {
    scope: 'basic',
    given: true,
    at: turn.scene.now,
    by: { contact: turn.scene.contact },
    notice: noticeVersion(programme),
  }
  const mine = own(turn, family, line)
  const effects = family.enrolments.map(
    ({ sectionId, childId }): Effect => ({ kind: 'firm', sectionId, childId, familyId: family.id }),
  )
  const entries: readonly Entry[] = [
    { kind: 'consent', familyId: family.id, consent: line },
    { kind: 'code_used', code: flow.code },
  ]
  const { talk } = claiming(turn, flow)
  const agreed = { who: 'guardian', agreed: line.notice, programmeId: programme.id } as const
  const state = { ...turn.state, talk: { ...talk, ...agreed } }
  return hasOwn(turn, family)
    ? { state, lines: [], effects, entries: [...entries, ...beside(turn, mine)] }
    : { state: { ...state, family: mine }, lines: [], effects, entries }
}

const claiming = (turn: Turn, flow: ConfirmFlow) =>
  withTalk(turn.state, { flow: { ...flow, stage: 'claiming' }, asked: null })

/** What a helper entered goes whole: the seats, and the family with its key. */
export const refuse = (turn: Turn, flow: ConfirmFlow, family: Family): Move => ({
  state: claiming(turn, flow),
  lines: [],
  effects: [
    ...family.enrolments.map(
      ({ sectionId, childId }): Effect => ({ kind: 'release', sectionId, childId, familyId: family.id }),
    ),
    { kind: 'erase', familyId: family.id },
  ],
  entries: [{ kind: 'code_used', code: flow.code }],
})
