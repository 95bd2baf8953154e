/**
 * What the bot has just asked for: a closed list. Clients, simulated parents and tests read it to know what an answer
 * should be; `null` on a reply means that nothing is pending.
 */
export const expectsList = [
  'menu',
  'consent',
  'who',
  'child.name',
  'child.birth',
  'child.grade',
  'child.sex',
  'child.days',
  'guardian.name',
  'guardian.phone',
  'guardian.phone2',
  'guardian.relation',
  'place',
  'employer',
  'health',
  'pickup',
  'modules',
  'wishes',
  'confirm',
  'choice',
  'field',
  'yes_no',
  'code',
] as const

export type Expects = (typeof expectsList)[number]
