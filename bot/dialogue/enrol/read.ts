import type { Slot } from '../../understand/meaning.ts'
import type { Draft } from '../state.ts'
import type { Turn } from '../turn.ts'
import { anotherChildSaid } from './another.ts'
import type { Spot } from './form.ts'
import { settleGrownUps } from './grown-ups.ts'
import { bind } from './people.ts'
import { noteAges, readBirths, readNames, readSex } from './read-child.ts'
import { readDays } from './read-days.ts'
import { readGuardianName, readPhones, readRelation } from './read-guardian.ts'
import { readHealth } from './read-health.ts'
import { noteKin, readHome, readPickup } from './read-home.ts'
import { readModules } from './read-modules.ts'
import type { Context, Reader, Reading } from './reading.ts'
import { familyOf } from './so.ts'

/** In the order of the form: a later one may look at what an earlier one took (who is under eight may not go alone). */
const readers: readonly Reader[] = [
  readNames,
  readBirths,
  readSex,
  readDays,
  readGuardianName,
  readPhones,
  readRelation,
  readHome,
  readHealth,
  readPickup,
  readModules,
  noteAges,
  noteKin,
]

/** Ids of new children of one turn begin here; 0 is a family, 1 a guardian. */
const childIds = 2

/** Ids for the children that a turn adds. */
export const newIdsOf =
  ({ scene }: Turn) =>
  (n: number) =>
    scene.fresh.id(childIds + n)

/**
 * Reads a message into the draft: whatever it tells, wherever in the form it belongs, the pending question first. Nothing
 * of it is stored beyond the draft.
 */
export const read = (turn: Turn, before: Draft, spot: Spot | null, correcting: boolean): Reading => {
  const { scene, meaning } = turn
  const programme = scene.catalogue.programmes.get(before.programmeId)
  const heard = { draft: before, slots: slotsIn(turn), asked: spot }
  const { draft, slots, asked } = settleGrownUps(heard, turn.text, correcting)
  const newId = newIdsOf(turn)
  const family = familyOf(turn.state)?.children ?? []
  const enrolled = family.map(({ name }) => name)
  const bound = bind({ draft, slots, asked, text: turn.text, correcting, newId, enrolled })
  const context: Context = {
    facts: bound.facts,
    meaning,
    text: turn.text,
    asked,
    correcting,
    programme,
    sections: programme ? scene.catalogue.sectionsOf(programme.id) : [],
    now: scene.now,
    siblingDays: family.at(-1)?.days,
    helper: turn.state.talk.who === 'helper',
  }
  const empty: Reading = { draft: bound.draft, taken: [], notes: [], problems: [], doubt: null }
  return readers.reduce((reading, reader) => reader(reading, context), empty)
}

const agesOf: ReadonlySet<string> = new Set(['age', 'birth', 'grade', 'sex'])
const otherNames: ReadonlySet<string> = new Set(['pickup_name', 'gname'])

/** 还有个女儿小红6岁 is one more child, whatever was asked: the name in it is the child's. */
const ofAnother = (said: string, slots: readonly Slot[]): readonly Slot[] =>
  anotherChildSaid.test(said) &&
  slots.some(({ key }) => agesOf.has(key)) &&
  !slots.some(({ key }) => key === 'name')
    ? slots.map((slot) => (otherNames.has(slot.key) ? { ...slot, key: 'name' } : slot))
    : slots

/** All that a message tells, what stands beside its first request too. */
export const slotsIn = ({ text, meaning }: Turn): readonly Slot[] =>
  ofAnother(text, [
    ...meaning.slots,
    ...meaning.also.flatMap((request) => (takes.has(request.intent) ? request.slots : [])),
  ])

/** Requests of the same message whose facts belong into the form as well. */
const takes: ReadonlySet<string> = new Set(['register', 'pick_modules', 'inform', 'correct', 'pickup'])

/** Did the message give anything at all? */
export const isEmpty = (reading: Reading): boolean =>
  reading.taken.length === 0 && reading.problems.length === 0
