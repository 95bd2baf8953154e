import type { Desk, StaffRequest } from './ports.ts'

export interface CasesDeps {
  readonly store: Pick<Desk, 'requests' | 'closeRequest'>
}

export interface RequestsPage {
  readonly requests: readonly StaffRequest[]
  /** To be given for the next page; null with the last one. */
  readonly after: string | null
}

const pageSize = 50

/** Requests that people left for staff (人工), with their words, oldest first. */
export const listOpenRequests =
  ({ store }: CasesDeps) =>
  (after: string | null = null, limit = pageSize): Promise<RequestsPage> =>
    store.requests(after, Math.max(1, Math.min(limit, pageSize)))

/** Ends a request that was seen to; nothing of it is kept. `gone` where there is none by that id (any more). */
export const closeOpenRequest =
  ({ store }: CasesDeps) =>
  (id: string): Promise<'closed' | 'gone'> =>
    store.closeRequest(id)
