import type { Programme } from '../../shared/programme.ts'
import { noticeLink, shortNotice } from './notice.ts'

export const consentChoices = [
  { label: '同意', say: '同意' },
  { label: '不同意', say: '不同意' },
] as const

/** The notice and its question in one bubble, so that they are read together. */
export const askConsent = (programme: Programme): string => `${shortNotice(programme)}\n您同意吗？`

/** Put again: the notice stands above already. */
export const askConsentAgain = (programme: Programme): string =>
  `上面这些，您同意吗？回复“同意”或“不同意”。（详细：${noticeLink(programme)}）`

/** A consent given to an older text. */
export const noticeChanged = '告知书有改动，要再问您一次。'

/** What was told waits with the conversation, sealed, for its days at most (docs/law.md). */
export const factsWait = '您说的我先留着，还没登记，您同意了才算。'

export const firstRead = '好，正在给您报。先看上面的说明，点一下“同意”就往下填。'

/** 不同意拍照 is no refusal of the class. */
export const aboutLater = '拍照、保险、外出这些另说：不说就是不同意，不影响上课。'

/** What follows from a refusal, and the way that stays open. */
export const refused = (programme: Programme): string =>
  `好的，没关系。不给您登记，刚才填的都清掉了。\n想报名，可以到${programme.holder.address}填纸质表，或打${programme.holder.phone}，名额一样。改主意了，跟我说“报名”。`

export const askWho = '您是孩子的爸爸妈妈，还是帮别人报？\n1 我是孩子家长\n2 帮别人报'
export const askWhoAgain = '孩子是您自己家的吗？是就回1，帮别人家报就回2。'
export const whoChoices = [
  { label: '我是孩子家长', say: '我是孩子家长' },
  { label: '帮别人报', say: '帮别人报' },
] as const

/** To a helper, once: what the help is worth before the guardian's own word. */
export const helperHello = (hours: number): string =>
  `谢谢您帮忙！您来填，名额先留${hours}小时；孩子家长再用自己的微信确认，才算报上。`
