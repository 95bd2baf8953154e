import type { Consent, Enrolment, Family } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import { helperHoldEndsAt } from '../../../shared/retention.ts'
import { lackingIn, lineOf } from '../scopes.ts'
import type { Effect, Entry, Move } from '../state.ts'
import { type Turn, withTalk } from '../turn.ts'
import { wishesInto } from '../wishes/effects.ts'
import type { ConfirmFlow } from './flow.ts'
import { mergeInto } from './merge.ts'

/**
 * The entry with the guardian's word. It stays pending until the outcomes tell which seats were still held, and no longer
 * ends with the helper's 48 hours: a consent given in their last minute must not be swept away under it.
 */
const agreedTo = (turn: Turn, family: Family, lines: readonly Consent[]): Family => ({
  ...family,
  consents: [...family.consents, ...lines],
  pending: family.pending && { ...family.pending, until: helperHoldEndsAt(turn.scene.now) },
})

/** The family in the guardian's hands. */
const own = (turn: Turn, family: Family): Family => ({
  ...family,
  contacts: [...family.contacts, turn.scene.contact],
  guardians: family.guardians.map((guardian, index) =>
    index === 0 ? { ...guardian, contact: turn.scene.contact } : guardian,
  ),
})

export interface Word {
  readonly family: Family
  readonly programme: Programme
  /** What was said of the outings; null where none was entered. */
  readonly outings: boolean | null
}

/**
 * The guardian's own word: from now on the family is the guardian's, and the held seats are to be made firm. Those of
 * outings that were refused leave it and are given back. A guardian who has a family takes it all into that one.
 */
export const consent = (turn: Turn, flow: ConfirmFlow, { family, programme, outings }: Word): Move => {
  const basic = lineOf(turn, family, 'basic', true)
  const lines = outings === null ? [basic] : [basic, lineOf(turn, family, 'excursion', outings)]
  const whole = agreedTo(turn, family, lines)
  const refused = lackingIn(turn.scene, whole).map(({ enrolment }) => enrolment)
  const mine = { ...whole, enrolments: whole.enrolments.filter((one) => !refused.includes(one)) }
  const agreed = { who: 'guardian', agreed: basic.notice, programmeId: programme.id } as const
  const before = turn.state.family
  if (before && before.id !== family.id) {
    const agreeing = { ...turn, state: withTalk(turn.state, agreed) }
    return mergeInto(agreeing, flow, { own: before, entered: mine, lines, refused, programme })
  }
  const effects = [
    ...mine.enrolments.map((one) => effectOf('firm', family, one)),
    ...refused.map((one) => effectOf('release', family, one)),
    ...wishesInto(turn, family, family.wishes ?? [], 'closesAt'),
  ]
  const entries: readonly Entry[] = [
    ...lines.map((line) => ({ kind: 'consent', familyId: family.id, consent: line }) as const),
    { kind: 'code_used', code: flow.code },
  ]
  const { talk } = claiming(turn, flow)
  return {
    state: { talk: { ...talk, ...agreed }, family: own(turn, mine) },
    lines: [],
    effects,
    entries,
  }
}

const effectOf = (kind: 'firm' | 'release', { id }: Family, { sectionId, childId }: Enrolment): Effect => ({
  kind,
  sectionId,
  childId,
  familyId: id,
})

const claiming = (turn: Turn, flow: ConfirmFlow) =>
  withTalk(turn.state, { flow: { ...flow, stage: 'claiming' }, asked: null })

/** What a helper entered goes whole: the seats, and the family with its key. */
export const refuse = (turn: Turn, flow: ConfirmFlow, family: Family): Move => ({
  state: claiming(turn, flow),
  lines: [],
  effects: [
    ...family.enrolments.map((one) => effectOf('release', family, one)),
    { kind: 'erase', familyId: family.id },
  ],
  entries: [{ kind: 'code_used', code: flow.code }],
})
