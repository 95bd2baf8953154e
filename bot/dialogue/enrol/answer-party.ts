import * as choosing from '../../wording/choosing.ts'
import { pick } from '../pick.ts'
import type { Move } from '../state.ts'
import type { Turn } from '../turn.ts'
import { changeChild } from './form.ts'
import { proceed } from './proceed.ts'
import { putParty } from './put-sections.ts'
import { plainly } from './reading.ts'
import { draftOf, type EnrolFlow, saying, soFar, withDraft } from './so.ts'

export const answerParty = (turn: Turn, flow: EnrolFlow): Move | null => {
  const [sectionId = ''] = flow.shown ?? []
  const most = turn.scene.catalogue.sections.get(sectionId)?.plan.party.max ?? 1
  const people = peopleSaid(turn, most)
  if (people === null) return null
  if (people > most)
    return putParty(turn, saying(soFar(turn), choosing.partyTooMany(most)), flow.child, sectionId)
  const draft = draftOf(turn.state)
  const sections = (draft.children[flow.child]?.sections ?? []).map((each) =>
    each.id === sectionId ? { ...each, party: people } : each,
  )
  return proceed(turn, withDraft(soFar(turn), changeChild(draft, flow.child, { sections })))
}

const numerals = '一二三四五六七八九十'

const peopleSaid = (turn: Turn, most: number): number | null => {
  const at = pick(turn, most)
  if (at !== null) return at + 1
  const said = plainly(turn.text)
  const digits = /\d{1,2}/.exec(said)?.[0]
  if (digits !== undefined) return Math.max(1, Number(digits))
  const numeral = /[一二两三四五六七八九十](?=个|口|人|位|$)/.exec(said)?.[0]
  if (numeral === '两') return 2
  return numeral === undefined ? null : numerals.indexOf(numeral) + 1
}
