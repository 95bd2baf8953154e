import { setTimeout as wait } from 'node:timers/promises'
import { utterancesOf } from '../../bot/channels/wechaty/say.ts'
import { type Ears, earsFor } from '../support/parents/hears.ts'
import type { Heard, LineDeps } from '../support/parents/line.ts'
import { createParent, isKept, type Parent } from '../support/parents/parent.ts'
import { newTally } from '../support/parents/tally.ts'
import { asTheyCome, channelTimes, type Outgoing, resultsFirst, type Told } from './channel.ts'
import { inLanes } from './lanes.ts'
import { percentile, tenths } from './percentile.ts'
import type { Counted } from './says.ts'
import type { Season, SeasonDeps } from './season.ts'
import { openingDay } from './town.ts'

/** What is measured of an opening morning. */
export interface Morning {
  /** Families that had everything filled in before the opening; the others did so after it, before the claims began. */
  readonly preparedBefore: number
  /** From the first claim to the last answer, real seconds, and claims a second. */
  readonly seconds: number
  readonly claimsPerSecond: number
  /** From the first claim to a family's answer, real seconds: half of them, 95 %, the last. */
  readonly answered: { readonly half: number; readonly most: number; readonly last: number }
  /** Answers whose first words are the result. */
  readonly resultComesFirst: number
  /** Of the database, an answered claim. */
  readonly requestsPerClaim: number
  /** When families read them, in minutes: by one account with the gateway's manners. */
  readonly channel: {
    readonly messages: number
    readonly asTheyCome: Told
    readonly resultsFirst: Told
  }
}

export interface MorningDeps extends SeasonDeps {
  /** What the program has asked of its database so far. */
  readonly counted: () => Counted
}

const publicUrl = 'https://houniao.example'

/** A family's answer at eight. */
interface Claim {
  readonly contact: string
  readonly heard: Heard
  /** Since the first claim. */
  readonly seconds: number
}

/** Fills in what these families have to say. */
const prepareAll = async (
  { lanes }: SeasonDeps,
  parents: readonly Parent[],
  prepared: Map<Parent, Heard>,
  when: 'before' | 'after',
  step: () => void,
): Promise<void> =>
  inLanes(parents, lanes, async (parent) => {
    prepared.set(parent, await parent.prepare(when))
    step()
  })

const claimAll = async (
  prepared: ReadonlyMap<Parent, Heard>,
  step: () => void,
): Promise<readonly Claim[]> => {
  const begun = performance.now()
  const claims: Claim[] = []
  await inLanes([...prepared], prepared.size, async ([parent, ready]) => {
    const heard = await parent.claim(ready)
    claims.push({ contact: parent.contact, heard, seconds: (performance.now() - begun) / 1000 })
    step()
  })
  return claims
}

const channelOf = (claims: readonly Claim[], seed: number): Morning['channel'] => {
  const answers: readonly Outgoing[] = claims.map(({ contact, heard: { answer } }) => ({
    to: contact,
    parts: utterancesOf(answer, publicUrl).length,
  }))
  return {
    messages: answers.reduce((sum, { parts }) => sum + parts, 0),
    asTheyCome: channelTimes(asTheyCome(answers), seed),
    resultsFirst: channelTimes(resultsFirst(answers), seed),
  }
}

const measured = (
  claims: readonly Claim[],
  ears: Ears,
): Pick<Morning, 'seconds' | 'claimsPerSecond' | 'answered' | 'resultComesFirst'> => {
  const taken = claims.map(({ seconds }) => seconds)
  const seconds = Math.max(...taken)
  const tellsResult = ({ heard: { answer } }: Claim): boolean =>
    answer.replies.slice(0, 1).some((reply) => ears.hear(reply).some(({ what }) => what === 'stands'))
  return {
    seconds: tenths(seconds),
    claimsPerSecond: tenths(claims.length / seconds),
    answered: { half: percentile(taken, 0.5), most: percentile(taken, 0.95), last: percentile(taken, 1) },
    resultComesFirst: claims.filter(tellsResult).length,
  }
}

/** A server tells five times a second what it has counted. */
const settledMs = 500

const requestsSoFar = async ({ counted }: MorningDeps): Promise<number> => {
  await wait(settledMs)
  return counted().requests
}

/** Everybody has said everything but the last word; at eight all say it at once. */
export const playMorning = async (
  deps: MorningDeps,
): Promise<{ readonly season: Season; readonly morning: Morning }> => {
  const { seed, scripts, wire } = deps
  const tally = newTally()
  const ears = earsFor(deps.catalogue)
  const line: LineDeps = { seed, phone: wire, ears, tally, now: () => new Date().toISOString(), calm: true }
  const parents = scripts.parents.map((script) => createParent(line, script))
  const progress = deps.progress(3 * parents.length)
  const prepared = new Map<Parent, Heard>()
  await prepareAll(deps, parents, prepared, 'before', () => progress.step('the evening before'))
  const before = [...prepared].flatMap(([parent, heard]) => (isKept(heard) ? [parent] : []))
  await wire.moveClock(`${openingDay}T08:00`)
  const others = parents.filter((parent) => !before.includes(parent))
  await prepareAll(deps, others, prepared, 'after', () => undefined)
  const requests = await requestsSoFar(deps)
  const claims = await claimAll(prepared, () => progress.step('eight o’clock'))
  const requestsOfClaims = (await requestsSoFar(deps)) - requests
  await inLanes(parents, deps.lanes, async (parent) => {
    await parent.look()
    progress.step('everybody looks')
  })
  progress.end()
  return {
    season: { parents, tally, talks: parents },
    morning: {
      preparedBefore: before.length,
      ...measured(claims, ears),
      requestsPerClaim: tenths(requestsOfClaims / Math.max(1, claims.length)),
      channel: channelOf(claims, seed),
    },
  }
}
