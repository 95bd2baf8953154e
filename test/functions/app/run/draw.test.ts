import { describe, expect, it } from 'vitest'
import { carryOutDraw, mayCarryOut } from '../../../../functions/app/carry-out.ts'
import { goOn } from '../../../../functions/app/run.ts'
import {
  aDrawRoom,
  asTable,
  ball,
  draw,
  drawnAfterStop,
  drawRun,
  ever,
  fourFamilies,
  pointsOf,
  seatedIn,
  tableOf,
} from '../../../support/draw-room.ts'
import { workDeps, writtenTo } from '../../../support/roster.ts'
import { aDrawnProgramme, drawnAt, seed, wishesOpen } from '../../../support/wishes.ts'

describe('carrying out a draw', () => {
  it('gives the seats of the table, and lists in its order of who asked for it', async () => {
    const room = await aDrawRoom()
    const table = await tableOf(room)
    expect(await goOn(workDeps(room), drawRun, ever)).toBe('done')
    expect(await seatedIn(room)).toEqual(asTable(table))
    expect(asTable(await tableOf(room))).toEqual(asTable(table))
    expect(table.waiting.flatMap(({ childIds }) => childIds)).not.toContain('kid-1')
    for (const nth of fourFamilies.keys())
      expect((await writtenTo(room, `wx-fam-${nth}`)).map(({ notice }) => notice.what)).toEqual([
        'wishes.drawn',
      ])
  })

  it('keeps the families’ own view: what each got and waits for', async () => {
    const room = await aDrawRoom()
    await goOn(workDeps(room), drawRun, ever)
    for (const section of [ball, draw]) expect((await room.store.recountSection(section))?.views).toEqual([])
  })

  // All of them in test/long.
  it('killed at some points and begun again comes to the seats of the table', async () => {
    const few = fourFamilies.slice(0, 3)
    const points = await pointsOf(await aDrawRoom(few, { seats: 1 }))
    expect(points).toBeGreaterThan(12)
    for (let part = 1; part <= 3; part++) {
      const stop = Math.round((points * part) / 4)
      const { table, seated } = await drawnAfterStop(await aDrawRoom(few, { seats: 1 }), stop)
      expect(seated, `stopped at ${stop}`).toEqual(table)
    }
  })

  it('gives back nobody’s seat again: who cancelled while it was under way stays out', async () => {
    const room = await aDrawRoom()
    await goOn(workDeps(room), drawRun, ever)
    const [first] = (await seatedIn(room))[ball] ?? []
    const familyId = `fam-${first?.split('-')[1]}`
    await room.store.perform({ kind: 'release', sectionId: ball, childId: first ?? '', familyId }, 'turn', 2)
    await goOn(workDeps(room), { ...drawRun, day: '2027-06-06' }, ever)
    expect((await seatedIn(room))[ball]).not.toContain(first)
  })

  it('leaves nothing taken for a family that was erased meanwhile', async () => {
    const room = await aDrawRoom()
    await room.store.perform({ kind: 'erase', familyId: 'fam-0' }, 'turn', 2)
    await goOn(workDeps(room), drawRun, ever)
    expect(Object.values(await seatedIn(room)).flat()).not.toContain('kid-0')
  })
})

describe('npm run allocate -- --carry-out', () => {
  it('refuses while wishes are gathered, and another seed than the published one', () => {
    const early = mayCarryOut(aDrawnProgramme(), seed, wishesOpen)
    expect(early).toMatchObject({ ok: false, error: { code: 'early' } })
    const other = mayCarryOut(aDrawnProgramme('other'), seed, drawnAt)
    expect(other).toEqual({ ok: false, error: { code: 'seed', published: 'other' } })
  })

  it('publishes the seed where none was, and comes to the same when it is done twice', async () => {
    const room = await aDrawRoom(fourFamilies, { published: null })
    const table = asTable(await tableOf(room))
    const deps = { ...workDeps(room), store: room.store }
    expect(await carryOutDraw(deps)('mini-2027', seed)).toEqual({ ok: true, value: 'done' })
    expect(await carryOutDraw(deps)('mini-2027', seed)).toEqual({ ok: true, value: 'elsewhere' })
    expect(await seatedIn(room)).toEqual(table)
  })
})
