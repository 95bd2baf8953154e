import type { Query, RequestFact } from './state.ts'
import type { Turn } from './turn.ts'

/** What whoever speaks must have looked up before it can be said what they asked of staff; empty when it is known. */
export const requestsLacking = ({ scene }: Turn): readonly Query[] =>
  scene.facts.requests.has(scene.contact) ? [] : [{ kind: 'requests', contact: scene.contact }]

/** The speaker's own only: what one guardian confides to staff is not shown to the other. */
export const requestsOf = ({ scene }: Turn): readonly RequestFact[] =>
  scene.facts.requests.get(scene.contact) ?? []
