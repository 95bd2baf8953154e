import type { ChildDraft } from '../state.ts'

/** Name and birth as they are on the form: one that was put right is looked up anew. */
export const sameKey = ({ name = '', birth = '', told, grade }: ChildDraft): string =>
  [name, birth, told ? `${told.age}@${told.on}${told.half ? '+' : ''}` : '', grade ?? ''].join('/')
