import { shortName } from '../../shared/short-name.ts'
import { operator } from './limits.ts'
import type { Clock, Desk, Looks, StaffRequest } from './ports.ts'

export interface CasesDeps {
  readonly store: Pick<Desk, 'requests' | 'closeRequest' | 'answerRequest' | 'entered'> & Looks
  readonly clock: Clock
}

/** A request with whom to call back; null where who asked has no family here, or it is gone. */
export interface OpenRequest extends StaffRequest {
  readonly caller: {
    readonly guardian: string
    readonly relation: string
    /** As they are called at home. */
    readonly children: readonly string[]
    readonly phone: string
  } | null
}

export interface RequestsPage {
  readonly requests: readonly OpenRequest[]
  /** To be given for the next page; null with the last one. */
  readonly after: string | null
}

const pageSize = 50

const callerOf = async (
  store: Pick<Desk, 'entered'>,
  { contact, familyId }: StaffRequest,
): Promise<OpenRequest['caller']> => {
  const found = familyId === null ? null : await store.entered({ familyId })
  if (found?.kind !== 'family') return null
  const { guardians, children } = found.family
  const guardian = guardians.find((each) => each.contact === contact) ?? guardians[0]
  if (!guardian) return null
  const { name, relation, phone } = guardian
  return { guardian: name, relation, children: children.map((child) => shortName(child.name)), phone }
}

/** Requests that people left for staff (人工), with their words, oldest first. Each look is logged before it is answered. */
export const listOpenRequests =
  ({ store, clock }: CasesDeps) =>
  async (after: string | null = null, limit = pageSize): Promise<RequestsPage> => {
    const page = await store.requests(after, Math.max(1, Math.min(limit, pageSize)))
    const at = clock.now()
    const requests: OpenRequest[] = []
    for (const request of page.requests) {
      const { id, contact, familyId } = request
      const about = familyId === null ? { contact, caseId: id } : { familyId }
      await store.looked({ ...operator, sight: 'cases', about, sectionId: null, at })
      requests.push({ ...request, caller: await callerOf(store, request) })
    }
    return { ...page, requests }
  }

/** Longer than that is read by nobody on a phone. Characters. */
export const longestAnswer = 500

/** Words of staff as they are sent: without control characters, on lines of their own. Null where there are none, or too many. */
export const cleanWords = (said: string): string | null => {
  const words = said
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{C}+/gu, ' ')
    .trim()
  return words === '' || [...words].length > longestAnswer ? null : words
}

/** Answers a request through the bot: who asked hears it, and the request ends. `words`: empty or too long. */
export const answerOpenRequest =
  ({ store }: { readonly store: Pick<Desk, 'answerRequest'> }) =>
  async (id: string, said: string): Promise<'answered' | 'gone' | 'words'> => {
    const words = cleanWords(said)
    return words === null ? 'words' : store.answerRequest(id, words)
  }

/** Ends a request that was seen to; nothing of it is kept. `gone` where there is none by that id (any more). */
export const closeOpenRequest =
  ({ store }: { readonly store: Pick<Desk, 'closeRequest'> }) =>
  (id: string): Promise<'closed' | 'gone'> =>
    store.closeRequest(id)
