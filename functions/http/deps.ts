import type { Catalogue } from '../../shared/catalogue.ts'
import type { Message } from '../../shared/contract/message.ts'
import type { Answer, Later } from '../../shared/contract/reply.ts'
import type { ContactId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import type { Card } from '../app/cards.ts'
import type { Deliver } from '../app/deliver.ts'

/** What the doors need. Everything that has a clock, chance, a key or a network in it comes in here. */
export interface HttpDeps {
  /** `network` is where a browser's message comes from; none from a gateway. For counting only. */
  readonly converse: (message: Message, network?: string) => Promise<Conversed>
  /** Messages for a contact after a cursor; the cursor of the first call is the empty string. */
  readonly later: (contact: ContactId, after: string) => Promise<Later>
  /** What gateways send by themselves. */
  readonly deliver: Deliver
  readonly catalogue: () => Promise<Catalogue>
  readonly gatewaySecret: string
  /** The demo has links and a clock that production must not even answer to. */
  readonly mode: 'demo' | 'production'
  readonly clock: HttpClock
  /** One id a request, of letters, digits and `-`. It goes to the caller and to the log. */
  readonly requestId: () => string
  /** Milliseconds since 1970 by the machine's own clock: signatures and limits never follow the demo's. */
  readonly realNow: () => number
  readonly log: (entry: LogEntry) => void
  /** True where browsers come by HTTPS. */
  readonly secureCookies: boolean
  /** Signs the cookies by which browsers are known; the same in every process, and secret. */
  readonly cookieSecret: () => Promise<string>
  /** 256 random bits as 43 to 64 characters of base64url or hex. */
  readonly newContactId: () => string
  /** Addresses of TLS proxies on other machines, whose `X-Forwarded-For` is believed. */
  readonly proxies?: readonly string[]
  /** How often an open page asks for late replies; 4 where not given. */
  readonly pollSeconds?: number
  /** Messages that one browser may send in a minute; 60 where not given. */
  readonly chatPerMinute?: number
  /** Pictures and calendars; none on Lambda, where a function of their own has these doors. */
  readonly papers?: PaperDoors
}

/** What a ticket in an address opens. */
export interface PaperDoors {
  readonly card: (ticket: string) => Promise<Card>
  /** iCalendar; null where the ticket opens none. */
  readonly calendar: (ticket: string) => Promise<string | null>
}

export interface HttpClock {
  /** The program's time, which in the demo may be ahead of real time. */
  readonly now: () => Instant
  /** Demo only: moves it on to a moment that is never earlier than `now()`. */
  readonly advance?: (to: Instant) => Promise<void>
}

export type Conversed =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }

/** Ids and numbers only: never a word that a person wrote, a phone number, a cookie or an address. */
export interface LogEntry {
  readonly what: 'refused' | 'failed'
  readonly requestId: string
  readonly method: string
  /** The route's pattern, never the path as sent. */
  readonly route: string
  readonly status: number
  /** The class of what was thrown, without its message. */
  readonly error?: string
}
