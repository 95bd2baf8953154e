import type { Expects } from '../../shared/contract/expects.ts'

/** What a message wants. The list is fixed by the labels that the module is judged on; see docs/understanding.md. */
export const intents = [
  'register',
  'pick_modules',
  'inform',
  'correct',
  'affirm',
  'deny',
  'schedule',
  'leave',
  'cancel',
  'change',
  'waitlist',
  'ask_quota',
  'ask_fee',
  'ask_when',
  'ask_where',
  'ask_courses',
  'ask_eligibility',
  'pickup',
  'human',
  'consent',
  'consent_no',
  'delete_data',
  'help',
  'greet',
  'thanks',
  'abuse',
  'offtopic',
] as const
export type Intent = (typeof intents)[number]

/**
 * Keys of the labels (name … opt), and further ones that a dialogue needs and no score counts:
 * `gname` a guardian's own name, `rel` relation to the child (a kin id), `phone2` (11 digits, or `none`), `health`
 * (free words, or `none`), `who` (`guardian` or `helper`), `days` (`all`: 全程; a range is `date` and `date_end`).
 */
export type SlotKey =
  | 'name'
  | 'age'
  | 'birth'
  | 'grade'
  | 'sex'
  | 'place'
  | 'emp'
  | 'mod'
  | 'mod-'
  | 'date'
  | 'date_end'
  | 'time'
  | 'time-'
  | 'phone'
  | 'pickup'
  | 'pickup_name'
  | 'opt'
  | 'gname'
  | 'rel'
  | 'phone2'
  | 'health'
  | 'who'
  /** With `child.days`: `all` where the child comes the whole time (全程). */
  | 'days'
  /** With `quiet_hours`: `22:00-07:00`. */
  | 'quiet'

export interface Slot {
  readonly key: SlotKey
  readonly value: string
  /** 1, 2, … where several children are told apart in one message; absent otherwise. */
  readonly child?: number
}

/** What a consent, a refusal or a deletion is limited to. */
export type About = 'photo' | 'insurer' | 'excursion' | 'phone' | 'next_year' | 'child'

/** Commands that hold everywhere, and questions about the bot itself; found before anything else. */
export type Command =
  | 'back'
  | 'menu'
  | 'edit'
  | 'help'
  | 'human'
  | 'cancel_what'
  | 'mine'
  | 'my_data'
  | 'join_code'
  | 'new_code'
  | 'who_saw'
  /** 日历: the address of the family's feed; 换日历地址: a new one. */
  | 'calendar'
  | 'new_calendar'
  | 'confirm_code'
  | 'stop_messages'
  | 'resume_messages'
  /** 我上夜班, 晚上9点到早上8点别发: its hours are the slot `quiet`. */
  | 'quiet_hours'
  | 'usual_hours'
  /** 收到. */
  | 'heard'

/** One request of a message. */
export interface Request {
  readonly intent: Intent
  readonly slots: readonly Slot[]
  readonly about: About | null
}

/** What a message means, and the steps that led there in words that a union officer can read. */
export interface Meaning extends Request {
  readonly confidence: 'high' | 'low'
  readonly because: readonly string[]
  readonly command: Command | null
  /** With `edit`: which field was named (`修改电话`), if one was. With `correct`: which one is put right while another is asked. */
  readonly field: Expects | null
  /** A question about the pending question: 为什么要填电话, 这是什么意思. */
  readonly asksWhy: boolean
  /** Digits of a code that a guardian types (8 digits), if the message holds one. */
  readonly code: string | null
  /** Further requests of the same message, in order. */
  readonly also: readonly Request[]
  /** Other readings when confidence is low, likeliest first, at most three with the first. */
  readonly instead: readonly Intent[]
}

/** Names that the catalogue gives to things, computed once when a menu is published. */
export interface LexiconSource {
  /** ISO 8601; the programme's clock. */
  readonly now: string
  readonly modules: readonly Named[]
  readonly places: readonly Named[]
  readonly employers: readonly Named[]
  readonly kin?: readonly Named[]
}

export interface Named {
  readonly id: string
  readonly names: readonly string[]
}

/** What was asked, for reading an answer: the pending question and what else is missing of a form. */
export interface Asked {
  readonly expects: Expects | null
  readonly missing: readonly Expects[]
}
