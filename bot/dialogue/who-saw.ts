import { nobodyLooked } from '../wording/misunderstood.ts'
import { earlierLooks, lookLine, looksTitle } from '../wording/who-saw.ts'
import type { Line, Query } from './state.ts'
import { type Turn, text } from './turn.ts'

export const looksLacking = ({ scene, state }: Turn): readonly Query[] =>
  scene.facts.looks.has(scene.contact)
    ? []
    : [{ kind: 'looks', contact: scene.contact, familyId: state.family?.id ?? null }]

const mostLooks = 10

/** 谁看过我的信息 (条例 36): when, which post, what for; the newest first. */
export const looksLines = ({ scene }: Turn): readonly Line[] => {
  const all = scene.facts.looks.get(scene.contact) ?? []
  if (all.length === 0) return [text(nobodyLooked)]
  const shown = all.slice(-mostLooks).reverse()
  const earlier = all.length - shown.length
  const lines = [...shown.map(lookLine), ...(earlier > 0 ? [earlierLooks(earlier)] : [])]
  return [{ kind: 'card', title: looksTitle, lines }]
}
