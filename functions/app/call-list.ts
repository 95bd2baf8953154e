import { maySee } from '../../shared/access.ts'
import type { Catalogue } from '../../shared/catalogue.ts'
import type { DeliveryLine, NoticeRef, RunId } from '../../shared/contract/outbox.ts'
import type { Family } from '../../shared/family.ts'
import type { FamilyId, ProgrammeId, SectionId } from '../../shared/ids.ts'
import { familyLessons, lessonsOn } from '../../shared/lessons.ts'
import { refOf } from '../../shared/notice-ref.ts'
import { asksReceipt } from '../../shared/outbox.ts'
import type { Programme } from '../../shared/programme.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import type { Section } from '../../shared/section.ts'
import { type Instant, minuteMs } from '../../shared/time.ts'
import { sectionsTold } from './notice-words/changes.ts'
import { changeScene } from './notice-words/versions.ts'
import type { Clock, Desk, Enrolled, Look, Looks, Menus, Outbox, Rosters, Run, Runs, Store } from './ports.ts'
import { changeId, closureId, scheduleId } from './run/plan.ts'

export interface CallListDeps {
  readonly store: Pick<Store, 'open'> &
    Pick<Menus, 'versionOf'> &
    Pick<Outbox, 'lines' | 'linesTo'> &
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
 * programme's `callAfterMinutes` from when it was to be sent, whatever became of it: put off for the night, too late, refused,
 * the contact gone; one guardian's word is enough. A family that waits for its guardian is among them, since its helper may
 * not pass it on. Only these are opened, and each look is logged before it is answered; who has nothing to hear (no child of
 * theirs comes on such a day) is left out.
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
    const { catalogue } = await store.open(nobody)
    const before = what.kind === 'change' ? what.before : null
    const section = await sectionOf(store, catalogue, what.programmeId, sectionId, before)
    if (!section) return no('unknown')
    const look = lookOf(asker, section, at)
    if (!look) return no('not_allowed')
    const run = await store.read(what)
    if (!run) return no('unknown')
    const by = at - section.programme.callAfterMinutes * minuteMs
    const toCall: ToCall[] = []
    for await (const page of store.families(sectionId))
      for (const silent of await silentOf(store, run, page, by)) {
        const entered = await store.entered({ familyId: silent.familyId })
        if (entered.kind !== 'family') continue
        const { family } = entered
        const refs = await worthACall(store, section, what, family, silent.lines, catalogue)
        if (refs.length === 0) continue
        await store.looked({ ...look, about: { familyId: family.id } })
        toCall.push({ familyId: family.id, refs, guardians: family.guardians.map(toReach) })
      }
    return ok(toCall)
  }

/** Nobody's conversation: whoever opens it reads the catalogue and nothing else. */
const nobody = 'nobody'

/** The section as it is, or as it was before a change that dropped it. */
const sectionOf = async (
  store: Pick<Menus, 'versionOf'>,
  { sections }: Catalogue,
  programmeId: ProgrammeId,
  sectionId: SectionId,
  before: number | null,
): Promise<Section | null> => {
  const known = sections.get(sectionId)
  if (known) return known.programme.id === programmeId ? known : null
  const old = before === null ? null : await store.versionOf(programmeId, before)
  return old?.sections.get(sectionId) ?? null
}

/** What is written down of a look at a family of the section; null for who may not see there whom to call. */
const lookOf = (
  { person, roles }: Asker,
  { id, programme, site }: Section,
  at: Instant,
): Omit<Look, 'about'> | null => {
  const as = roles.find((role) => maySee(programme, [role], 'contact', site.organisation))
  return as ? { person, post: as.role, sight: 'contact', sectionId: id, at } : null
}

/**
 * 已通知: somebody of staff told a family of the section, and answers for it by name (`heardBy`). Done again it answers the
 * same. `unknown`: no such section or message, none that asks for 收到, or of a family without a place there.
 */
