import {
  type Alike,
  type Effect,
  type Entry,
  type Facts,
  type Input,
  type KinFact,
  type Line,
  newTalk,
  type Outcome,
  type SameFact,
  type Scene,
  type State,
} from '../../bot/dialogue/state.ts'
import { step } from '../../bot/dialogue/step.ts'
import { lexiconSourceOf } from '../../bot/understand/catalogue-lexicon.ts'
import { compileLexicon, understand } from '../../bot/understand/understand.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { Expects } from '../../shared/contract/expects.ts'
import type { Notice } from '../../shared/contract/outbox.ts'
import type { Family } from '../../shared/family.ts'
import type { Instant } from '../../shared/time.ts'
import { aCatalogue, beforeSeason } from './programme.ts'
import { noFacts } from './turn.ts'

/** What came of one message. */
export interface Said {
  readonly state: State
  readonly lines: readonly Line[]
  /** All words as they are read, cards too. */
  readonly words: string
  readonly expects: Expects | null
  readonly labels: readonly string[]
  /** Everything that was decided during the turn. Nothing of it is performed but on the test's own seats. */
  readonly effects: readonly Effect[]
  readonly entries: readonly Entry[]
}

export interface Chat {
  readonly say: (text: string) => Said
  /** Says one thing after another and gives the last. */
  readonly all: (...texts: readonly string[]) => Said
  state: State
  now: Instant
  readonly seats: Map<string, number>
  /** Families written beside the one in hand, and codes: what another contact's chat may look up. */
  readonly world: World
}

interface World {
  readonly families: Map<string, Family>
  readonly codes: Map<string, string>
  /** Wrong digits by code. */
  readonly tries: Map<string, number>
  /** What was sent and waits for 收到. */
  readonly waiting: Notice[]
  /** The address of the family's calendar; null once the family is gone. */
  calendar: string | null
  /** Who else has entered a child, by name and birth; and once more while its seats are claimed. */
  same: (key: string) => SameFact
  alike: (childId: string) => Alike
  kin: (family: string) => KinFact
}

export const aWorld = (): World => ({
  families: new Map(),
  codes: new Map(),
  tries: new Map(),
  waiting: [],
  calendar: 'https://houniao.test/calendar/secret.ics',
  same: () => ({ marks: [], others: [] }),
  alike: (childId) => ({ childId, others: [], free: { hash: 1 } }),
  kin: () => ({ answer: 'waiting', family: null }),
})

export interface ChatOf {
  readonly catalogue?: Catalogue
  readonly now?: Instant
  readonly contact?: string
  readonly family?: Family | null
  readonly world?: World
  /** Seats left by section; 9 where nothing is said, and below 0 nothing can be had there any more. */
  readonly left?: Readonly<Record<string, number>>
}

/** A conversation in values alone: the real parser and router, and seats that are numbers in a map. */
export const aChat = (of: ChatOf = {}): Chat => {
  const catalogue = of.catalogue ?? aCatalogue()
  const seats = new Map(Object.entries(of.left ?? {}))
  const world = of.world ?? aWorld()
  let turns = 0
  const chat: Chat = {
    state: { talk: newTalk(), family: of.family ?? null },
    now: of.now ?? beforeSeason,
    seats,
    world,
    all: (...texts) => texts.map((text) => chat.say(text)).at(-1) as Said,
    say: (text) => {
      turns += 1
      const asked = chat.state.talk.asked
      const lexicon = compileLexicon(lexiconSourceOf(catalogue, chat.state.talk.programmeId, chat.now))
      const meaning = understand(
        text,
        { expects: asked?.expects ?? null, missing: asked?.missing ?? [] },
        lexicon,
        chat.now,
      )
      const contact = of.contact ?? 'contact-li'
      const scene = (facts: Facts): Scene => ({
        now: chat.now,
        turnId: `${contact}-${turns}`,
        contact,
        catalogue,
        facts,
        fresh: { id: (n) => `${contact}-${turns}-${n}`, code: (n) => String(10_000_000 + turns * 100 + n) },
      })
      return run(chat, { kind: 'said', text, meaning, cut: false }, scene)
    },
  }
  return chat
}

const leftOf = (chat: Chat, section: string): number => chat.seats.get(section) ?? 9

/** Steps until nothing more is asked for, with the test's seats as the world. */
const run = (chat: Chat, input: Input, scene: (facts: Facts) => Scene): Said => {
  const effects: Effect[] = []
  const entries: Entry[] = []
  let facts = noFacts
  let next = input
  for (let round = 0; round < 12; round += 1) {
    const moved = step(chat.state, next, scene(facts))
    if ('need' in moved) {
      facts = lookedUp(chat, moved.need, facts)
      continue
    }
    chat.state = moved.state
    effects.push(...moved.effects)
    entries.push(...moved.entries)
    write(chat, moved.entries)
    if (moved.effects.length > 0) {
      next = { kind: 'outcomes', outcomes: moved.effects.map((effect) => perform(chat, effect)) }
      continue
    }
    const asked = moved.state.talk.asked
    return {
      state: moved.state,
      lines: moved.lines,
      words: moved.lines
        .map((line) => (line.kind === 'text' ? line.text : [line.title, ...line.lines].join('\n')))
        .join('\n'),
      expects: asked?.expects ?? null,
      labels: asked?.choices.map(({ label }) => label) ?? [],
      effects,
      entries,
    }
  }
  throw new Error('the step asked for facts again and again')
}

