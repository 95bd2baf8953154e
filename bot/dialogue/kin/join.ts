import { may, noticeVersion } from '../../../shared/consent.ts'
import type { Child, Consent, Family, Guardian } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import * as words from '../../wording/same-child.ts'
import type { ConfirmFlow } from '../confirm/flow.ts'
import { moved, movesOf } from '../confirm/merge.ts'
import { planOf } from '../confirm/plan.ts'
import { isSameChild } from '../confirm/same.ts'
import { childOf } from '../enrol/commit.ts'
import { draftOf, type So } from '../enrol/so.ts'
import { withGuardian } from '../join/add.ts'
import { noticeTo } from '../leave-family.ts'
import { ending } from '../rest.ts'
import type { ChildDraft, Draft, Entry, Move, SameSaid } from '../state.ts'
import { type Turn, text, withTalk } from '../turn.ts'
import { wishesInto } from '../wishes/effects.ts'
import { silentId } from './notices.ts'

/** Ids of one turn (30 and on are these topics'). */
const noteId = 30

interface Joining {
  readonly index: number
  readonly asked: NonNullable<SameSaid['asked']>
  /** The family that said yes, as it is now. */
  readonly other: Family
}

/**
 * Both families have said that they are one. Who asked comes into the other, with what was typed and with whatever the own
 * family has: children who are the same become one, seats change hands without ever being free, and what cannot stand beside
 * the other's is told and given back with the own family, which ends.
 */
export const joinKin = (turn: Turn, so: So, joining: Joining): Move => {
  const own = so.state.family
  const programme = turn.scene.catalogue.programmes.get(joining.other.programmeId)
  if (!own || !programme) return ending(so.state, [text(words.notComeIn)], ['human', 'menu'])
  // Whoever else manages the own family would lose it by this: that is for people to settle.
  return own.contacts.some((contact) => contact !== turn.scene.contact)
    ? forStaff(turn, so, own, joining.other)
    : join(turn, so, joining, { own, programme })
}

const forStaff = (turn: Turn, so: So, own: Family, other: Family): Move => {
  const id = turn.scene.fresh.id(noteId)
  const said = words.noteTwoGuardians(own.id, other.id)
  return {
    ...ending(withTalk(so.state, { flow: null }), [text(words.twoGuardians)], ['mine', 'human', 'menu']),
    entries: [{ kind: 'case', id, familyId: own.id, words: said, by: 'program' }],
  }
}

/** The children of the form that the other family has. */
const twinsIn = (draft: Draft, { index, other }: Joining, programme: Programme): readonly ChildDraft[] =>
  draft.children.filter(
    (child, at) =>
      at === index ||
      other.children.some((known) => isSameChild(known, childOf(child, programme), programme.season)),
  )

/** Both families said that it is one child: a day of birth that one of them mistyped makes no second one. */
const asKnown = (typed: Child, known: Child | undefined, { season }: Programme): Child =>
  known && !isSameChild(known, typed, season)
    ? { ...typed, name: known.name, birth: known.birth, told: known.told, grade: known.grade }
    : typed

/** What this guardian agreed to goes along, as it was said. */
const linesOf = (turn: Turn, own: Family): readonly Consent[] =>
  own.consents.filter(
    (line, at) =>
      'contact' in line.by &&
      line.by.contact === turn.scene.contact &&
      line.given &&
      may(own, line.scope) &&
      own.consents.findLastIndex(({ scope, given }) => scope === line.scope && given) === at,
  )

const guardiansOf = (turn: Turn, own: Family, other: Family, draft: Draft): readonly Guardian[] => {
  const mine = own.guardians.find(({ contact }) => contact === turn.scene.contact)
  const { name = mine?.name, phone = mine?.phone, relation = mine?.relation } = draft.guardian
  const { phone2 = mine?.phone2 ?? '' } = draft.guardian
  const told = { topic: 'join', stage: 'fill', code: '' } as const
  const guardians = withGuardian(turn, other, {
    ...told,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(relation === undefined ? {} : { relation }),
  })
  return guardians.map((one) =>
    one.contact === turn.scene.contact && one.phone2 === '' ? { ...one, phone2 } : one,
  )
}

/** What is still to be enrolled in: courses of the form that the other family has not, and children that it has not. */
const restOf = (
  draft: Draft,
  twins: readonly ChildDraft[],
  family: Family,
  as: (name: string) => string | undefined,
) => {
  const children = draft.children.flatMap((child): readonly ChildDraft[] => {
    if (!twins.includes(child)) return [child]
    const { same: _, ...known } = child
    const id = as(child.name ?? '') ?? child.id
    const had = family.enrolments.filter(({ childId }) => childId === id).map(({ sectionId }) => sectionId)
    const sections = child.sections.filter((section) => !had.includes(section.id))
    return sections.length > 0 ? [{ ...known, id, sections, wanted: [] }] : []
  })
  return children.length > 0 ? { ...draft, children, trail: [] } : null
}

const join = (
  turn: Turn,
  so: So,
  joining: Joining,
  { own, programme }: { readonly own: Family; readonly programme: Programme },
): Move => {
  const { other, asked } = joining
  const { contact } = turn.scene
  const draft = draftOf(so.state)
  const twins = twinsIn(draft, joining, programme)
  const known = other.children.find(({ id }) => id === asked.childId)
  const typed = twins.map((child) =>
    asKnown(
      childOf(child, programme),
      child === draft.children[joining.index] ? known : undefined,
      programme,
    ),
  )
  const entered: Family = { ...own, guardians: [], children: [...own.children, ...typed] }
  const plan = planOf(turn, other, entered, programme)
  const lines = linesOf(turn, own)
  const family: Family = {
    ...plan.family,
    contacts: [...other.contacts, contact],
    guardians: guardiansOf(turn, own, plan.family, draft),
    consents: [...other.consents, ...lines],
    asks: (other.asks ?? []).filter((one) => one.contact !== contact),
  }
  const idOf = (name: string) => family.children.find((child) => child.name === name)?.id
  const state = {
    family,
    talk: {
      ...so.state.talk,
      who: 'guardian' as const,
      agreed: noticeVersion(programme),
      draft: restOf(draft, twins, family, idOf),
    },
  }
  const flow: ConfirmFlow = { topic: 'confirm', stage: 'moving', familyId: own.id, code: '', joined: true }
  const entries: readonly Entry[] = [
    ...lines.map((consent) => ({ kind: 'consent', familyId: other.id, consent }) as const),
    { kind: 'family', family: own },
    ...other.contacts.map(
      (to) => ({ kind: 'notice', notice: noticeTo(turn, to, 'family.joined', other.id) }) as const,
    ),
    { kind: 'notice_gone', to: contact, at: asked.at, id: silentId(other.id, { contact, at: asked.at }) },
  ]
  const effects = [
    ...movesOf(plan, own, other),
    // Both named theirs in time: until they are drawn they come along.
    ...wishesInto(turn, plan.family, plan.wishes, 'drawnAt'),
  ]
  return { ...moved(state, flow, plan.told, effects), entries }
}
