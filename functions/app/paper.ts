import { noticeVersion } from '../../shared/consent.ts'
import type { Consent, Enrolment, Family } from '../../shared/family.ts'
import { type FamilyId, sectionId } from '../../shared/ids.ts'
import type { Programme } from '../../shared/programme.ts'
import { no, ok, type Result } from '../../shared/result.ts'
import type { Instant } from '../../shared/time.ts'
import { attempts, operator } from './limits.ts'
import type { Clock, Desk, EnteredBy, FaultPoint, Looks, Outcome, Store, StoreEffect } from './ports.ts'

export interface PaperDeps {
  readonly store: Pick<Store, 'perform'> & Pick<Desk, 'entered' | 'saveFamily'> & Looks
  readonly clock: Clock
  readonly fault?: FaultPoint
}

/** A consent form that a guardian signed. Kept unsealed with the ledger, so neither field names a person. */
export interface Paper {
  /** The post of who recorded it: 'village office'. */
  readonly recordedBy: string
  /** Where the paper lies, to be shown when the consent is asked for (PIPL 14, 29). */
  readonly where: string
  /** What it says of outings, which need a consent of their own: must be told where such were entered. */
  readonly outings?: boolean
}

export type PaperRequest = EnteredBy & { readonly paper: Paper; readonly at: Instant }

export interface PaperRecorded {
  readonly familyId: FamilyId
  readonly enrolments: readonly Enrolment[]
}

/**
 * `unknown`: no such code or family; `lapsed`: its 48 hours passed, or it was erased; `confirmed`: a guardian spoke, or
 * another paper was recorded; `no_paper`: a field is empty; `outings`: such were entered and what the paper says of them was
 * not told; `busy`: others write it all the while, ask again.
 */
export type PaperRefusal = 'unknown' | 'lapsed' | 'confirmed' | 'no_paper' | 'outings' | 'busy'

type Recording = Result<PaperRecorded, PaperRefusal>

/**
 * Records a guardian's consent on paper for a family that a helper entered: the ledger line, the seats for good, and a
 * notice to the helper. The seats are made firm first and all the rest is one write: stopped between them the family still
 * waits, so that it may be recorded again, or lapses and gives its seats back. The same paper again answers the same. Outings
 * that the paper refuses are given back, and nothing else is.
 */
export const recordPaperConsent =
  (deps: PaperDeps) =>
  async (request: PaperRequest): Promise<Recording> => {
    if (request.paper.recordedBy.trim() === '' || request.paper.where.trim() === '') return no('no_paper')
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const done = await attemptOnce(deps, request)
      if (done) return done
    }
    return no('busy')
  }

/** Null when somebody else wrote the family meanwhile. */
const attemptOnce = async (deps: PaperDeps, request: PaperRequest): Promise<Recording | null> => {
  const found = await waiting(deps, request)
  if (!found.ok) return found
  const { family, programme } = found.value
  // Of the request's moment, so that another attempt writes the same line.
  const look = { ...operator, sight: 'paper', about: { familyId: family.id }, sectionId: null } as const
  await deps.store.looked({ ...look, at: request.at })
  if (!family.pending) return ok({ familyId: family.id, enrolments: family.enrolments })
  const outings = outingsIn(found.value)
  if (outings.length > 0 && request.paper.outings === undefined) return no('outings')
  const outcomes = await settle(deps, family, request.paper.outings ? [] : outings)
  await deps.fault?.('paper.firm')
  // Each seat that was made firm was written into the family too.
  const now = await waiting(deps, request)
  if (!now.ok || !now.value.family.pending) return null
  const lines = linesOf(request, programme, outings.length > 0)
  return save(deps, confirmedBy(now.value.family, outcomes), lines)
}

type Waiting = { readonly family: Family; readonly programme: Programme }

/** The family that waits, or that this very paper has confirmed already. */
const waiting = async (deps: PaperDeps, request: PaperRequest): Promise<Result<Waiting, PaperRefusal>> => {
  const by = 'familyId' in request ? { familyId: request.familyId } : { code: request.code }
  const found = await deps.store.entered(by)
  if (found.kind !== 'family') return no(found.kind)
  const { family, programme } = found
  if (programme === null) return no('unknown')
  // A guardian's own word is a line of the ledger before the seats are firm: that turn ends by itself.
  const given = family.consents.findLast(({ scope }) => scope === 'basic')
  const bySame = given && 'paper' in given.by && given.by.paper === paperWords(request.paper)
  if (bySame || (family.pending && !given)) return ok({ family, programme })
  return no('confirmed')
}

/** Enrolments in sections that need a consent of their own. */
const outingsIn = ({ family, programme }: Waiting): readonly Enrolment[] => {
  const needing = programme.sections.filter(({ consent }) => consent !== undefined)
  const ids = needing.map(({ id }) => sectionId(programme.id, id))
  return family.enrolments.filter((each) => ids.includes(each.sectionId))
}

const settle = (
  deps: PaperDeps,
  family: Family,
  refused: readonly Enrolment[],
): Promise<readonly Outcome[]> =>
  Promise.all(
    family.enrolments.map((enrolment, number) => {
      const { sectionId, childId } = enrolment
      const kind = refused.includes(enrolment) ? 'release' : 'firm'
      const effect: StoreEffect = { kind, sectionId, childId, familyId: family.id }
      return deps.store.perform(effect, `paper.${family.id}`, number)
    }),
  )

const paperWords = ({ recordedBy, where }: Paper): string => `${recordedBy.trim()}: ${where.trim()}`

const linesOf = ({ paper, at }: PaperRequest, programme: Programme, outings: boolean): readonly Consent[] => {
  const told = { at, by: { paper: paperWords(paper) }, notice: noticeVersion(programme) }
  const basic: Consent = { scope: 'basic', given: true, ...told }
  return outings ? [basic, { scope: 'excursion', given: paper.outings === true, ...told }] : [basic]
}

/** What lapsed before the paper came, and the outings that it refuses, are no longer the family's. */
const confirmedBy = (family: Family, outcomes: readonly Outcome[]): Family => ({
  ...family,
  enrolments: family.enrolments.flatMap((enrolment) => kept(enrolment, outcomes)),
})

const kept = (enrolment: Enrolment, outcomes: readonly Outcome[]): readonly Enrolment[] => {
  const { sectionId, childId } = enrolment
  const outcome = outcomes.find(
    ({ effect }) => effect.kind === 'firm' && effect.sectionId === sectionId && effect.childId === childId,
  )
  if (outcome?.did === 'waiting') return [{ ...enrolment, state: 'waiting', until: null }]
  if (outcome?.did === 'offered') return [{ ...enrolment, state: 'offered', until: outcome.until }]
  return outcome?.did === 'seat' ? [{ ...enrolment, state: 'seat', until: null }] : []
}

const save = async (
  deps: PaperDeps,
  family: Family,
  lines: readonly Consent[],
): Promise<Recording | null> => {
  const { id, enrolments, pending } = family
  if (!pending) return null
  const told = {
    id: `confirmed.${id}`,
    to: pending.helper,
    what: 'family.confirmed',
    at: deps.clock.now(),
    about: { familyId: id },
  } as const
  const firm: Family = { ...family, consents: [...family.consents, ...lines], pending: null }
  const saved = await deps.store.saveFamily(firm, [
    ...lines.map((consent) => ({ kind: 'consent', familyId: id, consent }) as const),
    { kind: 'notice', notice: told },
  ])
  if (saved === 'conflict') return null
  await deps.fault?.('paper.saved')
  return ok({ familyId: id, enrolments })
}
