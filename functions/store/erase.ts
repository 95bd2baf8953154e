import type { Enrolment } from '../../shared/family.ts'
import type { ContactId, FamilyId } from '../../shared/ids.ts'
import type { Instant } from '../../shared/time.ts'
import { readConversation } from './conversation-item.ts'
import { dueMark } from './due.ts'
import { erasingMark, hearers, readFamily, type StoredFamily } from './family-item.ts'
import { forgetFamily } from './forget-notices.ts'
import {
  codeKey,
  contactKeyId,
  conversationKey,
  erasedKey,
  familyKey,
  familyKeyId,
  familyPk,
  last,
} from './keys.ts'
import type { Kit } from './kit.ts'
import { eraseMarks } from './marks.ts'
import { textOf } from './marshal.ts'
import { release } from './release.ts'
import type { Put, Update } from './requests.ts'
import { deleteCaseById } from './staff-requests.ts'
import { eraseWishes } from './wishes.ts'

/** The line stays for good: an id and a moment. Until the erasure is done it is due, so that a crash cannot forget it. */
export const ledgerPut = (family: FamilyId, at: Instant): Put => {
  const key = erasedKey(family)
  return {
    item: { ...key, v: 1, at, ...dueMark('family', familyPk(family), at) },
    condition: { when: 'attribute_not_exists(pk)' },
  }
}

/** An erasure that is run again (after a restore) is due again until it is through. */
const ledgerDone = (family: FamilyId): Update => ({ key: erasedKey(family), set: 'REMOVE due, dueAt' })

export const inLedger = async (kit: Kit, family: FamilyId): Promise<boolean> =>
  (await kit.db.get(erasedKey(family))) !== null

/**
 * Erases a family: the ledger's line, its seats, all that is written about it, its key, and last its own item. Stopped
 * anywhere and begun again it comes to the same; whatever copy or backup is left holds nothing that can be read.
 */
export const eraseFamily = async (kit: Kit, family: FamilyId): Promise<void> => {
  const at = kit.clock.now()
  await kit.db.put(ledgerPut(family, at))
  await kit.fault('erase.ledger')
  await kit.db.update(erasingMark(family, null))
  await kit.fault('erase.marked')
  const item = await kit.db.get(familyKey(family))
  const stored = item && readFamily(item)
  if (stored) await releaseAll(kit, stored)
  await kit.fault('erase.released')
  if (stored) await eraseMarks(kit, family, stored.marks)
  await deleteBeside(kit, family)
  if (stored) for (const programme of programmesOf(stored)) await eraseWishes(kit, programme, family)
  if (stored) for (const contact of hearers(stored)) await forgetFamily(kit, contact, family)
  await kit.fault('erase.deleted')
  await kit.keyring.destroy(familyKeyId(family), at)
  if (stored) for (const contact of hearers(stored)) await retireOwnKey(kit, contact, family)
  await kit.fault('erase.key')
  await kit.db.del({ key: familyKey(family) })
  await kit.fault('erase.family')
  await kit.db.update(ledgerDone(family))
}

/** Its own, and those that it wished for something in. */
const programmesOf = ({ programmeId, wishes }: StoredFamily): ReadonlySet<string> =>
  new Set([programmeId, ...wishes.flatMap(({ ranked }) => ranked.map((id) => id.split('.')[0] ?? id))])

type Held = Pick<Enrolment, 'sectionId' | 'childId'>

/** What its view names, and what a turn under way may have claimed without having told the family yet. */
const releaseAll = async (kit: Kit, stored: StoredFamily): Promise<void> => {
  const open = (
    await Promise.all(hearers(stored).map((contact) => claimsUnderWay(kit, contact, stored.id)))
  ).flat()
  const held = new Map<string, Held>(
    [...stored.enrolments, ...open].map((each) => [`${each.sectionId}/${each.childId}`, each]),
  )
  for (const { sectionId, childId } of held.values()) {
    await release(kit, { sectionId, childId, familyId: stored.id })
    await kit.fault('erase.release')
  }
}

const claimsUnderWay = async (kit: Kit, contact: ContactId, family: FamilyId): Promise<readonly Held[]> => {
  const item = await kit.db.get(conversationKey(contact))
  const effects = (item && readConversation(item)?.open?.effects) ?? []
  return effects.flatMap((effect): readonly Held[] => {
    if (effect.kind === 'claim' && effect.familyId === family) return [effect]
    const comes = effect.kind === 'move' && effect.to.familyId === family
    return comes ? [{ sectionId: effect.sectionId, childId: effect.to.childId }] : []
  })
}

/** Looks, codes, cases and consents, in pages. The item that a pointer names goes before the pointer. */
const deleteBeside = async (kit: Kit, family: FamilyId): Promise<void> => {
  const pk = familyPk(family)
  for await (const item of kit.db.query({ pk, from: 'A', to: last('CONSENT'), only: ['sk'] })) {
    const sk = textOf(item, 'sk')
    const [kind, id = ''] = sk.split('#')
    if (kind === 'CODE') await kit.db.del({ key: codeKey(id) })
    if (kind === 'CASE') await deleteCaseById(kit, id)
    await kit.db.del({ key: { pk, sk } })
    await kit.fault('erase.delete')
  }
}

/** A contact's own key may still open a copy of what was said before the family; not while it seals something else. */
const retireOwnKey = async (kit: Kit, contact: ContactId, family: FamilyId): Promise<void> => {
  const item = await kit.db.get(conversationKey(contact))
  const stored = item && readConversation(item)
  if (stored?.link === family) await kit.keyring.retire(contactKeyId(contact))
}
