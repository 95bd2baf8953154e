import { expect, it } from 'vitest'
import { instantOf } from '../../shared/time.ts'
import { aFolder } from '../support/commands.ts'
import {
  claiming,
  classPlaces,
  killed,
  post,
  prepare,
  type Served,
  sections,
  startServer,
  type Told,
  toldIn,
  truthOf,
  writeProgramme,
} from '../support/crash-claims.ts'
import { seededRandom } from '../support/faults.ts'
import { startProgram } from '../support/program.ts'

const each = 500
const width = 32
const deaths = 4

/** Another run every time; what failed says its seed. */
const seed = Number(process.env.HOUNIAO_SEED ?? Date.now() % 1_000_000)

/** After how many answers the server or its engine dies, at random moments of the run. */
const moments = (random: () => number) =>
  Array.from({ length: deaths }, (_, n) => ({
    after: Math.floor(((n + random()) / deaths) * 2 * each),
    what: n % 2 === 0 ? ('server' as const) : ('engine' as const),
  }))

it(`a thousand claims, with server and engine killed at random moments (seed ${seed}): every answer is true`, {
  timeout: 300_000,
}, async () => {
  const random = seededRandom(seed)
  const data = aFolder()
  const programmes = [writeProgramme(aFolder())]
  const before = await startProgram({
    data,
    samples: false,
    programmes,
    now: instantOf('2027-06-01', '10:00'),
  })
  const secret = before.gatewaySecret
  const wanting = [
    ...(await prepare(before, 'demo-c', '绘画', each)).map((contact) => ({
      contact,
      section: sections.class,
    })),
    ...(await prepare(before, 'demo-s', '篮球', each)).map((contact) => ({
      contact,
      section: sections.show,
    })),
  ]
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
  await before.stop()

  const told = new Map<string, Told>()
  const plan = moments(random)
  let served: Served = await startServer(data)
  let restart: Promise<void> | null = null
  let failures = 0
  const die = async (what: 'server' | 'engine'): Promise<void> => {
    await killed(data, served, what)
    served = await startServer(data)
    restart = null
  }
  const claim = async (contact: string): Promise<void> => {
    for (let tries = 0; tries < 50; tries++) {
      if (restart) await restart
      try {
        told.set(contact, toldIn(await post(served.url, secret, claiming(contact))))
        if (told.size >= (plan[0]?.after ?? Number.POSITIVE_INFINITY) && !restart) {
          const next = plan.shift()
          if (next) restart = die(next.what)
        }
        return
      } catch (error) {
        failures++
        // A server whose engine died is not gone yet: it is about to be.
        if (!restart && !(await alive(served))) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    throw new Error(`${contact} was never answered`)
  }
  const lane = async (first: number): Promise<void> => {
    for (let n = first; n < wanting.length; n += width) await claim(wanting[n]?.contact ?? '')
  }
  await Promise.all(Array.from({ length: width }, (_, n) => lane(n)))
  if (restart) await restart
  expect(plan).toEqual([])
  expect(failures).toBeGreaterThan(0)
  // Said again, it is answered as before.
  for (const { contact } of wanting.slice(0, 20))
    expect(toldIn(await post(served.url, secret, claiming(contact)))).toEqual(told.get(contact))
  await killed(data, served, 'server')

  const after = await startProgram({ data, samples: false })
  await after.sweep()
  expect(told.size).toBe(2 * each)
  const truth = new Map(
    await Promise.all(
      Object.values(sections).map(async (section) => [section, await truthOf(after, section)] as const),
    ),
  )
  for (const { contact, section } of wanting)
    expectTrue(contact, told.get(contact), truth.get(section)?.get(contact))
  const seats = [...told].filter(([contact, { kind }]) => contact.startsWith('demo-c') && kind === 'seat')
  expect(seats).toHaveLength(classPlaces)
  for (const section of Object.values(sections)) {
    const counted = await after.store.recountSection(section)
    expect(counted?.left.stored).toBe(counted?.left.counted)
    expect(counted?.waiting.stored).toBe(counted?.waiting.counted)
    expect(counted?.orphans).toEqual([])
  }
})

const expectTrue = (contact: string, told: Told | undefined, truth: Told | undefined): void => {
  expect(truth?.kind, contact).toBe(told?.kind)
  if (told?.kind !== 'waiting' || truth?.kind !== 'waiting') return
  expect(truth.position, contact).toBe(told.position)
}

const alive = async ({ url }: Served): Promise<boolean> =>
  (await fetch(new URL('/healthz', url)).catch(() => null))?.ok ?? false
