/** Seats that an organisation keeps for its own. How many there are is an officer's business, not a parent's. */
export type Kind = 'staff' | 'villagers'

const own = (organisation: string, kind: Kind): string =>
  kind === 'staff' ? `${organisation}职工的孩子` : `${organisation}的孩子`
const asker = (kind: Kind): string => (kind === 'staff' ? '单位' : '村里')

/** Said once, beside the seat that it is about. */
export const drawnProvisionally = (organisation: string, kind: Kind): string =>
  `已按${own(organisation, kind)}先占位，${asker(kind)}核实后告诉您。`

/** The organisation said no: what stands instead. */
export const quotaRefused = (child: string, section: string, now: 'seat' | 'waiting'): string =>
  now === 'seat'
    ? `${child}的${section}：单位说孩子不在他们的名单里，不过名额还在，照常来上课。`
    : `${child}的${section}：单位说孩子不在他们的名单里，预留的名额退了，已经给您排上候补。弄错了的话，回复“人工”。`

/** 特批: a seat over what there is, with its reason. */
export const seatGranted = (child: string, section: string): string =>
  `好消息：${child}的${section}特批了一个名额，已经报上了。不想上了，回复“取消报名”。`
