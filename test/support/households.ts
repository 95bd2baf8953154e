import type { Answers } from './walk.ts'

/** A family's answers, and all that nobody but who may shall ever read of it. */
export interface Household {
  readonly answers: Answers
  readonly matter: string
  readonly words: readonly string[]
  /** Those among them that are still kept when all has been said. */
  readonly lasting: readonly string[]
}

const household = (given: {
  readonly child: string
  readonly birth: string
  readonly stored: string
  readonly guardian: string
  readonly phone: string
  readonly phone2: string
  readonly health: string
  readonly collector: string
  readonly matter: string
}): Household => ({
  answers: {
    'child.name': given.child,
    'child.birth': given.birth,
    'guardian.name': given.guardian,
    'guardian.phone': given.phone,
    'guardian.phone2': given.phone2,
    health: given.health,
    pickup: given.collector,
  },
  matter: given.matter,
  lasting: [
    given.child,
    given.stored,
    given.guardian,
    given.phone,
    given.phone2,
    given.health,
    given.collector,
    given.matter,
  ],
  words: [
    given.child,
    given.birth,
    given.stored,
    given.guardian,
    given.phone,
    given.phone2,
    given.health,
    given.collector,
    given.matter,
  ],
})

export const lis = household({
  child: '王小雨',
  birth: '2018年3月',
  stored: '2018-03',
  guardian: '张小丽',
  phone: '13800001111',
  phone2: '13800002222',
  health: '花生过敏会起疹子',
  collector: '外婆',
  matter: '老师说话太快孩子听不懂',
})

export const wangs = household({
  child: '李小明',
  birth: '2017年11月',
  stored: '2017-11',
  guardian: '李大山',
  phone: '13900003333',
  phone2: '13900004444',
  health: '哮喘要带喷雾',
  collector: '舅舅',
  matter: '孩子想跟同桌一个班',
})

/** Entered by somebody else. */
export const chens = household({
  child: '陈小二',
  birth: '2018年9月',
  stored: '2018-09',
  guardian: '陈大力',
  phone: '13700005555',
  phone2: '13700006666',
  health: '晕车吃过药',
  collector: '姑姑',
  matter: '厂里夜班白天要睡觉',
})
