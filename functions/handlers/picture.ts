import { randomUUID } from 'node:crypto'
import { handle } from 'hono/aws-lambda'
import { calendarName } from '../../bot/wording/calendar.ts'
import { classOf } from '../../shared/log.ts'
import { createCalendar } from '../app/calendar.ts'
import { createCard } from '../app/cards.ts'
import { doors } from '../http/app.ts'
import { paperRoutes } from '../http/papers.ts'
import { writeCalendar } from '../render/calendar.ts'
import { createPictures } from '../render/picture/pictures.ts'
import { openHouse } from './house.ts'
import { log } from './log.ts'

const { store, clock, tickets } = await openHouse(process.env)
const pictures = createPictures((error) => log({ what: 'picture.failed', error: classOf(error) }))

/** Pictures and calendars, behind the same HTTP API: apart from the chat, which must not carry fonts and a native module. */
export const handler = handle(
  doors({ requestId: () => randomUUID(), log: (entry) => log({ ...entry }) }, [
    paperRoutes({
      realNow: clock.now,
      card: createCard({ store, clock, pictures, tickets: tickets.cards }),
      calendar: createCalendar({
        store,
        clock,
        tickets: tickets.calendar,
        write: writeCalendar(calendarName),
      }),
    }),
  ]),
)
