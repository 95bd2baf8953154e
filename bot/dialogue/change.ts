import type { Section } from '../../shared/catalogue.ts'
import { whyOuting } from '../wording/excursion.ts'
import { askFrom, askFull, askSure, askTo } from './change/asks.ts'
import { claimed, gaveBack, givingBack, keptAlone, releasedOld } from './change/claim.ts'
import { answerExcursion, askExcursion } from './change/excursion.ts'
import { type ChangeFlow, nothing, oldOf, sectionOf, wishOf } from './change/flow.ts'
import { answerFrom, startFrom } from './change/from.ts'
import { answerFull, answerSure } from './change/sure.ts'
import { answerTo, openTo } from './change/to.ts'
import { type Taken, takenMeant, takenOf } from './enrolled.ts'
import type { Move } from './state.ts'
import { slotsOf, type Topic, type Turn } from './turn.ts'

/** 换课: from which, to what, once more; then the new seat is taken before the old one goes. */
export const openChange = (turn: Turn): Move => {
  const taken = takenOf(turn.state, turn.scene)
  if (taken.length === 0) return nothing(turn)
  const meant = takenMeant(turn, slotsOf(turn.meaning, 'mod-'), slotsOf(turn.meaning, 'time-'))
  return startFrom(turn, meant, wishOf(turn))
}

const withOld = (turn: Turn, flow: ChangeFlow, then: (old: Taken) => Move | null): Move | null => {
  const old = oldOf(turn, flow)
  return old ? then(old) : nothing(turn)
}

const ask = (turn: Turn, flow: ChangeFlow): Move => {
  const old = oldOf(turn, flow)
  const fresh = sectionOf(turn, flow.to)
  if (flow.stage === 'from' || !old) return openAgain(turn, flow)
  if (flow.stage === 'to' || !fresh) return askTo(turn, old, listedIn(turn, flow))
  if (flow.stage === 'excursion') return askExcursion(turn, old, fresh, flow.onFull ?? 'refuse', true)
  return flow.stage === 'full' ? askFull(turn, old, fresh) : askSure(turn, old, fresh)
}

const openAgain = (turn: Turn, flow: ChangeFlow): Move => {
  const taken = takenOf(turn.state, turn.scene)
  return taken.length === 0 ? nothing(turn) : askFrom(turn, taken, flow.wish ?? { modules: [], times: [] })
}

const listedIn = (turn: Turn, flow: ChangeFlow): readonly Section[] =>
  (flow.among ?? []).flatMap(({ sectionId }) => sectionOf(turn, sectionId) ?? [])

export const change: Topic<ChangeFlow> = {
  ask,
  answer: (turn, flow) => {
    if (flow.stage === 'from') return answerFrom(turn, flow)
    return withOld(turn, flow, (old) => {
      if (flow.stage === 'to') return answerTo(turn, flow, old)
      if (flow.stage === 'excursion') return answerExcursion(turn, flow, old)
      return flow.stage === 'full' ? answerFull(turn, flow, old) : answerSure(turn, flow, old)
    })
  },
  back: (turn, flow) => {
    const old = oldOf(turn, flow)
    if (!old || flow.stage === 'from') return null
    if (flow.stage !== 'to') return openTo(turn, old, { modules: [], times: [] })
    return takenOf(turn.state, turn.scene).length > 1 ? openAgain(turn, flow) : null
  },
  why: (_, { stage }) => (stage === 'excursion' ? whyOuting : null),
  resume: (turn, flow, outcomes) => {
    const old = oldOf(turn, flow)
    const [outcome] = outcomes
    if (!outcome) return nothing(turn)
    if (flow.stage === 'giving_back') return gaveBack(turn, flow)
    const back = givingBack(turn, flow, outcome)
    if (back) return back
    if (!old) return keptAlone(turn, flow, outcome)
    return flow.stage === 'releasing'
      ? releasedOld(turn, flow, old, outcome)
      : claimed(turn, flow, old, outcome)
  },
}
