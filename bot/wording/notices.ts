import type { NoticeKind } from '../../shared/contract/outbox.ts'
import { type Asker, askKin } from './same-child.ts'

/** What a notice may name: looked up when it is delivered, and missing where the family is gone. */
export interface NoticeNames {
  readonly child?: string | undefined
  readonly section?: string | undefined
  /** Who says that the child is theirs too. */
  readonly as?: Asker | undefined
}

const child = (names: NoticeNames): string => names.child ?? '孩子'
const section = (names: NoticeNames): string => (names.section ? `“${names.section}”` : '报的课')

/** What is said in one sentence; the others are made of a family's lessons. */
export type ShortNotice = Extract<
  NoticeKind,
  `family.${string}` | 'guardian.left' | 'seat.from_waitlist' | 'seat.taken_back'
>

const words: Record<ShortNotice, (names: NoticeNames) => string> = {
  'family.confirmed': () => '您帮忙报的那一家，家长已经确认了，名额定下来了。谢谢您！',
  'family.lapsed': () =>
    '您帮忙报的一家，家长48小时内没有确认，名额已经放出去了。还想报的话，可以再帮他们报一次。',
  'family.joined': () => '另一位家长已经加入，现在你们看到的报名信息是一样的。',
  'family.join_asked': (names) => askKin(child(names), names.as ?? 'family'),
  'family.join_agreed': () =>
    '好消息：家里人说是一家人。回复“报名”，就能跟TA一起管孩子的报名；一个孩子只占一个名额。',
  'family.join_refused': () =>
    '您说的那个孩子，对方说不是一家人，也可能只是同名。回复“报名”接着办；拿不准，回复“人工”，请人帮您核对。',
  'family.join_unanswered': () =>
    '您说的那个孩子，家里人一直没有回音，可能没看到。回复“报名”接着办，或者回复“人工”，请人帮您核对。',
  'family.code_asked': () =>
    '您帮忙报过的一家，有位家长自己也来报了。请把那8位确认码发给TA，发过来就归TA管；码丢了，回复“再要一个确认码”。',
  'family.erased': () => '家里的报名信息已经全部删除，名额也退了。以后想报，随时跟我说“报名”。',
  'guardian.left': () =>
    '另一位家长删除了自己的信息。孩子的报名还在，由您这边管着。要是也不想留了，回复“删除我的信息”。',
  'seat.from_waitlist': (names) =>
    `好消息：${child(names)}候补的${section(names)}有名额了，已经给您留好。不想上了，回复“取消报名”。`,
  'seat.taken_back': (names) =>
    `${child(names)}的${section(names)}没有按时确认，名额已经放出去了。还想上，回复“报名”。`,
}

export const noticeWords = (what: ShortNotice, names: NoticeNames): string => words[what](names)

export const isShort = (what: NoticeKind): what is ShortNotice => what in words
