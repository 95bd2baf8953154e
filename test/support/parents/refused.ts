import { notTaken } from '../../../bot/wording/summary.ts'
import { blank, blanks } from './blanks.ts'

/** Why a child may not have a section, by how the sentence ends: its middle names sections, days and ages. */
const forms: readonly (readonly [RegExp, string])[] = [
  [blanks(notTaken(blank.section, 'full')), 'full'],
  [blanks(notTaken(blank.section, 'closed')), 'closed'],
  [/还小了点。$/, 'too_young'],
  [/超过年龄了。$/, 'too_old'],
  [/年级对不上。$/, 'grade_out'],
  [/只收.+职工的孩子。$/, 'staff_only'],
  [/只收住在.+的孩子。$/, 'villagers_only'],
  [/还没开始报名，.+开始。$/, 'not_open_yet'],
  [/的报名已经截止了。$|现在不收人了，/, 'closed'],
  [/已经上完了。$/, 'over'],
  [/没加上：每个孩子最多\d+门课，/, 'limit'],
  [/没加上：.+(撞了时间|赶不过去，路上要\d+分钟)。$/, 'overlap'],
  [/每个孩子只能选一期。$/, 'one_period'],
  [/那些天不来。$/, 'not_your_days'],
  [/^.+满了。.+还给您留着。要不要：$/, 'full'],
]

export const refusedIn = (line: string): string | null => forms.find(([form]) => form.test(line))?.[1] ?? null
