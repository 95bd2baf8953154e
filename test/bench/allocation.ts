import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { print, round } from './print.ts'

const script = fileURLToPath(new URL('allocation/run.ts', import.meta.url))
const said = z.object({
  seconds: z.number(),
  floorSeconds: z.number(),
  accepted: z.number(),
  happiness: z.number(),
  blocking: z.number(),
  peakMb: z.number(),
})

/** 10,000 children with 5 wishes over 400 sections, in a process of its own so that its memory is its own. */
export const allocation = async (): Promise<void> => {
  const out = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' })
  const { seconds, floorSeconds, accepted, happiness, blocking, peakMb } = said.parse(JSON.parse(out))
  print({
    name: 'an allocation of 10,000 children with 5 wishes over 400 sections',
    unit: 's',
    value: round(seconds),
    floor: { what: 'numbers, one sort, a counter a section', value: round(floorSeconds) },
    ratio: round(seconds / floorSeconds, 1),
    asked: 'median; reported',
    detail: { accepted, happiness: round(happiness), blocking },
  })
  print({
    name: 'resident memory of the process that allocates, at its highest',
    unit: 'MB',
    value: round(peakMb, 0),
    asked: '≤ 300',
  })
}
