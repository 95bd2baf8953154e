import { describe, it } from 'vitest'
import { type CrashTurn, crashTurns, surviveByRepeating, surviveBySweeping } from '../support/crash-turns.ts'

const turns: readonly CrashTurn[] = Object.values(crashTurns)

describe('a crash at every point of a turn leaves nothing half done', () => {
  it.each(turns)('$name, once the same message comes again', surviveByRepeating)
  it.each(turns)('$name, once the sweep has been', surviveBySweeping)
})
