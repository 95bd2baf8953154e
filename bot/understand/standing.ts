import type { Mention } from './mention.ts'
import { mentionsOf, type Reading } from './reading.ts'

/*
 * Of several values of one kind, which one stands: 以前住白岩现在搬到胡新, 坎门不对是楚门, 从白岩转到楚门.
 */
const takenBack = /^(?:村|镇|那边|这边|那个|的)?[,。 ]?(?:不对|错了|说错|写错|打错|不是)/
const before = /(?:以前|原来|之前|原先|本来|从前|去年|老家|从)(?:是|在|住|住在|就在)*$/
const denied = /(?:不是|不叫|并非|不住|不在|别写)$/

/** 三年级写成四年级了: the second is the slip. */
const writtenAs = /(?:写|填|说|搞|弄|打|记|报)成了?$/

const isGone = (text: string, { at, end }: Mention): boolean =>
  takenBack.test(text.slice(end)) ||
  before.test(text.slice(0, at)) ||
  denied.test(text.slice(0, at)) ||
  writtenAs.test(text.slice(0, at))

/** The values that are neither denied, nor taken back, nor a thing of the past; all where none would be left but the denied. */
export const standing = (reading: Reading, kind: Mention['kind']): Mention[] => {
  const all = mentionsOf(reading, kind)
  const kept = all.filter((mention) => !isGone(reading.text, mention))
  return kept.length > 0 ? kept : all.filter(({ at }) => !denied.test(reading.text.slice(0, at)))
}
