import type { Section } from '../../shared/catalogue.ts'
import { noticeVersion } from '../../shared/consent.ts'
import type { Consent, Enrolment, Family } from '../../shared/family.ts'
import type { Programme } from '../../shared/programme.ts'
import { enrolmentCard } from '../wording/card.ts'
import { birthWords, gradeWords, listed, organisationName } from '../wording/common.ts'
import { aboutLater } from '../wording/consent.ts'
import { describeDates, spanWords } from '../wording/dates.ts'
import * as words from '../wording/enrol.ts'
import { shortNotice } from '../wording/notice.ts'
import { sectionName } from '../wording/schedule.ts'
import { countWrongCode, tooManyCodes } from './codes.ts'
import type { Flow } from './flows.ts'
import { pickOf, saysNo } from './pick.ts'
import { ending } from './rest.ts'
import type { CodeFact, Effect, Entry, Line, Move, Outcome } from './state.ts'
import { asking, type Topic, type Turn, text, withTalk } from './turn.ts'

export type ConfirmFlow = Extract<Flow, { topic: 'confirm' }>

const programmeOf = (turn: Turn, family: Family): Programme | undefined =>
  turn.scene.catalogue.programmes.get(family.programmeId)

/** Eight digits were sent: shows the notice and what was entered, and asks for consent. */
export const openConfirm = (turn: Turn, code: string): Move => {
  const { scene, state } = turn
  if (tooManyCodes(state.talk, scene.now)) return ending(state, [text(words.codeTooOften)], ['human', 'menu'])
  const fact = scene.facts.codes.get(code)
  if (fact === undefined) return { need: [{ kind: 'code', code }] }
  if (fact?.purpose !== 'confirm' || !fact.family.pending) return wrong(turn)
  if (fact.family.pending.helper === scene.contact)
    return ending(state, [text(words.codeNotYours)], ['another', 'menu'])
  const flow: ConfirmFlow = { topic: 'confirm', stage: 'sure', familyId: fact.family.id, code }
  return show(turn, flow, fact.family)
}

/** Counted: eight digits must not be found by trying. */
const wrong = (turn: Turn): Move => {
  const state = { ...turn.state, talk: countWrongCode(turn.state.talk, turn.scene.now) }
  return ending(state, [text(words.codeWrong)], ['human', 'menu'])
}

const show = (turn: Turn, flow: ConfirmFlow, family: Family): Move => {
  const programme = programmeOf(turn, family)
  if (!programme) return wrong(turn)
  const entered: Line = {
    kind: 'card',
    title: words.enteredTitle,
    lines: enteredLines(turn, family, programme),
  }
  const lines = [text(`${words.confirmIntro}\n${shortNotice(programme)}`), entered, text(words.confirmAsk)]
  return asking(turn.state, flow, 'consent', lines, { choices: words.confirmChoices })
}

const sectionsOf = (turn: Turn, enrolments: readonly Enrolment[]): readonly Section[] =>
  enrolments.flatMap(({ sectionId }) => turn.scene.catalogue.sections.get(sectionId) ?? [])

/** Everything that the helper entered: the guardian consents to this and to nothing else. */
const enteredLines = (turn: Turn, family: Family, programme: Programme): readonly string[] => {
  const [guardian] = family.guardians
  const [first] = family.children
  const places = [first?.place, first?.employer].flatMap((id) =>
    id ? [organisationName(programme, id)] : [],
  )
  return [
    ...family.children.flatMap((child) =>
      words.summaryChild({
        name: child.name,
        born: listed([
          ...(child.birth === null ? [] : [words.bornIn(birthWords(child.birth))]),
          ...(child.grade === null ? [] : [gradeWords(child.grade)]),
        ]),
        days: spanWords(child.days.from, child.days.to),
        health: child.health === '' ? words.none : child.health,
        pickup: listed(child.pickup.map(({ who, name }) => words.collector(who, name))),
        sections: sectionsOf(
          turn,
          family.enrolments.filter(({ childId }) => childId === child.id),
        ).map((section) => `${sectionName(section)}（${section.site.name}）${describeDates(section.plan)}`),
      }),
    ),
    ...(guardian ? [words.guardianRow(guardian)] : []),
    words.placeRow(places.length > 0 ? listed(places) : words.elsewhere),
  ]
}

/** The family behind the code, read anew: the hold may have lapsed since it was shown. */
const withFact = (turn: Turn, flow: ConfirmFlow, then: (fact: CodeFact) => Move | null): Move | null => {
  const fact = turn.scene.facts.codes.get(flow.code)
  if (fact === undefined) return { need: [{ kind: 'code', code: flow.code }] }
  return fact?.family.pending ? then(fact) : wrong(turn)
}

const answer = (turn: Turn, flow: ConfirmFlow): Move | null => {
  const { intent, confidence, about } = turn.meaning
  const picked = pickOf(
    turn,
    words.confirmChoices.map(({ say }) => say),
  )
  const limited = about !== null && ['consent', 'consent_no', 'deny'].includes(intent)
  if (limited) return again(turn, flow, [aboutLater])
  if (picked === 1 || intent === 'correct') return again(turn, flow, [words.correctAfterwards])
  if (picked === 2 || (picked === null && saysNo(turn)))
    return withFact(turn, flow, (fact) => refuse(turn, flow, fact.family))
  const yes = picked === 0 || ((intent === 'consent' || intent === 'affirm') && confidence === 'high')
  return yes ? withFact(turn, flow, (fact) => consent(turn, flow, fact.family)) : null
}

