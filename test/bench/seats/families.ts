import { newTalk } from '../../../functions/app/ports.ts'
import type { HouseStore } from '../../../functions/store/index.ts'
import type { Family } from '../../../shared/family.ts'
import { aFamily as someFamily } from '../../support/family.ts'
import { beforeSeason } from '../../support/programme.ts'
import { familyOf } from './room.ts'

/** A family under the id that the claims of this bench use. */
export const aFamily = (n: number): Family =>
  someFamily({ id: familyOf(n), rev: 0, contacts: [`wx-${n}`], enrolments: [] })

/** Writes a family with its contact's conversation, as a first turn does. */
export const settleIn = async (store: HouseStore, family: Family): Promise<void> => {
  const contact = family.contacts[0] ?? ''
  const conversation = {
    contact,
    rev: 0,
    familyId: family.id,
    talk: newTalk(),
    seen: [],
    done: [],
    answers: [],
    open: null,
    touchedAt: beforeSeason,
  }
  const saved = await store.save({ conversation, family, entries: [] })
  if (saved !== 'saved') throw new Error('the family of a bench could not be written')
}
