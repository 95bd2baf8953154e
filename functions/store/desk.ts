import type { Family } from '../../shared/family.ts'
import { type FamilyId, isId } from '../../shared/ids.ts'
import type { Desk, Entered, EnteredBy, Entry } from '../app/ports.ts'
import { KeyGoneError } from '../crypto/keyring.ts'
import { readHead } from './catalogue.ts'
import { consentWrites } from './entries.ts'
import { inLedger } from './erase.ts'
import { openFamily } from './family-read.ts'
import { codeKey, familyKey, headKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { textOf } from './marshal.ts'
import { noticePut } from './notices.ts'
import { answerRequest } from './own-words.ts'
import type { Write } from './requests.ts'
import { familyWrite } from './save-family.ts'
import { closeRequest, listRequests } from './staff-requests.ts'

export const createDesk = (kit: Kit): Desk => ({
  entered: (by) => entered(kit, by),
  saveFamily: (family, entries) => saveFamily(kit, family, entries),
  requests: (after, limit) => listRequests(kit, after, limit),
  closeRequest: async (id) => (isId(id) ? closeRequest(kit, id) : 'gone'),
  answerRequest: async (id, words) => (isId(id) ? answerRequest(kit, id, words) : 'gone'),
})

/** A code that was used or is over still names its family: an officer is told which of the two it is. */
const familyIdOf = async (kit: Kit, by: EnteredBy): Promise<FamilyId | null> => {
  if ('familyId' in by) return isId(by.familyId) ? by.familyId : null
  const item = /^\d{1,16}$/.test(by.code) ? await kit.db.get(codeKey(by.code)) : null
  return item?.v === 1 && item.purpose === 'confirm' ? textOf(item, 'familyId') : null
}

const entered = async (kit: Kit, by: EnteredBy): Promise<Entered> => {
  const id = await familyIdOf(kit, by)
  if (id === null) return { kind: 'unknown' }
  const [item = null, head = null] = await kit.db.batchGet([familyKey(id), headKey])
  const family = await openFamily(kit, item, kit.clock.now())
  if (!family) return { kind: item || 'code' in by || (await inLedger(kit, id)) ? 'lapsed' : 'unknown' }
  const catalogue = await kit.catalogues.at(readHead(head))
  return { kind: 'family', family, programme: catalogue.programmes.get(family.programmeId) ?? null }
}

type DeskEntry = Extract<Entry, { kind: 'consent' | 'notice' }>

const writesOf = (entry: DeskEntry): readonly Write[] =>
  entry.kind === 'consent' ? consentWrites(entry) : [{ put: noticePut(entry.notice) }]

const saveFamily = async (
  kit: Kit,
  family: Family,
  entries: readonly DeskEntry[],
): Promise<'saved' | 'conflict'> => {
  try {
    const { put, beside, written } = await familyWrite(kit, family)
    const { ok } = await kit.db.transact([{ put }, ...beside, ...entries.flatMap(writesOf)])
    if (ok) written()
    return ok ? 'saved' : 'conflict'
  } catch (error) {
    if (error instanceof KeyGoneError) return 'conflict'
    throw error
  }
}