const again = (turn: Turn, flow: ConfirmFlow, before: readonly string[]): Move =>
  asking(turn.state, flow, 'consent', [...before, words.confirmAskAgain].map(text), {
    choices: words.confirmChoices,
  })

const claiming = (turn: Turn, flow: ConfirmFlow) =>
  withTalk(turn.state, { flow: { ...flow, stage: 'claiming' }, asked: null })

/** Is an own family with children in hand, which this one must not push out? */
const hasOwn = (turn: Turn, family: Family): boolean =>
  turn.state.family !== null && turn.state.family.id !== family.id && turn.state.family.children.length > 0

const consent = (turn: Turn, flow: ConfirmFlow, family: Family): Move => {
  const programme = programmeOf(turn, family)
  if (!programme) return wrong(turn)
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
  const state = claiming(turn, flow)
  return hasOwn(turn, family)
    ? { state, lines: [], effects, entries: [...entries, ...beside(turn, mine)] }
    : { state: { ...state, family: mine }, lines: [], effects, entries }
}

/** The family in the guardian's hands. It stays pending until the outcomes tell which seats were still held. */
const own = (turn: Turn, family: Family, consent: Consent): Family => ({
  ...family,
  contacts: [...family.contacts, turn.scene.contact],
  guardians: family.guardians.map((guardian, index) =>
    index === 0 ? { ...guardian, contact: turn.scene.contact } : guardian,
  ),
  consents: [...family.consents, consent],
})

/** A contact that speaks for a family already keeps that one in hand: the other is confirmed and stands beside it. */
const beside = (turn: Turn, family: Family): readonly Entry[] => [
  { kind: 'family', family: { ...family, pending: null, enrolments: family.enrolments.map(made) } },
  ...confirmedNotice(turn, family),
]

const made = (enrolment: Enrolment): Enrolment =>
  enrolment.state === 'held' ? { ...enrolment, state: 'seat', until: null } : { ...enrolment, until: null }

const confirmedNotice = (turn: Turn, family: Family): readonly Entry[] =>
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

/** What a helper entered goes whole: the seats, and the family with its key. */
const refuse = (turn: Turn, flow: ConfirmFlow, family: Family): Move => ({
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

const resume = (turn: Turn, flow: ConfirmFlow, outcomes: readonly Outcome[]): Move => {
  const { family } = turn.state
  const erased = outcomes.some(({ did }) => did === 'erased')
  if (erased || !family) return ending(turn.state, [text(words.confirmRefused)], ['enrol', 'menu'])
  if (family.id !== flow.familyId)
    return ending(turn.state, [text(words.confirmed), text(words.otherFamily)], ['mine', 'human'])
  const kept = family.enrolments.flatMap((enrolment) => keptOf(enrolment, outcomes))
  const lapsed = family.enrolments.filter((enrolment) => !kept.some((one) => same(one, enrolment)))
  const lost = sectionsOf(turn, lapsed).map((section) => words.holdLapsed(sectionName(section)))
  const firm: Family = { ...family, pending: null, enrolments: kept }
  const lines = [text([words.confirmed, ...lost].join('\n')), ...cards(turn, firm, outcomes)]
  const done = ending({ ...turn.state, family: firm }, lines, ['mine', 'week', 'edit'])
  return { ...done, entries: confirmedNotice(turn, family) }
}

const same = (
  a: { sectionId: string; childId: string },
  b: { sectionId: string; childId: string },
): boolean => a.sectionId === b.sectionId && a.childId === b.childId

const outcomeOf = (enrolment: Enrolment, outcomes: readonly Outcome[]): Outcome | undefined =>
  outcomes.find(({ effect }) => effect.kind === 'firm' && same(effect, enrolment))

const keptOf = (enrolment: Enrolment, outcomes: readonly Outcome[]): readonly Enrolment[] => {
  const outcome = outcomeOf(enrolment, outcomes)
  if (outcome?.did === 'waiting') return [{ ...enrolment, state: 'waiting', until: null }]
  return outcome?.did === 'seat' ? [{ ...enrolment, state: 'seat', until: null }] : []
}

const cards = (turn: Turn, family: Family, outcomes: readonly Outcome[]): readonly Line[] =>
  family.children.flatMap((child) => {
    const rows = family.enrolments
      .filter(({ childId }) => childId === child.id)
      .flatMap((enrolment) => {
        const section = turn.scene.catalogue.sections.get(enrolment.sectionId)
        const outcome = outcomeOf(enrolment, outcomes)
        const got =
          outcome?.did === 'waiting'
            ? ({ state: 'waiting', position: outcome.position } as const)
            : ({ state: 'seat' } as const)
        return section ? [{ section, party: enrolment.party, got }] : []
      })
    return rows.length > 0 ? [{ kind: 'card' as const, ...enrolmentCard(child.name, rows) }] : []
  })

/** A guardian confirms, from the own contact, what a helper entered. */
export const confirm: Topic<ConfirmFlow> = {
  ask: (turn, flow) => again(turn, flow, []),
  answer,
  back: () => null,
  resume,
}