export const told =
  ({ store, clock }: Pick<CallListDeps, 'clock'> & { readonly store: ToldStore }) =>
  async (asker: Asker, sectionId: SectionId, ref: NoticeRef): Promise<'told' | 'unknown' | 'not_allowed'> => {
    const at = clock.now()
    const [line] = await store.lines([ref])
    if (!line || line.familyId === null || !asksReceipt(line.what)) return 'unknown'
    const { familyId } = line
    const { catalogue } = await store.open(nobody)
    const programmeId = [...catalogue.programmes.keys()].find((id) => sectionId.startsWith(`${id}.`)) ?? ''
    const before = line.about.before === undefined ? null : Number(line.about.before)
    const section = await sectionOf(store, catalogue, programmeId, sectionId, before)
    if (!section) return 'unknown'
    const look = lookOf(asker, section, at)
    if (!look) return 'not_allowed'
    const entered = await store.entered({ familyId })
    if (entered.kind !== 'family' || !hasPlace(entered.family, sectionId)) return 'unknown'
    await store.looked({ ...look, about: { familyId } })
    await store.change(ref, (delivery) =>
      delivery.heardAt === null ? { ...delivery, heardAt: at, heardBy: asker.person } : null,
    )
    return 'told'
  }

type ToldStore = Pick<CallListDeps['store'], 'open' | 'versionOf' | 'lines' | 'entered' | 'looked'> &
  Pick<Outbox, 'change'>

const hasPlace = ({ enrolments }: Family, sectionId: SectionId): boolean =>
  enrolments.some((one) => one.sectionId === sectionId && one.state !== 'waiting')

/** A family that has not answered, and what it was to hear. */
interface Silent {
  readonly familyId: FamilyId
  readonly lines: readonly DeliveryLine[]
}

/** A change and a closure are two messages: either may be unheard. */
const refsOf = ({ id, at }: Run, { familyId, contacts }: Enrolled): readonly (readonly NoticeRef[])[] => {
  const ids =
    id.kind === 'change'
      ? [changeId(id.after, familyId), closureId(id.after, familyId)]
      : [id.kind === 'schedule' ? scheduleId(id.day, familyId) : familyId]
  return ids.map((name) => contacts.map((to) => refOf({ to, at, id: name })))
}

/**
 * From when on an answer is waited for: when it was due. A night that it was put off for, a try that failed, or an end without
 * sending moves that not a minute.
 */
const dueAt = ({ at, delivery: { state, reason, notBefore } }: DeliveryLine): Instant => {
  const delayed = state === 'queued' || state === 'leased' ? reason !== null : state === 'expired'
  return delayed ? at : notBefore
}

/** Of a message that had nothing to say (any more) nobody need be told. */
const isOpen = (line: DeliveryLine, by: Instant): boolean =>
  line.delivery.reason !== 'nothing_to_say' && dueAt(line) <= by

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
    return open.length > 0 ? [{ familyId: family.familyId, lines: open }] : []
  })
}

/** Those of its messages that had something to say of this section, when they were written: what is over since was missed. */
const worthACall = async (
  store: CallListDeps['store'],
  { id }: Section,
  what: Told,
  family: Family,
  lines: readonly DeliveryLine[],
  catalogue: Catalogue,
): Promise<readonly NoticeRef[]> => {
  if (what.kind === 'schedule') {
    const lessons = lessonsOn(familyLessons(family, catalogue), [what.day])
    return lessons.some(({ section }) => section.id === id) ? lines.map(({ ref }) => ref) : []
  }
  const found = await Promise.all(
    lines.map(async (line) => {
      const scene = await changeScene({ store }, line, family)
      const sections = scene && sectionsTold(line.what, { ...scene, catalogue, now: line.at })
      return sections?.has(id) ? [line.ref] : []
    }),
  )
  return found.flat()
}

const toReach = ({ name, phone, phone2 }: Family['guardians'][number]) => ({
  name,
  phones: [phone, phone2].filter((number) => number !== ''),
})
