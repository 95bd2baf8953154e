import { isSameChild, mergedChild } from '../confirm/same.ts'
import type { ChildDraft } from '../state.ts'
import type { Turn } from '../turn.ts'
import { childOf } from './commit.ts'
import { childDraftOf } from './family.ts'
import { draftOf, familyOf, programmeOf, type So, withDraft } from './so.ts'

/**
 * A child of the form that the other guardian has entered meanwhile is that child, with what both said of it, and never a
 * second one with seats of its own. The form was begun before, so that nothing stopped it then.
 */
export const asOne = (turn: Turn, so: So): So => {
  const family = familyOf(so.state)
  const programme = programmeOf(so.state, turn.scene)
  if (!family || !programme) return so
  const draft = draftOf(so.state)
  const one = (child: ChildDraft): ChildDraft => {
    if (family.children.some(({ id }) => id === child.id)) return child
    const entered = childOf(child, programme)
    const own = family.children.find(
      (known) =>
        !draft.children.some(({ id }) => id === known.id) && isSameChild(known, entered, programme.season),
    )
    if (!own) return child
    const { wanted, sections, chosen } = child
    const both = { ...childDraftOf(mergedChild(own, entered)), wanted, sections }
    return chosen === undefined ? both : { ...both, chosen }
  }
  const children = draft.children.map(one)
  const changed = children.some((child, index) => child !== draft.children[index])
  return changed ? withDraft(so, { ...draft, children }) : so
}
