import type { Catalogue } from '../../shared/catalogue.ts'
import type { Child, Family } from '../../shared/family.ts'
import type { ChildId, FamilyId, ProgrammeId } from '../../shared/ids.ts'
import { childMarkEndsAt } from '../../shared/retention.ts'
import { type Known, knownOf } from '../../shared/same-child.ts'
import { secondMs } from '../../shared/time.ts'
import type { Keyring } from '../crypto/keyring.ts'
import { childPk, type Key } from './keys.ts'
import type { Kit, Marks } from './kit.ts'
import { type Item, mapOf } from './marshal.ts'
import type { Write } from './requests.ts'

const monthLetters = 6

/**
 * A mark is `<hash of programme, name and birth year>.<hash of the month>`, the latter empty where the month is not known: it
 * tells nothing without the master key. A child that was told by an age may be born in either of two years, and has a mark for
 * each; one whose birth nobody told has none.
 */
export const marksOf = async (
  keyring: Keyring,
  programme: ProgrammeId,
  { name, years, month }: Known,
): Promise<readonly string[]> => {
  const markOf = async (year: string): Promise<string> => {
    const hash = await keyring.hash(['child', programme, name, year])
    if (month === null) return `${hash}.`
    return `${hash}.${(await keyring.hash(['month', programme, name, year, month])).slice(0, monthLetters)}`
  }
  return name === '' ? [] : Promise.all(years.map(markOf))
}

export const partsOf = (mark: string): { readonly hash: string; readonly month: string | null } => {
  const [hash = '', month = ''] = mark.split('.')
  return { hash, month: month === '' ? null : month }
}

/** The nth place of a hash. Of two who enter a child at once one gets it, and the other looks again. */
export const place = (nth: number): string => `S#${String(nth).padStart(6, '0')}`
export const placeOf = (sk: string): number | null => (sk.startsWith('S#') ? Number(sk.slice(2)) : null)
/** Of a child that was put right, or came from another family: nobody races for that. */
const ownPlace = (family: FamilyId, child: ChildId): string => `F#${family}#${child}`

/** By hash: the next place that nobody had when it was looked up. */
export type Free = Readonly<Record<string, number>>

const programmesOf = ({ programmeId, enrolments }: Family, child: Child, catalogue: Catalogue) => {
  const own = enrolments.filter(({ childId }) => childId === child.id)
  const ids = own.flatMap(({ sectionId }) => catalogue.sections.get(sectionId)?.programme.id ?? [])
  return [...new Set([programmeId, ...ids])]
}

interface Wanted {
  readonly mark: string
  readonly childId: ChildId
  readonly endsAt: number
}

/** Null where a programme is not known any more: what is marked stays as it is. */
const wantedOf = async (
  kit: Kit,
  family: Family,
  catalogue: Catalogue,
): Promise<readonly Wanted[] | null> => {
  const wanted: Wanted[] = []
  for (const child of family.children) {
    for (const id of programmesOf(family, child, catalogue)) {
      const programme = catalogue.programmes.get(id)
      if (!programme) return null
      const endsAt = childMarkEndsAt(programme)
      const marks = await marksOf(kit.keyring, id, knownOf(child, programme.season))
      wanted.push(...marks.map((mark) => ({ mark, childId: child.id, endsAt })))
    }
  }
  return wanted
}

const keyOf = (stored: string): Key => {
  const [mark = '', sk = ''] = stored.split(' ')
  return { pk: childPk(partsOf(mark).hash), sk }
}

const markPut = (family: FamilyId, { mark, childId, endsAt }: Wanted, sk: string): Write => ({
  put: {
    item: {
      pk: childPk(partsOf(mark).hash),
      sk,
      v: 1,
      family,
      child: childId,
      month: partsOf(mark).month ?? undefined,
      ttl: Math.ceil(endsAt / secondMs),
    },
    ...(placeOf(sk) === null ? {} : { condition: { when: 'attribute_not_exists(pk)' } }),
  },
})

export interface Marking {
  readonly marks: Marks
  readonly writes: readonly Write[]
}

const withMark = (marks: Marks, child: ChildId, stored: string): Marks => ({
  ...marks,
  [child]: [...(marks[child] ?? []), stored],
})

/** What the table must be told of the children of a family beside it: nothing where they are as they were. */
export const markingOf = async (
  kit: Kit,
  family: Family,
  catalogue: Catalogue,
  { before, free }: { readonly before: Marks; readonly free: Free },
): Promise<Marking> => {
  const wanted = await wantedOf(kit, family, catalogue)
  if (!wanted) return { marks: before, writes: [] }
  const given = new Map(Object.entries(free))
  let marks: Marks = {}
  const writes: Write[] = []
  for (const one of wanted) {
    const kept = before[one.childId]?.find((stored) => stored.split(' ')[0] === one.mark)
    if (kept) {
      marks = withMark(marks, one.childId, kept)
      continue
    }
    const { hash } = partsOf(one.mark)
    const nth = given.get(hash)
    if (nth !== undefined) given.set(hash, nth + 1)
    const sk = nth === undefined ? ownPlace(family.id, one.childId) : place(nth)
    marks = withMark(marks, one.childId, `${one.mark} ${sk}`)
    writes.push(markPut(family.id, one, sk))
  }
  const stays = new Set(Object.values(marks).flatMap((all) => all.map((stored) => nameOf(keyOf(stored)))))
  const gone = Object.values(before).flat().map(keyOf)
  return {
    marks,
    writes: [...writes, ...gone.filter((key) => !stays.has(nameOf(key))).map((key) => ({ del: { key } }))],
  }
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`

/** None of a family that was written before there were marks: it gets them when it is written next. */
export const readMarks = (item: Item): Marks => {
  if (item.marks === undefined) return {}
  const map = mapOf(item, 'marks')
  return Object.fromEntries(
    Object.entries(map).map(([child, list]) => [
      child,
      Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [],
    ]),
  )
}

/** Part of erasing a family. Begun again it leaves alone whoever has got the place since. */
export const eraseMarks = async (kit: Kit, family: FamilyId, marks: Marks): Promise<void> => {
  const own = { when: '#family = :family', names: { '#family': 'family' }, values: { ':family': family } }
  for (const stored of Object.values(marks).flat()) {
    await kit.db.del({ key: keyOf(stored), condition: own })
    await kit.fault('erase.mark')
  }
}
