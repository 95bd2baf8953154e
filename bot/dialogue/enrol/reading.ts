import type { Section } from '../../../shared/catalogue.ts'
import type { Choice } from '../../../shared/contract/reply.ts'
import type { Programme } from '../../../shared/programme.ts'
import type { Instant } from '../../../shared/time.ts'
import type { Meaning } from '../../understand/meaning.ts'
import { fieldName } from '../../wording/common.ts'
import type { ChildDraft, Draft, GuardianDraft } from '../state.ts'
import { changeChild, type Spot } from './form.ts'
import type { Fact } from './people.ts'

/** Why an answer was not taken: said, and that spot is asked again. */
export interface Problem {
  readonly spot: Spot
  readonly words: string
  readonly choices?: readonly Choice[]
}

/** What a message has given so far. */
export interface Reading {
  readonly draft: Draft
  /** Spots that got a value, in the order of the form. */
  readonly taken: readonly Spot[]
  /** How something was read, where it might be wrong. */
  readonly notes: readonly string[]
  readonly problems: readonly Problem[]
  /** The child whose name is doubtful and shown back. */
  readonly doubt: number | null
}

/** What a reader may look at. */
export interface Context {
  readonly facts: readonly Fact[]
  readonly meaning: Meaning
  readonly text: string
  readonly asked: Spot | null
  /** What is told replaces what is known, contradiction or not. */
  readonly correcting: boolean
  readonly programme: Programme | undefined
  readonly sections: readonly Section[]
  readonly now: Instant
  /** The days of a child that is enrolled already, to say the same. */
  readonly siblingDays: ChildDraft['days']
  readonly helper: boolean
}

export type Reader = (reading: Reading, context: Context) => Reading

export const took = (reading: Reading, spot: Spot, draft: Draft): Reading => ({
  ...reading,
  draft,
  taken: [...reading.taken, spot],
})

export const tookChild = (reading: Reading, spot: Spot, change: Partial<ChildDraft>): Reading =>
  took(reading, spot, changeChild(reading.draft, spot.child, change))

export const tookGuardian = (
  reading: Reading,
  field: Spot['field'],
  change: Partial<GuardianDraft>,
): Reading =>
  took(reading, { child: 0, field }, { ...reading.draft, guardian: { ...reading.draft.guardian, ...change } })

export const noting = (reading: Reading, note: string): Reading => ({
  ...reading,
  notes: [...reading.notes, note],
})

export const refusing = (reading: Reading, problem: Problem): Reading => ({
  ...reading,
  problems: [...reading.problems, problem],
})

/** Does the reader for each child in turn. */
export const eachChild = (reading: Reading, read: (reading: Reading, child: number) => Reading): Reading =>
  reading.draft.children.reduce((so, _, child) => read(so, child), reading)

export const isAsked = (context: Context, field: Spot['field']): boolean => context.asked?.field === field

/** The words alone, full-width forms folded, without what only surrounds them. */
export const plainly = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s。.,!?~、]+$/u, '')
    .trim()

/** A greeting or a thank-you, which the parser may take for free words. */
export const courtesy = /^(你好|您好|谢谢|多谢|好的?|嗯+|哦+|在吗|老师好?)[啊呀的了]?$/

/** A bare no: 没有, 无, 莫得, 没有过敏. */
export const isNone = (words: string): boolean =>
  /^(都|也)?(没有?|无|莫得|没得|木有|不用|没了)(的|了|啊|呢|过敏|备用)*$/.test(words)

export const saysNone = (context: Context): boolean =>
  context.meaning.intent === 'deny' || isNone(plainly(context.text))

/** Names of the fields that a message filled, each once. */
export const fieldsIn = (reading: Reading): readonly string[] => [
  ...new Set(reading.taken.map(({ field }) => fieldName(field))),
]

/** Children who get an answer that is said of all: those that lack it, or every one where it is corrected. */
export const receivers = (
  reading: Reading,
  context: Context,
  lacks: (child: ChildDraft) => boolean,
): readonly number[] => {
  const all = reading.draft.children.map((child, index) => ({ index, open: lacks(child) }))
  const lacking = context.correcting ? [] : all.filter(({ open }) => open)
  return (lacking.length > 0 ? lacking : all).map(({ index }) => index)
}
