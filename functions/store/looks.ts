import type { Looked, Post } from '../../shared/access.ts'
import type { ContactId, FamilyId } from '../../shared/ids.ts'
import { lookEndsAt } from '../../shared/retention.ts'
import { dayOf, secondMs } from '../../shared/time.ts'
import type { Look, LookFact, Looks } from '../app/ports.ts'
import { familyAlive } from './family-item.ts'
import { contactPk, familyKey, familyPk, last, lookKey, ownLookKey } from './keys.ts'
import type { Kit } from './kit.ts'
import { type Item, numberOf, textOf } from './marshal.ts'
import type { Page, Put, Write } from './requests.ts'

const ttlOf = ({ at }: Look): number => Math.ceil(lookEndsAt(at) / secondMs)

/** For the audit, by the day. */
export const lookPut = (look: Look): Put => {
  const { person, post, sight, about, sectionId, at } = look
  const subject = 'familyId' in about ? about.familyId : about.caseId
  return {
    item: { ...lookKey(dayOf(at), at, person, subject), v: 1, post, sight, sectionId, ttl: ttlOf(look) },
  }
}

/** For whom it is about: without the person's id, since a family is told the post. */
const besideWrites = (look: Look): readonly Write[] => {
  const { person, post, sight, about, at } = look
  const pk = 'familyId' in about ? familyPk(about.familyId) : contactPk(about.contact)
  const put = { put: { item: { ...ownLookKey(pk, at, person), v: 1, at, post, sight, ttl: ttlOf(look) } } }
  if (!('familyId' in about)) return [put]
  // What an erasure deletes must not be written after it.
  return [put, { check: { key: familyKey(about.familyId), condition: { when: familyAlive } } }]
}

export const createLooks = (kit: Kit): Looks => ({
  looked: async (look) => {
    const audit = lookPut(look)
    const { ok } = await kit.db.transact([{ put: audit }, ...besideWrites(look)])
    if (!ok) await kit.db.put(audit)
  },
})

const posts: readonly Post[] = [
  'union_officer',
  'enterprise_officer',
  'teacher',
  'volunteer',
  'viewer',
  'operator',
]
const sights: readonly Looked[] = ['counts', 'roster', 'contact', 'health', 'cases', 'log', 'paper']

/** A word of a later version is told as the broadest that is known here. */
const readLook = (item: Item): LookFact => ({
  at: numberOf(item, 'at'),
  post: posts.find((post) => post === item.post) ?? 'operator',
  sight: sights.find((sight) => sight === item.sight) ?? 'roster',
})

const beside = (pk: string): Page => ({ pk, from: 'ACCESS#', to: last('ACCESS#') })

/** Looks at a contact's own requests and at its family, oldest first; what has ended counts as gone. */
export const looksAt = async (
  kit: Kit,
  contact: ContactId,
  familyId: FamilyId | null,
): Promise<readonly LookFact[]> => {
  const found: LookFact[] = []
  for (const pk of [contactPk(contact), ...(familyId === null ? [] : [familyPk(familyId)])])
    for await (const item of kit.db.query(beside(pk))) found.push(readLook(item))
  const now = kit.clock.now()
  return found.filter(({ at }) => now < lookEndsAt(at)).sort((a, b) => a.at - b.at)
}

/** Those beside a contact; those beside a family go with it. */
export const forgetLooks = async (kit: Kit, contact: ContactId): Promise<void> => {
  for await (const item of kit.db.query({ ...beside(contactPk(contact)), only: ['pk', 'sk'] }))
    await kit.db.del({ key: { pk: textOf(item, 'pk'), sk: textOf(item, 'sk') } })
}
