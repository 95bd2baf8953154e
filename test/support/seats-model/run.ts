import fc from 'fast-check'
import type { Wanted } from './acts.ts'
import { claim } from './acts.ts'
import { expectTold } from './check.ts'
import { anyCommand, type Model, modelOf } from './commands.ts'
import { crowd, drawsOf, type Ground, type Real, type Setting, type Trouble } from './real.ts'
import type { ModelSection } from './section.ts'

/** A large section begins with a crowd in it that leaves the same few places. */
const fill = async (real: Real, { sections, setting }: Model): Promise<void> => {
  if (!setting.large) return
  for (const at of [0, 1] as const) {
    const want: Wanted = {
      childId: `${real.familyIds[0]}-crowd`,
      familyId: real.familyIds[0] ?? '',
      party: crowd,
      draws: drawsOf(0),
      onFull: 'refuse',
      until: null,
    }
    await real.perform({ kind: 'claim', sectionId: real.sections[at], ...want })
    claim(sections[at], want, real.rules, real.now())
  }
}

type Commands = Iterable<fc.AsyncCommand<Model, Real>>

/** Runs commands on both, and compares them after each. */
export const runBoth = async (
  ground: Ground,
  setting: Setting,
  trouble: Trouble | null,
  commands: Commands,
): Promise<void> => {
  let model: Model | null = null
  let real: Real | null = null
  await fc.asyncModelRun(async () => {
    real = await ground.begin(setting, trouble)
    model = modelOf(setting, real)
    await fill(real, model)
    return { model, real }
  }, commands)
  ground.faults.arm(null)
  if (!real || !model) return
  const { sections }: Model = model
  await expectTold(real, sections)
  for (const what of sections.flatMap(happened)) ground.seen.set(what, (ground.seen.get(what) ?? 0) + 1)
}

const happened = ({ moves, offers }: ModelSection): readonly string[] => {
  const kinds = moves.map((move) => move.slice(move.lastIndexOf(' ') + 1))
  const alone = offers.length
  const pairs = kinds.filter((kind) => kind === 'offered').length - alone
  return [...kinds, ...Array.from({ length: Math.max(0, pairs) }, () => 'offered beside another')]
}

/** Shrinks well. */
export const someCommands = (most: number) =>
  fc.commands([...anyCommand()], { maxCommands: most, size: 'max' })

/** Exactly so many. */
export const soManyCommands = (count: number) =>
  fc.array(fc.oneof(...anyCommand()), { minLength: count, maxLength: count })
