import { maySee } from '../../shared/access.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { DeliveryLine, NoticeRef, RunId } from '../../shared/contract/outbox.ts'
import type { Family } from '../../shared/family.ts'
import type { FamilyId, SectionId } from '../../shared/ids.ts'
import { familyLessons } from '../../shared/lessons.ts'
import { refOf } from '../../shared/notice-ref.ts'
import type { Programme } from '../../shared/programme.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import { type Instant, minuteMs } from '../../shared/time.ts'
import type { Clock, Desk, Enrolled, Looks, Outbox, Rosters, Run, Runs, Store } from './ports.ts'
import { changeId, closureId, scheduleId } from './run/plan.ts'

export interface CallListDeps {
  readonly store: Pick<Store, 'open'> &
    Pick<Outbox, 'lines'> &
    Pick<Runs, 'read'> &
    Pick<Desk, 'entered'> &
    Rosters &
    Looks
  readonly clock: Clock
}

/** Who asks: a person's number and roles as the programme file gives them. */
export interface Asker {
  readonly person: string
  readonly roles: readonly Pick<Programme['roles'][number], 'role' | 'organisation'>[]
}

/** Somebody to call: whoever speaks for a family that has not answered. No child's name, health or address. */
export interface ToCall {
  readonly familyId: FamilyId
  readonly guardians: readonly { readonly name: string; readonly phones: readonly string[] }[]
  /** One of the family's messages, for `told`. */
  readonly refs: readonly NoticeRef[]
}

type Told = Extract<RunId, { kind: 'schedule' | 'change' }>

/**
 * Families of a section that a run wrote to (a schedule, a change, a closure) and that have not said 收到 within the
 * programme's `callAfterMinutes` from when it was to be sent; one guardian's word is enough. Only these are opened, and each
 * look is logged before it is answered.
 *
 * `unknown`: no such section, or the run has not begun.
 */
export const callList =
  ({ store, clock }: CallListDeps) =>
  async (
    asker: Asker,
    sectionId: SectionId,
    what: Told,
    at: Instant = clock.now(),
  ): Promise<Result<readonly ToCall[], 'unknown' | 'not_allowed'>> => {
    const { catalogue } = await store.open('nobody')
    const section = catalogue.sections.get(sectionId)
    if (!section || section.programme.id !== what.programmeId) return no('unknown')
    const { programme, site } = section
    const as = asker.roles.find((role) => maySee(programme, [role], 'contact', site.organisation))
    if (!as) return no('not_allowed')
    const look = { person: asker.person, post: as.role, sight: 'contact', sectionId, at } as const
    const run = await store.read(what)
    if (!run) return no('unknown')
    const toCall: ToCall[] = []
    for await (const page of store.families(sectionId))
      for (const silent of await silentOf(store, run, page, at - programme.callAfterMinutes * minuteMs)) {
        const family = await opened(store, silent.familyId, what, catalogue)
        if (!family) continue
        await store.looked({ ...look, about: { familyId: family.id } })
        toCall.push({ ...silent, guardians: family.guardians.map(toReach) })
      }
    return ok(toCall)
  }

/** 已通知: somebody of staff told the family. Done again it answers the same. */
export const told =
  ({ store, clock }: { readonly store: Pick<Outbox, 'change'>; readonly clock: Clock }) =>
  async (ref: NoticeRef): Promise<'told' | 'unknown'> => {
    const { kind } = await store.change(ref, (delivery) =>
      delivery.heardAt === null ? { ...delivery, heardAt: clock.now() } : null,
    )
    return kind === 'unknown' ? 'unknown' : 'told'
  }

type Silent = Pick<ToCall, 'familyId' | 'refs'>

/** A change and a closure are two messages: either may be unheard. */
const refsOf = ({ id, at }: Run, { familyId, contacts }: Enrolled): readonly (readonly NoticeRef[])[] => {
  const ids =
    id.kind === 'change'
      ? [changeId(id.after, familyId), closureId(id.after, familyId)]
      : [id.kind === 'schedule' ? scheduleId(id.day, familyId) : familyId]
  return ids.map((name) => contacts.map((to) => refOf({ to, at, id: name })))
}

/** What is over, and what a contact that left never got, asks for no call. */
const isOpen = ({ delivery }: DeliveryLine, by: Instant): boolean =>
  delivery.notBefore <= by && delivery.state !== 'expired' && delivery.reason !== 'contact_left'

const silentOf = async (
  store: CallListDeps['store'],
  run: Run,
  families: readonly Enrolled[],
  by: Instant,
): Promise<readonly Silent[]> => {
  const asked = families.map((family) => ({ family, groups: refsOf(run, family) }))
  const refs = asked.flatMap(({ groups }) => groups.flat())
  const lines = new Map(
    (await store.lines(refs)).flatMap((line) => (line ? [[line.ref, line] as const] : [])),
  )
  return asked.flatMap(({ family, groups }) => {
    const unheard = groups
      .map((group) => group.flatMap((ref) => lines.get(ref) ?? []))
      .filter((group) => group.every(({ delivery }) => delivery.heardAt === null))
    const open = unheard.flat().filter((line) => isOpen(line, by))
    return open.length > 0 ? [{ familyId: family.familyId, refs: open.map(({ ref }) => ref) }] : []
  })
}

/** Null where there is nobody to call: the family is gone, or its children do not come on that day. */
const opened = async (
  store: CallListDeps['store'],
  familyId: FamilyId,
  what: Told,
  catalogue: Catalogue,
): Promise<Family | null> => {
  const entered = await store.entered({ familyId })
  if (entered.kind !== 'family') return null
  const lessons = familyLessons(entered.family, catalogue)
  const comes = what.kind !== 'schedule' || lessons.some(({ session }) => session.day === what.day)
  return comes ? entered.family : null
}

const toReach = ({ name, phone, phone2 }: Family['guardians'][number]) => ({
  name,
  phones: [phone, phone2].filter((number) => number !== ''),
})
