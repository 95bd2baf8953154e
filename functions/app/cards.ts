import { scheduleView } from '../../bot/wording/schedule-card.ts'
import type { FamilyId } from '../../shared/ids.ts'
import { familyLessons, lessonsOn } from '../../shared/lessons.ts'
import { addDays, type Day, type Instant, instantOf, isDay } from '../../shared/time.ts'
import type { Clock, Feeds, Pictures, Tickets } from './ports.ts'

export interface CardsDeps {
  readonly store: Pick<Feeds, 'family'>
  readonly clock: Clock
  readonly pictures: Pictures
  /** Of this purpose alone. */
  readonly tickets: Tickets
}

/** `gone`: not given out, over, or the family is gone; nobody learns which. `failed`: there is one, and it cannot be drawn. */
export type Card = { readonly png: Uint8Array } | 'gone' | 'failed'

/** Where the picture of a day's lessons of a family is. */
export type CardPath = (familyId: FamilyId, day: Day) => Promise<string>

/** The first moment at which a day's card is over. */
const endOf = (day: Day): Instant => instantOf(addDays(day, 1))

/** The path of a day's card of a family, good until that day is over. The same day gives the same path. */
export const cardPath = async (tickets: Tickets, familyId: FamilyId, day: Day): Promise<string> =>
  `/cards/${await tickets.make([familyId, day, String(endOf(day))])}.png`

/** The same with what makes it whole for a gateway, which fetches it from elsewhere; '' leaves the path alone. */
export const wholeCard =
  (publicUrl: string, path: CardPath): CardPath =>
  async (familyId, day) =>
    `${publicUrl}${await path(familyId, day)}`

/** The card that a ticket opens, drawn from the data of this moment. */
export const createCard =
  ({ store, clock, pictures, tickets }: CardsDeps) =>
  async (ticket: string): Promise<Card> => {
    const [familyId = '', day = '', until = ''] = (await tickets.read(ticket)) ?? []
    if (!isDay(day) || !(clock.now() < Number(until))) return 'gone'
    const found = await store.family(familyId)
    if (!found) return 'gone'
    const lessons = lessonsOn(familyLessons(found.family, found.catalogue), [day])
    const png = await pictures.schedule(scheduleView(day, lessons))
    return png ? { png } : 'failed'
  }
