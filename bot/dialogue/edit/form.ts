import type { Expects } from '../../../shared/contract/expects.ts'
import type { Family } from '../../../shared/family.ts'
import { birthWords, fieldName, gradeWords, organisationName, toldWords } from '../../wording/common.ts'
import * as words from '../../wording/data.ts'
import { spanWords } from '../../wording/dates.ts'
import { childDraftOf } from '../enrol/family.ts'
import { editable, isOfChild, type Spot } from '../enrol/form.ts'
import { speaker } from '../enrolled.ts'
import type { Flow } from '../flows.ts'
import { pickupWords } from '../my-data.ts'
import type { Draft } from '../state.ts'
import type { Turn } from '../turn.ts'

/** `which` field, `child`: of which child, `value`: its new value, `sure`: as it was understood. */
export type EditFlow = Extract<Flow, { topic: 'edit' }>

/** Courses are changed and cancelled, not edited. */
export const fields: readonly Expects[] = editable.filter((field) => field !== 'modules')

export const start: EditFlow = { topic: 'edit', stage: 'which', field: null, childId: null, value: null }

/** A grade is another way to tell the age, a firm another way to tell the place: one field each. */
export const canonical = (field: Expects): Expects => {
  if (field === 'child.grade') return 'child.birth'
  return field === 'employer' ? 'place' : field
}

export const childAt = (family: Family, flow: EditFlow): number =>
  Math.max(
    0,
    family.children.findIndex((child) => child.id === flow.childId),
  )

/** The family as a filled form, so that a correction is read by the same rules as an enrolment. */
export const formOf = (turn: Turn, family: Family): Draft => {
  const guardian = speaker(turn) ?? family.guardians[0]
  return {
    programmeId: family.programmeId,
    children: family.children.map(childDraftOf),
    guardian: guardian
      ? { name: guardian.name, phone: guardian.phone, phone2: guardian.phone2, relation: guardian.relation }
      : {},
    trail: [],
  }
}

/** Only what was asked about changes, whatever else the message may be read as. */
export const limited = (before: Draft, after: Draft, spot: Spot): Draft => {
  if (spot.field.startsWith('guardian.')) return { ...before, guardian: after.guardian }
  const children = before.children.map((child, at) =>
    isOfChild(spot.field) && at !== spot.child ? child : (after.children[at] ?? child),
  )
  return { ...before, children }
}

export const saidValue = (turn: Turn, family: Family, draft: Draft, spot: Spot): string => {
  const child = draft.children[spot.child]
  const programme = turn.scene.catalogue.programmes.get(family.programmeId)
  const place = child?.place ?? child?.employer
  const values: Partial<Record<Expects, string | null | undefined>> = {
    'child.name': child?.name,
    'child.birth': child?.birth
      ? birthWords(child.birth)
      : child?.told !== undefined
        ? toldWords(child.told)
        : child?.grade !== undefined
          ? gradeWords(child.grade)
          : '',
    'child.sex': child?.sex && words.sexWords(child.sex),
    'child.days': child?.days && spanWords(child.days.from, child.days.to),
    'guardian.name': draft.guardian.name,
    'guardian.phone': draft.guardian.phone,
    'guardian.phone2': draft.guardian.phone2,
    'guardian.relation': draft.guardian.relation,
    place: place && programme ? organisationName(programme, place) : place,
    health: child?.health,
    pickup: pickupWords(child?.pickup),
  }
  return values[spot.field] ?? ''
}

export const nameOf = (family: Family, spot: Spot): string => {
  const child = family.children[spot.child]
  const several = family.children.length > 1 && isOfChild(spot.field)
  return several && child ? words.childOf(child.name, fieldName(spot.field)) : fieldName(spot.field)
}
