import { allocateProgramme } from '../../functions/app/allocate.ts'
import { goOn } from '../../functions/app/run.ts'
import type { RunId } from '../../shared/contract/outbox.ts'
import { minuteMs } from '../../shared/time.ts'
import { workDeps } from './roster.ts'
import { aFamily, aStore, type StoreRoom, settleIn } from './store.ts'
import { aDrawnProgramme, drawnAt, gathering, seed, wishesOpen, wishesOver } from './wishes.ts'

export const ball = 'mini-2027.ball-tiny'
export const draw = 'mini-2027.draw-hall'
export const drawRun = {
  kind: 'draw',
  programmeId: 'mini-2027',
  day: gathering.drawn,
} as const satisfies RunId
export const ever = Number.POSITIVE_INFINITY

export interface Named {
  readonly ranked: readonly string[]
  readonly waits?: boolean
  /** Two children, drawn together. */
  readonly pair?: boolean
}

const childrenOf = (ids: readonly string[]) =>
  ids.flatMap((id) =>
    aFamily()
      .children.slice(0, 1)
      .map((child) => ({ ...child, id })),
  )

export const fourFamilies: readonly Named[] = [
  { ranked: [ball, draw] },
  { ranked: [draw, ball], waits: false },
  { ranked: [ball] },
  { ranked: [ball, draw], pair: true },
]

/** Families with their wishes, at the hour of the draw. */
export const aDrawRoom = async (
  families: readonly Named[] = fourFamilies,
  { published = seed, seats = 2 }: { readonly published?: string | null; readonly seats?: number } = {},
): Promise<StoreRoom> => {
  const room = await aStore({ now: wishesOpen })
  await room.store.publish(aDrawnProgramme(published, { 'ball-tiny': seats, 'draw-hall': seats }))
  for (const [nth, { ranked, waits = true, pair = false }] of families.entries()) {
    const familyId = `fam-${nth}`
    const ids = pair ? [`kid-${nth}`, `kid-${nth}-2`] : [`kid-${nth}`]
    const wishes = ids.map((childId) => ({ childId, ranked, together: pair, waits }))
    const contacts = [`wx-${familyId}`]
    await settleIn(
      room,
      aFamily({ id: familyId, contacts, wishes, children: childrenOf(ids), enrolments: [] }),
    )
    for (const one of wishes)
      await room.store.perform(
        { kind: 'wish', programmeId: 'mini-2027', familyId, organisations: [], until: wishesOver, ...one },
        'turn',
        1,
      )
  }
  room.clock.move(drawnAt - room.clock.now())
  return room
}

/** Its store stops at the room's wire too. */
export const faulty = (room: StoreRoom) => ({ ...workDeps(room), store: room.store })

export const tableOf = async (room: StoreRoom) => {
  const drawn = await allocateProgramme({ store: room.store })('mini-2027', seed)
  if (!drawn.ok) throw new Error(drawn.error)
  return drawn.value.table
}

/** Who sits and who waits, as the sections have it. */
export const seatedIn = async (room: StoreRoom) => {
  const found: Record<string, readonly string[]> = {}
  for (const section of [ball, draw]) {
    const seats = await room.store.seatsByQuota(section)
    const { waiting } = await room.store.waitingList(section, null, 50)
    found[section] = (seats?.holders ?? []).map(({ childId }) => childId).sort()
    found[`${section} waiting`] = waiting.map(({ childId }) => childId)
  }
  return found
}

export const asTable = (table: Awaited<ReturnType<typeof tableOf>>) => {
  const got = (section: string) =>
    table.rows
      .filter(({ accepted }) => accepted.some((one) => one.section === section))
      .map(({ childId }) => childId)
      .sort()
  const waiting = (section: string) =>
    table.waiting.find(({ sectionId }) => sectionId === section)?.childIds ?? []
  return {
    [ball]: got(ball),
    [`${ball} waiting`]: waiting(ball),
    [draw]: got(draw),
    [`${draw} waiting`]: waiting(draw),
  }
}

/** Where a whole run could be stopped. */
export const pointsOf = async (room: StoreRoom): Promise<number> => {
  room.wire.arm(ever)
  await goOn(faulty(room), drawRun, ever)
  return room.wire.passed().length
}

/** Stopped dead at the n-th of them, and begun anew when the lease is over. */
export const drawnAfterStop = async (room: StoreRoom, stop: number) => {
  const table = asTable(await tableOf(room))
  room.wire.arm(stop)
  await goOn(faulty(room), drawRun, ever).catch(() => undefined)
  room.wire.arm(ever)
  room.clock.move(2 * minuteMs)
  await goOn(workDeps(room), drawRun, ever)
  return { table, seated: await seatedIn(room) }
}
