import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Holds, withHolds } from '../../functions/local/holds.ts'
import type { Programme } from '../../shared/programme.ts'
import { addDays } from '../../shared/time.ts'
import { homesOf } from '../support/parents/people.ts'
import { writeScripts } from '../support/parents/script.ts'
import { createCrashes, noCrashes } from './crashes.ts'
import { type House, openHouse } from './house.ts'
import { judge, type Verdict } from './judge.ts'
import { playMorning } from './morning.ts'
import type { SimulateOptions } from './options.ts'
import { createProgress, type Screen } from './progress.ts'
import { isGood, type Report, reportOf, summaryOf } from './report.ts'
import { playSeason, type Season } from './season.ts'
import { catalogueOf, openingDay, townFor } from './town.ts'
import { openWire } from './wire.ts'

export interface Outcome {
  readonly report: Report
  readonly summary: string
  /** Where talks, data and the server's log were left for whoever looks for a reason; null where all is well. */
  readonly folder: string | null
}

/** Contacts that are under way at once. */
const lanes = 24
const eveningBefore = `${addDays(openingDay, -1)}T20:00`

const talksOf = ({ talks }: Season): string =>
  talks
    .map(({ contact, spoken }) => [`## ${contact}`, ...spoken.map((one) => one.join(' ')), ''].join('\n'))
    .join('\n')

const openTown = async (folder: string, programme: Programme, now: string, holds: Holds): Promise<House> => {
  const file = join(folder, 'programme.yaml')
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(programme))
  const house = await openHouse(folder, file, now)
  holds.keep(house.stop)
  return house
}

interface Played {
  readonly report: Report
  readonly season: Season
  readonly verdict: Verdict
}

const play = async (
  options: SimulateOptions,
  folder: string,
  screen: Screen,
  holds: Holds,
): Promise<Played> => {
  const { families, seed, kill, morning } = options
  const programme = townFor(families)
  const catalogue = catalogueOf(programme)
  const house = await openTown(folder, programme, morning ? eveningBefore : `${openingDay}T08:00`, holds)
  const crashes = kill ? createCrashes(house, seed, families) : noCrashes
  const wire = openWire(house, morning ? families : lanes * 2, crashes.count)
  const scripts = writeScripts(seed, families, homesOf(programme))
  const progress = (total: number) => createProgress(total, screen)
  const deps = { seed, catalogue, scripts, wire, lanes, progress, counted: house.counted }
  const begun = performance.now()
  const played = morning ? await playMorning(deps) : { season: await playSeason(deps), morning: null }
  const seconds = (performance.now() - begun) / 1000
  await crashes.settled()
  const verdict = judge(played.season, await house.recount([...catalogue.sections.keys()]), catalogue)
  const { measured } = wire
  const ran = { families, seed, seconds, measured, kills: crashes.killed(), verdict, ...played }
  return { report: reportOf({ ...ran, counted: house.counted() }), season: played.season, verdict }
}

/**
 * A whole season, or its first morning, of so many families on a server of its own. Nothing is left of it where all is well.
 *
 * @throws where the program stays away or refuses what it should not; its log is in the folder then
 */
export const simulate = async (options: SimulateOptions, screen: Screen): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'houniao-simulate-'))
  const { report, season, verdict } = await withHolds((holds) => play(options, folder, screen, holds))
  const clean = isGood(report) && !options.keep
  if (clean) rmSync(folder, { recursive: true, force: true })
  else writeFileSync(join(folder, 'talks.txt'), talksOf(season))
  const stuck = season.tally.stuck.map((talk) => `led nowhere: ${talk}`)
  return {
    report,
    summary: summaryOf(report, [...verdict.lines, ...stuck]),
    folder: clean ? null : folder,
  }
}
