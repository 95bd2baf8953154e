import { lookEndsAt } from '../../shared/retention.ts'
import { dayOf, secondMs } from '../../shared/time.ts'
import type { Look, Looks } from '../app/ports.ts'
import { lookKey } from './keys.ts'
import type { Kit } from './kit.ts'
import type { Put } from './requests.ts'

export const lookPut = ({ person, sight, familyId, sectionId, at }: Look): Put => ({
  item: {
    ...lookKey(dayOf(at), at, person, familyId),
    v: 1,
    sight,
    sectionId,
    ttl: Math.ceil(lookEndsAt(at) / secondMs),
  },
})

export const createLooks = (kit: Kit): Looks => ({
  looked: async (look) => {
    await kit.db.put(lookPut(look))
  },
})
