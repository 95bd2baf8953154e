import type { Child, Consent, Family, Guardian } from '../../shared/family.ts'
import type { Programme } from '../../shared/programme.ts'
import { familyEndsAt } from '../../shared/retention.ts'
import { birthWords, gradeWords, organisationName, toldWords } from '../wording/common.ts'
import * as words from '../wording/data.ts'
import { spanWords } from '../wording/dates.ts'
import { mannersLines, mannersTitle } from '../wording/manners.ts'
import { sectionAt } from '../wording/schedule.ts'
import { positionsLacking, takenOf } from './enrolled.ts'
import { hasManners } from './manners.ts'
import { takenLines } from './mine.ts'
import { requestsLacking, requestsOf } from './own-requests.ts'
import { resting } from './rest.ts'
import type { ChildDraft, Draft, Line, Move } from './state.ts'
import { type Turn, text } from './turn.ts'
import { drawnLacking, wishLines } from './wishes.ts'

type Known = Partial<Omit<Child, 'id'>>
type Row = readonly [name: string, value: string | null | undefined]

const card = (title: string, lines: readonly string[]): Line => ({ kind: 'card', title, lines })
/** What was never told has no line; an answered 无 has one. */
const rows = (pairs: readonly Row[]): readonly string[] =>
  pairs.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [words.row(name, value || words.none)],
  )

const organisation = (programme: Programme | undefined, id: string | null | undefined): string | null =>
  id ? (programme ? organisationName(programme, id) : id) : null

export const pickupWords = (pickup: Child['pickup'] | undefined): string | null =>
  pickup ? pickup.map(({ who, name }) => words.collectorWords(who, name)).join('、') : null

const childRows = (child: Known, programme: Programme | undefined): readonly string[] =>
  rows([
    [words.bornName, child.birth && birthWords(child.birth)],
    [words.ageName, child.told && toldWords(child.told)],
    [words.gradeName, child.grade === null || child.grade === undefined ? null : gradeWords(child.grade)],
    [words.sexName, child.sex ? words.sexWords(child.sex) : null],
    [words.daysName, child.days ? spanWords(child.days.from, child.days.to) : null],
    [words.placeName, organisation(programme, child.place)],
    [words.employerName, organisation(programme, child.employer)],
    [words.healthName, child.health],
    [words.pickupName, pickupWords(child.pickup)],
  ])

const childCard = (turn: Turn, family: Family, child: Child): Line => {
  const programme = turn.scene.catalogue.programmes.get(family.programmeId)
  const taken = takenOf(turn.state, turn.scene).filter((one) => one.child.id === child.id)
  const courses = taken.flatMap((one) => takenLines(turn.scene, one))
  return card(words.childTitle(child.name), [...childRows(child, programme), ...courses])
}

const guardianRows = (guardian: Guardian): readonly string[] =>
  rows([
    [words.guardianName(guardian.relation), guardian.name],
    [words.phoneName, guardian.phone],
    [words.phone2Name, guardian.phone2],
  ])

const byWhom = (turn: Turn, { by }: Consent): 'you' | 'other' | 'paper' => {
  if ('paper' in by) return 'paper'
  return by.contact === turn.scene.contact ? 'you' : 'other'
}

const consentsCard = (turn: Turn, family: Family): Line =>
  card(
    words.consentsTitle,
    family.consents.map((line) => words.consentLine(line.scope, line.given, line.at, byWhom(turn, line))),
  )

const familyCards = (turn: Turn, family: Family): readonly Line[] => [
  ...family.children.map((child) => childCard(turn, family, child)),
  ...(family.guardians.length > 0
    ? [card(words.guardiansTitle, family.guardians.flatMap(guardianRows))]
    : []),
  ...(family.consents.length > 0 ? [consentsCard(turn, family)] : []),
]

const draftChild = (turn: Turn, draft: Draft, child: ChildDraft): readonly string[] => {
  const programme = turn.scene.catalogue.programmes.get(draft.programmeId)
  const sections = child.sections.flatMap(({ id }) => turn.scene.catalogue.sections.get(id) ?? [])
  const courses = sections.map((section) => words.row(words.coursesName, sectionAt(section)))
  return [...(child.name ? [words.childTitle(child.name)] : []), ...childRows(child, programme), ...courses]
}

const draftCard = (turn: Turn, draft: Draft): readonly Line[] => {
  const { name, phone, phone2, relation } = draft.guardian
  const guardian = rows([
    [words.guardianName(relation ?? ''), name],
    [words.phoneName, phone],
    [words.phone2Name, phone2],
  ])
  const lines = [...draft.children.flatMap((child) => draftChild(turn, draft, child)), ...guardian]
  return lines.length > 0 ? [card(words.draftTitle, lines)] : []
}

/** A copy must stay a message that can be read: the newest so many, and how many more there are. */
const mostRequests = 20

/** Whatever is stored is still open: a request that was seen to is deleted, and no answer is kept. */
const requestsCard = (turn: Turn): readonly Line[] => {
  const all = requestsOf(turn)
  if (all.length === 0) return []
  const shown = all.slice(-mostRequests).map(({ at, words: said }) => words.requestLine(at, said))
  const earlier = all.length - shown.length
  const more = earlier > 0 ? [words.earlierRequests(earlier)] : []
  return [card(words.requestsTitle, [...more, ...shown, words.addToRequest])]
}

/** Shown to whom messages are sent, and to whoever said anything about them. */
const mannersCard = ({ state: { family, talk } }: Turn): readonly Line[] =>
  family || hasManners(talk)
    ? [card(mannersTitle, mannersLines(talk.manners.quiet, talk.manners.stopped))]
    : []

const keeping = (turn: Turn, family: Family | null): Line => {
  const programme = turn.scene.catalogue.programmes.get(family?.programmeId ?? '')
  return card(
    words.keepingTitle,
    words.keptLines(family && programme ? familyEndsAt(family, programme, turn.scene.now) : null),
  )
}

/** 我的信息: a copy of everything stored about the family (PIPL 45; 条例 34), to read and to correct. */
export const openMyData = (turn: Turn): Move => {
  const { family, talk } = turn.state
  const lacking = [
    ...positionsLacking(turn.scene, takenOf(turn.state, turn.scene)),
    ...requestsLacking(turn),
    ...drawnLacking(turn),
  ]
  if (lacking.length > 0) return { need: lacking }
  const told = [
    ...(family ? familyCards(turn, family) : []),
    ...wishLines(turn),
    ...(talk.draft ? draftCard(turn, talk.draft) : []),
  ]
  const cards = [...told, ...requestsCard(turn), ...mannersCard(turn)]
  if (cards.length === 0) {
    const said = talk.helped.length > 0 ? words.onlyHelped(talk.helped.length) : words.nothingStored
    return resting(turn.state, [text(said)], ['enrol', 'questions', 'human'])
  }
  const correct = told.length > 0 ? [text(words.correctable)] : []
  const lines = [text(words.myDataLead), ...cards, keeping(turn, family), ...correct]
  return resting(turn.state, lines, family ? ['edit', 'erase', 'join', 'menu'] : ['erase', 'menu'])
}
