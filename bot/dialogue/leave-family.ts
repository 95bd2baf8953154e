import type { Notice } from '../../shared/contract/outbox.ts'
import type { Family } from '../../shared/family.ts'
import type { ContactId } from '../../shared/ids.ts'
import { type Effect, type Move, newTalk, type State } from './state.ts'
import { type Turn, withTalk } from './turn.ts'

/** Contacts who speak for the family beside the one who is speaking. */
export const othersIn = (turn: Turn): readonly ContactId[] =>
  turn.state.family?.contacts.filter((contact) => contact !== turn.scene.contact) ?? []

/** A notice's id is made of its cause and its addressee, so that the cause repeated writes it once. */
export const noticeTo = (turn: Turn, to: ContactId, what: Notice['what'], familyId: string): Notice => ({
  id: `${turn.scene.turnId}.${what}.${to}`,
  to,
  what,
  at: turn.scene.now,
  about: { familyId },
})

const withoutSpeaker = (turn: Turn, family: Family): Family => {
  const mine = (guardian: Family['guardians'][number]) => guardian.contact === turn.scene.contact
  return {
    ...family,
    contacts: othersIn(turn),
    guardians: family.guardians.filter((guardian) => !mine(guardian)),
    left: [...family.left, ...family.guardians.filter(mine).map(({ id }) => id)],
  }
}

/**
 * Nothing is remembered of the person who was speaking: a stranger from here on. Only the count of wrong codes stays for
 * its hour, or forgetting would be the way to try them all.
 */
export const forgotten = ({ state }: Turn): State => ({
  talk: { ...newTalk(), wrongCodes: state.talk.wrongCodes },
  family: null,
})

/**
 * A guardian goes where another guardian stays: name, phone and contact are taken out of the family, and the other is
 * asked whether the rest shall go too. What the leaver asked of staff goes as well; it is said when that is done (erase.ts).
 */
export const leaveFamily = (turn: Turn, family: Family): Exclude<Move, { need: unknown }> => ({
  state: withTalk(forgotten(turn), { flow: { topic: 'erase', stage: 'leaving', familyId: family.id } }),
  lines: [],
  effects: [eraseRequests(turn), ...asksNoMore(turn)],
  entries: [
    { kind: 'family', family: withoutSpeaker(turn, family) },
    ...othersIn(turn).map(
      (to) => ({ kind: 'notice', notice: noticeTo(turn, to, 'guardian.left', family.id) }) as const,
    ),
  ],
})

export const eraseRequests = (turn: Turn): Effect => ({ kind: 'erase_requests', contact: turn.scene.contact })

/** What another family was asked on account of the form goes with the form. */
export const asksNoMore = ({ state, scene }: Turn): readonly Effect[] =>
  (state.talk.draft?.children ?? []).flatMap(({ same }) =>
    same?.asked
      ? [{ kind: 'ask_no_more', familyId: same.asked.familyId, contact: scene.contact } as const]
      : [],
  )

/** Gives back every seat and place on a list, and destroys what is stored of the family and of who speaks for it. */
export const eraseAll = (turn: Turn, family: Family): readonly Effect[] => [
  ...family.enrolments.map(
    ({ sectionId, childId }) => ({ kind: 'release', sectionId, childId, familyId: family.id }) as const,
  ),
  { kind: 'erase', familyId: family.id },
  eraseRequests(turn),
  ...asksNoMore(turn),
]
