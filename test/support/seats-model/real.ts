import type { Outcome, StoreEffect } from '../../../functions/app/ports.ts'
import { createKeyring, masterKeyOf } from '../../../functions/crypto/index.ts'
import { dynamoClient, dynamoStore, type HouseStore } from '../../../functions/store/index.ts'
import type { Item } from '../../../functions/store/marshal.ts'
import type { Programme } from '../../../shared/programme.ts'
import type { Draw } from '../../../shared/quotas.ts'
import type { Instant } from '../../../shared/time.ts'
import { type Faults, type Pause, watchedPauses, withFaults } from '../faults.ts'
import { aCatalogue, aProgramme, aSectionInput } from '../programme.ts'
import { aFamily, aStore, masterBytes, Stopped, type StoreRoom, settleIn } from '../store.ts'
import type { Rules } from './promote.ts'

/** What a run begins with. */
export interface Setting {
  /** Two sections: one to change to. */
  readonly capacities: readonly [number, number]
  /** Seats that the first one keeps for 山前村 and for the firm, and for how many days. */
  readonly kept: readonly {
    readonly organisation: 'hill' | 'firm-1'
    readonly seats: number
    readonly days: number
  }[]
  /** Beyond 100 places: all but the capacities above are taken by a crowd. */
  readonly large: boolean
}

export const crowd = 110
export const kidsOf = (familyId: string): readonly [string, string] => [`${familyId}-a`, `${familyId}-b`]
export const families = 5
const belonging: readonly (readonly Draw[])[] = [
  [],
  [{ organisation: 'hill', provisional: false }],
  [{ organisation: 'firm-1', provisional: true }],
  [
    { organisation: 'hill', provisional: true },
    { organisation: 'firm-1', provisional: false },
  ],
  [],
]
export const drawsOf = (nth: number): readonly Draw[] => belonging[nth] ?? []

/** The real thing, as one run of the model uses it. */
export interface Real {
  readonly room: StoreRoom
  readonly sections: readonly [string, string]
  readonly familyIds: readonly string[]
  readonly rules: Rules
  readonly start: Instant
  readonly troubled: boolean
  readonly now: () => Instant
  readonly tick: (ms: number) => void
  /** Done until it is answered: a fault that reaches the caller is what a parent, or the sweep, tries again after. */
  readonly perform: (effect: StoreEffect) => Promise<Outcome>
  readonly again: <T>(work: (store: HouseStore) => Promise<T>) => Promise<T>
  readonly resize: (capacities: readonly [number, number]) => Promise<void>
  /** Seats and line of a section, and apart from these its history; read without faults. */
  readonly items: (section: string) => Promise<readonly Item[]>
  readonly history: (section: string) => Promise<readonly Item[]>
}

export interface Ground {
  readonly room: StoreRoom
  readonly faults: Faults
  /** Pauses of the stores under test since the last call. */
  readonly pauses: () => readonly Pause[]
  /** What happened so far, by what it is called in the history: a test that meets nothing proves nothing. */
  readonly seen: Map<string, number>
  readonly begin: (setting: Setting, trouble: Trouble | null) => Promise<Real>
}

/** Faults of the engine follow from the seed; and at so many of its fault points the program stops dead. */
export interface Trouble {
  readonly seed: number
  readonly stops: number
}

const days = ['2027-06-01', '2027-06-02', '2027-06-03', '2027-06-04', '2027-06-05']
const patience = 40

const programmeOf = (n: number, setting: Setting, capacities: readonly [number, number]): Programme =>
  aProgramme({
    sections: ['a', 'b'].map((name, nth) =>
      aSectionInput({
        id: `s${n}${name}`,
        site: 'cinema',
        capacity: { cap: (capacities[nth] ?? 0) + (setting.large ? crowd : 0) },
        party: { max: 5 },
        quotas:
          nth === 0
            ? setting.kept.map(({ organisation, seats, days: kept }) => ({
                organisation,
                seats,
                until: days[kept] ?? '2027-06-01',
              }))
            : [],
      }),
    ),
  })

/** One table for many runs, each with sections and, now and then, families of its own. */
export const seatsGround = async (): Promise<Ground> => {
  const room = await aStore()
  const client = dynamoClient({ endpoint: room.endpoint })
  const faults = withFaults(client)
  const watched = watchedPauses(1)
  const process = () =>
    dynamoStore({
      client,
      tableName: room.tableName,
      keyring: createKeyring({ keys: room.keys, master: masterKeyOf(masterBytes) }),
      clock: room.clock,
      fault: room.wire.fault,
      random: watched.random,
      delay: watched.delay,
    })
  const read = async (section: string, from: string, to: string): Promise<readonly Item[]> => {
    const items: Item[] = []
    for await (const item of room.db.query({ pk: `SECTION#${section}`, from, to })) items.push(item)
    return items
  }
  let runs = 0
  let familyIds: readonly string[] = []
  const settle = async (): Promise<void> => {
    familyIds = Array.from({ length: families }, (_, n) => `fam-${runs}-${n}`)
    for (const id of familyIds) await settleIn(room, aFamily({ id, contacts: [`wx-${id}`] }))
  }
  const start = room.clock.now()
  const begin: Ground['begin'] = async (setting, trouble) => {
    faults.arm(null)
    room.wire.arm(Number.POSITIVE_INFINITY)
    room.clock.move(start - room.clock.now())
    if (runs % 20 === 0) await settle()
    const n = ++runs
    const programme = programmeOf(n, setting, setting.capacities)
    await room.store.publish(programme)
    const stores = [process(), process()]
    // Each has read the catalogue as it is now: a process that was away for long learns of a new one when it opens a turn.
    for (const store of stores) await store.open('nobody')
    let used = 0
    const again: Real['again'] = async (work) => {
      for (let tries = 0; ; tries++) {
        const store = stores[used++ % stores.length] ?? room.store
        try {
          return await work(store)
        } catch (error) {
          if (tries >= patience || !isFault(error)) throw error
        }
      }
    }
    let stops = 0
    const stopping = (): void => {
      if (trouble && trouble.stops > 0 && ++stops % trouble.stops === 0) room.wire.arm(1 + (stops % 3))
    }
    faults.arm(trouble?.seed ?? null)
    const sections = [`mini-2027.s${n}a`, `mini-2027.s${n}b`] as const
    return {
      room,
      sections,
      familyIds,
      rules: {
        offerHours: programme.waitlist.offerHours,
        sessions: aCatalogue(programme).sections.get(sections[0])?.sessions ?? [],
      },
      start,
      troubled: trouble !== null,
      now: room.clock.now,
      tick: room.clock.move,
      again,
      perform: (effect) => {
        stopping()
        return again((store) => store.perform(effect, 'turn-1', 0))
      },
      resize: async (capacities) => {
        await again((store) => store.publish(programmeOf(n, setting, capacities)))
      },
      items: async (section) => [
        ...(setting.large ? await read(section, 'HOLDER#', 'HOLDER#~') : []),
        ...(await read(section, 'SEATS', 'WAITER#~')),
      ],
      history: (section) => read(section, 'MOVE#', 'MOVE#~'),
    }
  }
  return { room, faults, pauses: watched.taken, seen: new Map(), begin }
}

const faultNames = [
  'TimeoutError',
  'InternalServerError',
  'ProvisionedThroughputExceededException',
  'TransactionConflictException',
  'TransactionCanceledException',
]
const isFault = (error: unknown): boolean =>
  error instanceof Stopped || (error instanceof Error && faultNames.includes(error.name))
