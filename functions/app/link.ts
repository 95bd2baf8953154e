import type { TurnId } from '../../shared/ids.ts'
import { calendarPath, renewCalendar } from './calendar.ts'
import type { CalendarEffect, FaultPoint, Feeds, Outcome, Tickets } from './ports.ts'

export interface LinkDeps {
  readonly store: Feeds
  /** Those of calendars. */
  readonly tickets: Tickets
  /** What stands before a path, so that another program finds it: `https://host`; '' leaves the path alone. */
  readonly publicUrl: string
  readonly fault?: FaultPoint
}

/** Gives a family the address of its calendar. Done again in the same turn it answers the same. */
export type Link = (effect: CalendarEffect, turnId: TurnId) => Promise<Outcome>

export const createLink =
  (deps: LinkDeps): Link =>
  async (effect, turnId) => {
    const { familyId, renew } = effect
    const path = await (renew ? renewCalendar(deps, familyId, turnId) : calendarPath(deps, familyId))
    if (renew) await deps.fault?.('calendar.renewed')
    return { did: 'linked', address: path && `${deps.publicUrl}${path}`, renewed: renew, effect }
  }
