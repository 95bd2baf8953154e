import { read } from '../enrol/read.ts'
import type { CodeFact, Draft, GuardianDraft } from '../state.ts'
import type { Turn } from '../turn.ts'
import type { JoinFlow } from './add.ts'

export const told = ({ relation, name, phone }: JoinFlow): GuardianDraft => ({
  ...(relation === undefined ? {} : { relation }),
  ...(name === undefined ? {} : { name }),
  ...(phone === undefined ? {} : { phone }),
})

export type Field = 'guardian.relation' | 'guardian.name' | 'guardian.phone'

/** The same reading as in an enrolment, of a form without children. */
export const readInto = (turn: Turn, flow: JoinFlow, fact: CodeFact, asked: Field | null) => {
  const draft: Draft = { programmeId: fact.family.programmeId, children: [], guardian: told(flow), trail: [] }
  const { draft: filled, problems } = read(turn, draft, asked ? { child: 0, field: asked } : null, false)
  const { relation, name, phone } = filled.guardian
  const next: JoinFlow = {
    ...flow,
    stage: 'fill',
    ...(relation === undefined ? {} : { relation }),
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  }
  return { next, problems }
}

export const missingOf = (flow: JoinFlow): readonly Field[] => [
  ...(flow.relation === undefined ? (['guardian.relation'] as const) : []),
  ...(flow.name === undefined ? (['guardian.name'] as const) : []),
  ...(flow.phone === undefined ? (['guardian.phone'] as const) : []),
]