const lookedUp = (
  chat: Chat,
  need: readonly import('../../bot/dialogue/state.ts').Query[],
  facts: Facts,
): Facts => {
  const seats = new Map(facts.seats)
  const codes = new Map(facts.codes)
  const positions = new Map(facts.positions)
  const requests = new Map(facts.requests)
  const looks = new Map(facts.looks)
  const entered = new Map(facts.entered)
  const same = new Map(facts.same)
  const kin = new Map(facts.kin)
  const wishes = new Map(facts.wishes)
  for (const query of need) {
    if (query.kind === 'seats')
      for (const id of query.sections)
        seats.set(id, { capacity: 20, left: leftOf(chat, id), waiting: leftOf(chat, id) > 0 ? 0 : 2 })
    else if (query.kind === 'position')
      positions.set(`${query.sectionId}/${query.childId}`, { place: 3, passed: null })
    else if (query.kind === 'requests') requests.set(query.contact, [])
    else if (query.kind === 'looks') looks.set(query.contact, [])
    else if (query.kind === 'entered')
      for (const id of query.families) {
        const family = chat.world.families.get(id)
        const sections = family?.enrolments.map(({ sectionId }) => sectionId) ?? []
        entered.set(id, family?.pending ? { ...family.pending, sections } : null)
      }
    else if (query.kind === 'same') for (const { key } of query.children) same.set(key, chat.world.same(key))
    else if (query.kind === 'kin') kin.set(query.familyId, chat.world.kin(query.familyId))
    else if (query.kind === 'wishes') wishes.set(query.familyId, [])
    else {
      const family = chat.world.families.get(chat.world.codes.get(query.code) ?? '')
      const tries = chat.world.tries.get(query.code) ?? 0
      codes.set(query.code, family ? { purpose: 'confirm', family, until: chat.now + 1, tries } : null)
    }
  }
  return { seats, codes, positions, requests, looks, entered, same, kin, wishes }
}

const write = (chat: Chat, entries: readonly Entry[]): void => {
  for (const entry of entries) {
    if (entry.kind === 'family')
      chat.world.families.set(entry.family.id, { ...entry.family, rev: entry.family.rev + 1 })
    if (entry.kind === 'code') chat.world.codes.set(entry.code, entry.familyId)
    if (entry.kind === 'code_used') chat.world.codes.delete(entry.code)
    if (entry.kind === 'code_tried') writeTry(chat, entry)
  }
}

const writeTry = (chat: Chat, { code, tries, was }: Extract<Entry, { kind: 'code_tried' }>): void => {
  if (was !== 'right') chat.world.tries.set(code, tries + 1)
  if (was === 'last') chat.world.codes.delete(code)
}

const perform = (chat: Chat, effect: Effect): Outcome => {
  if (effect.kind === 'erase' || effect.kind === 'erase_requests') return { did: 'erased', effect }
  if (effect.kind === 'acknowledge') return { did: 'heard', notices: chat.world.waiting.splice(0), effect }
  if (effect.kind === 'calendar')
    return { did: 'linked', address: chat.world.calendar, renewed: effect.renew, effect }
  if (effect.kind === 'same')
    return { did: 'same', found: effect.children.map(({ childId }) => chat.world.alike(childId)), effect }
  if (effect.kind === 'release' || effect.kind === 'ask_no_more') return { did: 'released', effect }
  if (effect.kind === 'firm' && leftOf(chat, effect.sectionId) < 0)
    return { did: 'refused', why: 'lapsed', effect }
  if (effect.kind === 'firm' || effect.kind === 'move') return { did: 'seat', effect }
  if (effect.kind === 'wish') return { did: 'wished', effect }
  if (effect.kind === 'unwish') return { did: 'unwished', effect }
  if (effect.kind === 'together')
    return { did: 'together', childIds: effect.on ? effect.childIds : [], effect }
  const left = leftOf(chat, effect.sectionId)
  if (left < 0) return { did: 'refused', why: 'closed', effect }
  if (left < effect.party) return { did: 'waiting', position: 3, effect }
  chat.seats.set(effect.sectionId, left - effect.party)
  const [drew] = effect.draws ?? []
  return { did: effect.until === null ? 'seat' : 'held', ...(drew ? { drew } : {}), effect }
}
