import { inRankOrder } from '../wishes/order.ts'
import { changeChild } from './form.ts'
import { said } from './people.ts'
import { eachChild, type Reader } from './reading.ts'

/** Modules named, and modules dropped, for each child. Their sections are chosen later (wanted.ts). */
export const readModules: Reader = (reading, context) =>
  eachChild(reading, (so, index) => {
    const child = so.draft.children[index]
    if (!child) return so
    const named = inRankOrder(context.text, said(context.facts, 'mod', index), context.sections)
    const dropped = said(context.facts, 'mod-', index)
    const moduleOf = (id: string) => context.sections.find((section) => section.id === id)?.module.id ?? ''
    const have = [...child.wanted, ...child.sections.map(({ id }) => moduleOf(id))]
    const fresh = named.filter((id) => !have.includes(id) && !dropped.includes(id))
    const gone = dropped.filter((id) => have.includes(id))
    if (fresh.length === 0 && gone.length === 0) return so
    const sections = child.sections.filter(({ id }) => !gone.includes(moduleOf(id)))
    const wanted = [...child.wanted.filter((id) => !gone.includes(id)), ...new Set(fresh)]
    const chosen = fresh.length === 0 && sections.length > 0 && (child.chosen ?? false)
    return {
      ...so,
      draft: changeChild(so.draft, index, { wanted, sections, chosen }),
      taken: [...so.taken, { child: index, field: 'modules' }],
    }
  })
