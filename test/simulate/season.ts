import type { Catalogue } from '../../shared/catalogue.ts'
import { earsFor } from '../support/parents/hears.ts'
import type { LineDeps, Spoken } from '../support/parents/line.ts'
import {
  createHelper,
  createParent,
  type Entered,
  type Helper,
  type Parent,
} from '../support/parents/parent.ts'
import { days, type HelperScript, type Script, type Scripts } from '../support/parents/script.ts'
import { newTally, type Tally } from '../support/parents/tally.ts'
import { inLanes } from './lanes.ts'
import type { Progress } from './progress.ts'
import { dayAfterOpening } from './town.ts'
import { Unanswered, type Wire } from './wire.ts'

export interface SeasonDeps {
  readonly seed: number
  readonly catalogue: Catalogue
  readonly scripts: Scripts
  readonly wire: Wire
  /** Contacts that are under way at once. */
  readonly lanes: number
  readonly progress: (total: number) => Progress
}

export interface Season {
  readonly parents: readonly Parent[]
  readonly tally: Tally
  /** Every talk, helpers' too. */
  readonly talks: readonly { readonly contact: string; readonly spoken: readonly Spoken[] }[]
}

/** On the opening day everybody comes at eight, later at ten; whoever waits looks again in the evening. */
const morningOf = (day: number): string => `${dayAfterOpening(day)}T${day === 0 ? '08:00' : '10:00'}`
const eveningOf = (day: number): string => `${dayAfterOpening(day)}T18:00`

interface Member {
  readonly script: Script
  readonly parent: Parent
}

interface Helping {
  readonly script: HelperScript
  readonly helper: Helper
}

interface Town {
  readonly members: readonly Member[]
  readonly helpers: readonly Helping[]
  /** What helpers passed on, by the family's contact. */
  readonly codes: Map<string, Entered>
  readonly tally: Tally
}

const peopleOf = ({ seed, catalogue, scripts, wire }: SeasonDeps): Town => {
  const tally = newTally()
  const now = () => new Date().toISOString()
  const line: LineDeps = { seed, phone: wire, ears: earsFor(catalogue), tally, now }
  return {
    members: scripts.parents.map((script) => ({ script, parent: createParent(line, script) })),
    helpers: scripts.helpers.map((script) => ({ script, helper: createHelper(line, script.contact) })),
    codes: new Map(),
    tally,
  }
}

/** Who has something to hear about, and so looks whether there is news. */
const waits = ({ parent }: Member): boolean =>
  parent.notes.entries().some(({ is }) => is === 'waiting' || is === 'offered')

const errandsOn = ({ script }: Member, day: number) => script.errands.filter((errand) => errand.day === day)

const comesOn = (member: Member, day: number): boolean =>
  errandsOn(member, day).length > 0 || member.script.entered?.day === day || waits(member)

const help = async ({ members, codes }: Town, { script, helper }: Helping): Promise<void> => {
  for (const family of script.families) {
    const of = members[family]?.script
    const entered = of && (await helper.enter(of))
    if (of && entered) codes.set(of.contact, entered)
  }
}

/** Whoever gets no answer gives up for that day; the others go on. */
const unlessUnanswered = async (
  { tally }: Town,
  contact: string,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    tally.stuck.push(`unanswered ${contact}: ${error.message}`)
  }
}

/** What a family does on a day, one after another. */
const live = async ({ codes }: Town, member: Member, day: number, step: () => void): Promise<void> => {
  const { script, parent } = member
  const confirms = script.entered?.day === day && script.entered.confirms
  const entered = confirms ? codes.get(script.contact) : undefined
  if (entered) await parent.confirm(entered)
  if (waits(member)) await parent.readMail()
  for (const { what } of errandsOn(member, day)) {
    await parent.run(what)
    step()
  }
}

const playDay = async (
  { wire, lanes }: SeasonDeps,
  town: Town,
  day: number,
  progress: Progress,
): Promise<void> => {
  const step = () => progress.step(`day ${day}, ${wire.measured.messages} messages`)
  await wire.moveClock(morningOf(day))
  const helping = town.helpers.filter(({ script }) => script.day === day)
  await inLanes(helping, lanes, async (one) => {
    await unlessUnanswered(town, one.helper.contact, () => help(town, one))
    step()
  })
  const coming = town.members.filter((member) => comesOn(member, day))
  await inLanes(coming, lanes, (member) =>
    unlessUnanswered(town, member.parent.contact, () => live(town, member, day, step)),
  )
  await wire.moveClock(eveningOf(day))
  await inLanes(town.members.filter(waits), lanes, ({ parent }) =>
    unlessUnanswered(town, parent.contact, parent.readMail),
  )
}

/** From the opening to the first lessons; everybody looks at what there is, at the end. */
export const playSeason = async (deps: SeasonDeps): Promise<Season> => {
  const town = peopleOf(deps)
  const { members, helpers, tally } = town
  const errands = members.reduce((sum, { script }) => sum + script.errands.length, 0)
  const progress = deps.progress(errands + helpers.length + members.length)
  for (const day of days) await playDay(deps, town, day, progress)
  await inLanes(members, deps.lanes, async ({ parent }) => {
    await unlessUnanswered(town, parent.contact, parent.look)
    progress.step('everybody looks once more')
  })
  progress.end()
  const parents = members.map(({ parent }) => parent)
  return { parents, tally, talks: [...parents, ...helpers.map(({ helper }) => helper)] }
}
