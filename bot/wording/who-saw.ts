import type { Looked, Post } from '../../shared/access.ts'
import type { Instant } from '../../shared/time.ts'
import { momentWords } from './dates.ts'

const posts: Record<Post, string> = {
  union_officer: '工会工作人员',
  enterprise_officer: '企业工作人员',
  teacher: '老师',
  volunteer: '志愿者',
  viewer: '统计人员',
  operator: '后台工作人员',
}

const sights: Record<Looked, string> = {
  counts: '看了报名人数',
  roster: '看了名单，为了知道谁来上课',
  contact: '看了联系电话，为了打电话通知您',
  health: '看了健康过敏，为了照顾孩子',
  cases: '看了找人工的留言，为了给您办事',
  log: '看了查看记录，为了检查',
  paper: '看了报名信息，为了登记纸质表',
}

export const looksTitle = '谁看过您家的信息'
export const lookLine = (look: {
  readonly at: Instant
  readonly post: Post
  readonly sight: Looked
}): string => `${momentWords(look.at)}，${posts[look.post]}${sights[look.sight]}`
export const earlierLooks = (count: number): string => `更早还有${count}次`
