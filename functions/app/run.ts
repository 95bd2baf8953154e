import type { Catalogue } from '../../shared/catalogue.ts'
import type { RunId } from '../../shared/contract/outbox.ts'
import { runLeaseMs } from '../../shared/outbox.ts'
import type { Instant } from '../../shared/time.ts'
import { atOnce } from './at-once.ts'
import type {
  Clock,
  Enrolled,
  FaultPoint,
  Menus,
  Outbox,
  OwnWords,
  Rosters,
  Run,
  Runs,
  Store,
} from './ports.ts'
import { announcementPlan } from './run/announcement.ts'
import { changePlan } from './run/change.ts'
import { type DrawStore, drawPlan } from './run/draw.ts'
import type { Plan } from './run/plan.ts'
import { remindersPlan } from './run/reminders.ts'
import { latecomersPlan, schedulePlan } from './run/schedule.ts'

export interface RunDeps {
  readonly store: Pick<Store, 'open'> &
    Pick<Menus, 'versionOf'> &
    Pick<Outbox, 'put'> &
    Pick<OwnWords, 'announcementOf'> &
    Rosters &
    DrawStore &
    Pick<Runs, 'take' | 'checkpoint' | 'read'>
  readonly clock: Clock
  /** Real time: leases and budgets never follow the demo's clock. */
  readonly realNow: () => Instant
  /** A name for each attempt, so that two of one process are two. */
  readonly newWorker: () => string
  readonly fault?: FaultPoint
}

/** `more`: the time was up, and it can be gone on with. `elsewhere`: it is done, or another has it. */
export type WentOn = 'done' | 'more' | 'elsewhere'

/** Sections between two checkpoints, and writes under way at once. */
const pageSections = 10
const writesAtOnce = 16
/** A section of thousands is longer than a lease: so often it is renewed within one. Real time. */
const renewMs = runLeaseMs / 3
/** Nobody's conversation: whoever opens it reads the catalogue and nothing else. */
const nobody = 'nobody'

/** What one attempt works with. `at` is when the lease was last renewed. */
interface Attempt {
  readonly deps: RunDeps
  readonly worker: string
  run: Run
  at: Instant
}

/**
 * Goes on with a run from where it stands until it is done or `until` (real time) has passed, by a page at least. It may be stopped dead
 * anywhere and started any number of times: a page that is done again writes nothing again, since a notice's id and moment
 * are the run's. Where the programme was changed on the way, its sections are gone through from the first again.
 */
export const goOn = async (deps: RunDeps, id: RunId, until: Instant): Promise<WentOn> => {
  const worker = deps.newWorker()
  const run = await deps.store.take(id, worker, deps.clock.now(), deps.realNow())
  if (!run) return 'elsewhere'
  const attempt: Attempt = { deps, worker, run, at: deps.realNow() }
  const planAt = planning(deps, run)
  for (let pages = 0; ; pages++) {
    const { catalogue } = await deps.store.open(nobody)
    const version = catalogue.versions.get(id.programmeId) ?? 0
    const plan = await planAt(catalogue, version)
    const page = plan.units.filter((unit) => unit > doneOf(attempt.run, version)).slice(0, pageSections)
    if (page.length === 0) return (await save(attempt, { ...attempt.run, done: true })) ? 'done' : 'elsewhere'
    // A page is done in any case: an attempt that was begun late gets on all the same.
    if (pages > 0 && deps.realNow() >= until) return letGo(attempt)
    for (const unit of page) if (!(await doUnit(attempt, plan, unit))) return 'elsewhere'
    await deps.fault?.('run.page')
    const cursor = `${version} ${page.at(-1)}`
    if (!(await save(attempt, { ...attempt.run, cursor }))) return 'elsewhere'
  }
}

/** A plan is made once a version of the programme, however many pages it has. */
const planning = (deps: RunDeps, run: Run) => {
  let known: { readonly version: number; readonly plan: Plan } | null = null
  return async (catalogue: Catalogue, version: number): Promise<Plan> => {
    if (known?.version !== version) known = { version, plan: await planOf(deps, run, catalogue) }
    return known.plan
  }
}

const planOf = (deps: RunDeps, run: Run, catalogue: Catalogue): Promise<Plan> => {
  switch (run.id.kind) {
    case 'schedule':
      return schedulePlan(deps, { ...run, id: run.id }, catalogue)
    case 'change':
      return changePlan(deps, { ...run, id: run.id })
    case 'latecomers':
      return latecomersPlan(deps, { ...run, id: run.id }, catalogue)
    case 'reminders':
      return remindersPlan(deps, { ...run, id: run.id }, catalogue)
    case 'draw':
      return drawPlan(deps, { ...run, id: run.id }, catalogue)
    case 'announcement':
      return announcementPlan(deps, { ...run, id: run.id }, catalogue)
  }
}

/** The last unit that is done of this version of the programme; '' for none, so that another version begins anew. */
const doneOf = ({ cursor }: Run, version: number): string => {
  const [of, ...rest] = cursor.split(' ')
  return Number(of) === version ? rest.join(' ') : ''
}

/** False where another has it by now. */
const save = async (attempt: Attempt, next: Run): Promise<boolean> => {
  const { deps, worker } = attempt
  const saved = await deps.store.checkpoint(next, worker, deps.realNow())
  if (!saved) return false
  attempt.run = saved
  attempt.at = deps.realNow()
  return true
}

/** The next attempt need not wait for the lease to lapse. */
const letGo = async ({ deps, worker, run }: Attempt): Promise<WentOn> =>
  (await deps.store.checkpoint(run, worker, deps.realNow() - runLeaseMs)) ? 'more' : 'elsewhere'

const doUnit = async (attempt: Attempt, plan: Plan, unit: string): Promise<boolean> => {
  for await (const _ of plan.act?.(unit) ?? []) if (!(await renewed(attempt))) return false
  for await (const families of plan.families(unit)) {
    await writeAll(attempt, plan, unit, families)
    if (!(await renewed(attempt))) return false
  }
  return true
}

/** False where the lease was lost. */
const renewed = async (attempt: Attempt): Promise<boolean> =>
  attempt.deps.realNow() - attempt.at < renewMs || save(attempt, attempt.run)

const writeAll = async (
  attempt: Attempt,
  plan: Plan,
  unit: string,
  families: readonly Enrolled[],
): Promise<void> => {
  let written = 0
  const notices = families.flatMap((family) => plan.notices(unit, family))
  await atOnce(notices, writesAtOnce, async (notice) => {
    if ((await attempt.deps.store.put(notice)) === 'put') written++
    await attempt.deps.fault?.('run.notice')
  })
  attempt.run = { ...attempt.run, notices: attempt.run.notices + written }
}
