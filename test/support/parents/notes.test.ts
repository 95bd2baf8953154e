import { describe, expect, it } from 'vitest'
import type { Standing, Told } from './hears.ts'
import { createNotes } from './notes.ts'

const child = '王小雨'
const stands = (section: string, is: Standing, party?: number): Told => ({
  what: 'stands',
  child,
  section,
  is,
  ...(party ? { party } : {}),
})
const all = (...has: readonly (readonly [string, Standing])[]): Told => ({
  what: 'all',
  child,
  has: new Map(has),
})

describe('notes', () => {
  it('agree with what was told last', () => {
    const notes = createNotes()
    notes.take([stands('甲', 'waiting'), stands('甲', 'seat', 3)])
    expect(notes.take([all(['甲', 'seat'])])).toEqual([])
    expect(notes.entries()).toEqual([{ child, section: '甲', is: 'seat', party: 3 }])
  })

  it.each([
    ['seat', 'none'],
    ['seat', 'waiting'],
    ['waiting', 'none'],
    ['held', 'none'],
  ] as const)('miss a %s of which only %s is left', (noted, found) => {
    const notes = createNotes()
    notes.take([stands('甲', noted)])
    const list = found === 'none' ? all() : all(['甲', found])
    expect(notes.take([list])).toMatchObject([{ kind: 'lost', noted, found }])
  })

  it.each([
    ['waiting', 'offered'],
    ['waiting', 'seat'],
    ['offered', 'none'],
    ['held', 'seat'],
  ] as const)('know that a %s may have become %s by itself', (noted, found) => {
    const notes = createNotes()
    notes.take([stands('甲', noted)])
    expect(notes.take([found === 'none' ? all() : all(['甲', found])])).toEqual([])
  })

  it('wonder at what nobody told, and at what was given up and is there again', () => {
    const notes = createNotes()
    notes.take([stands('甲', 'none')])
    expect(notes.take([all(['甲', 'seat'], ['乙', 'seat'])])).toMatchObject([
      { kind: 'untold', section: '甲' },
      { kind: 'untold', section: '乙' },
    ])
  })

  it('strike out what was changed away from', () => {
    const notes = createNotes()
    notes.take([stands('甲', 'seat'), { what: 'changing', child, section: '甲' }])
    notes.take([stands('乙', 'seat'), { what: 'changed' }])
    expect(notes.take([all(['乙', 'seat'])])).toEqual([])
  })

  it('miss everything where nothing is there', () => {
    const notes = createNotes()
    notes.take([stands('甲', 'seat')])
    expect(notes.take([{ what: 'nothing' }])).toMatchObject([{ kind: 'lost' }])
  })
})
