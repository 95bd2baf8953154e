import type { CueRow } from '../cue-row.ts'

export const inform: readonly CueRow[] = [
  { intent: 'inform', weight: 5, patterns: ['过敏|哮喘|癫痫|忌口|不能吃'] },
]
