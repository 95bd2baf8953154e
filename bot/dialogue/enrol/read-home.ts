import type { Collector } from '../../../shared/family.ts'
import { employersOf, placesOf } from '../../../shared/organisations.ts'
import type { Organisation } from '../../../shared/programme.ts'
import { addressedCollectors } from '../../understand/address.ts'
import { oneself, theParent } from '../../wording/common.ts'
import { kinReadAs, neitherPlace, onlyGrownUps, reasons } from '../../wording/enrol.ts'
import { someone } from '../../wording/summary.ts'
import type { ChildDraft, Draft } from '../state.ts'
import { mayBeUnderEight, maybeName, minors } from './check.ts'
import type { Spot } from './form.ts'
import { said } from './people.ts'
import {
  type Context,
  isAsked,
  noting,
  plainly,
  type Reader,
  type Reading,
  receivers,
  refusing,
  tookChild,
} from './reading.ts'

const found = (organisations: readonly Organisation[], words: string | undefined): string | undefined =>
  organisations.find(({ id, name, aliases }) => words !== undefined && [id, name, ...aliases].includes(words))
    ?.id

const lacksPlace = (child: ChildDraft): boolean => child.place === undefined && child.employer === undefined

/** Said of one child, that child; said without a number, every child that lacks it. */
const meant = (
  reading: Reading,
  context: Context,
  keys: readonly string[],
  lacks: (child: ChildDraft) => boolean,
) => {
  const numbered = context.facts.flatMap((fact) =>
    keys.includes(fact.key) && fact.child !== null ? [fact.child] : [],
  )
  const all = reading.draft.children.length > 1 ? numbered : []
  return all.length > 0 ? [...new Set(all)] : receivers(reading, context, lacks)
}

/** The village or town where the family lives, the firm where a guardian works: either is enough. */
export const readHome: Reader = (reading, context) => {
  const { programme } = context
  return meant(reading, context, ['place', 'emp'], lacksPlace).reduce((so, child) => {
    const [placeSaid] = said(context.facts, 'place', child)
    const [firmSaid] = said(context.facts, 'emp', child)
    // Before a programme is chosen the words are kept as they are; inProgramme (programmes.ts) drops what it does not know.
    const place = programme ? found(placesOf(programme), placeSaid) : placeSaid
    const employer = programme ? found(employersOf(programme), firmSaid) : firmSaid
    const none = isAsked(context, 'place') && neither.test(plainly(context.text))
    if (place === undefined && employer === undefined && !none) return so
    const change = {
      ...(place === undefined ? {} : { place }),
      ...(employer === undefined ? {} : { employer }),
      ...(place === undefined && employer === undefined ? { place: null, employer: null } : {}),
    }
    return tookChild(so, { child, field: 'place' }, change)
  }, reading)
}

const neither = new RegExp(`${neitherPlace}|都不在|不在这|别的地方|其他地方|外地|没有这`)

/** 我自己接: the guardian; 自己走 is the child alone and comes as a slot. */
const selfSaid = /我自己|我来接|我接|我本人|我去接|^我$|^本人$/

const collectorsSaid = (context: Context, draft: Draft, child: number): readonly Collector[] => {
  const kin = said(context.facts, 'pickup', child)
  const names = said(context.facts, 'pickup_name', child)
  const people = [...new Set(kin)]
    .filter((who) => who !== oneself)
    .map((who) => ({ who, name: nameFor(context.text, who, kin, names) }))
  const polite = addressedCollectors(plainly(context.text), isAsked(context, 'pickup'))
  // 刘姐接 may have been mended to 姐姐接 by the one who reads slips.
  if (polite.length > 0)
    return [
      ...polite.map((who) => addressed(draft, who)),
      ...people.filter(({ who }) => context.text.includes(who)),
    ]
  const self = kin.includes(oneself) || (isAsked(context, 'pickup') && selfSaid.test(plainly(context.text)))
  // A helper who says 我接 is no guardian, but the one who speaks.
  const guardian: Collector = context.helper
    ? { who: someone, name: null }
    : { who: draft.guardian.relation ?? theParent, name: draft.guardian.name ?? null }
  const alone = kin.length > 0 || !isAsked(context, 'pickup') ? [] : namesAlone(context, names)
  if (alone.length > 0)
    return alone.map((name) => (name === guardian.name ? guardian : { who: someone, name }))
  const others = self ? people.filter(({ who }) => who !== '自己' && who !== guardian.who) : people
  return self ? [guardian, ...others] : others
}

/** 刘姐 is the guardian where that is 刘芳; else somebody of that name. */
const addressed = ({ guardian }: Draft, who: string): Collector =>
  guardian.name?.startsWith(who.charAt(0))
    ? { who: guardian.relation ?? theParent, name: guardian.name }
    : { who: someone, name: who }

/** People answer 谁来接 with a bare name too: the guardian's own, or that of somebody. */
const namesAlone = (context: Context, names: readonly string[]): readonly string[] => {
  const words = plainly(context.text)
  const plain = context.facts.length === 0 && maybeName(words) && words.length < 5
  return plain ? [words] : names
}

/** 奶奶王小花: a name belongs to the person said last before it, or to the only one. */
const nameFor = (
  text: string,
  who: string,
  kin: readonly string[],
  names: readonly string[],
): string | null => {
  if (kin.length === 1) return names[0] ?? null
  const own = names.find((name) => {
    const before = text.slice(0, text.indexOf(name))
    const last = kin.toSorted((a, b) => before.lastIndexOf(b) - before.lastIndexOf(a))[0]
    return last === who
  })
  return own ?? null
}

/** Who may collect. A child that may be under eight needs a grown-up among them. */
export const readPickup: Reader = (reading, context) => {
  const { programme } = context
  const targets = meant(reading, context, ['pickup'], (child) => child.pickup === undefined)
  return targets.reduce((so, child) => {
    const people = collectorsSaid(context, so.draft, child)
    if (people.length === 0 || !programme) return so
    const spot: Spot = { child, field: 'pickup' }
    const strict = mayBeUnderEight(so.draft.children[child] ?? {}, programme)
    const allowed = strict ? people.filter(({ who }) => !minors.has(who)) : people
    if (allowed.length === 0) return refusing(so, { spot, words: reasons.noMinorCollects })
    const next = tookChild(so, spot, { pickup: allowed })
    return allowed.length < people.length ? noting(next, onlyGrownUps) : next
  }, reading)
}

/** 阿婆 and 阿公 differ by region: what was understood is shown back. */
export const noteKin: Reader = (reading, context) => {
  const word = /阿婆|阿公|婆婆|家婆|嘎嘎/.exec(context.text)?.[0]
  const read = context.facts.find(({ key }) => key === 'pickup' || key === 'rel')?.value
  return word !== undefined && read !== undefined && read !== word
    ? noting(reading, kinReadAs(word, read))
    : reading
}
