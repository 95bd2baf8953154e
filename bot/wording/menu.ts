import { numbered } from './misunderstood.ts'

/** What can be done next. Each is a choice of a menu and a door to a topic. */
export const ways = {
  enrol: '给孩子报名',
  resume: '接着填报名',
  prepared: '报名（都填好了）',
  drop: '不填了',
  again: '再报一门课',
  another: '再报一个孩子',
  more: '再报一门，或再报一个孩子',
  courses: '有什么课',
  questions: '常见问题',
  human: '人工',
  mine: '我的报名',
  wishes: '我的志愿',
  today: '今天和明天的课',
  week: '这周的课',
  cancel_or_change: '取消或换课',
  cancel: '取消报名',
  change: '换课',
  seats: '还有名额吗',
  data_or_human: '我的信息和人工',
  my_data: '我的信息',
  edit: '修改信息',
  edit_phone: '换手机号',
  drop_phone2: '删掉备用电话',
  erase: '删除我的信息',
  join: '让另一位家长也能看',
  menu: '回菜单',
  help: '怎么用',
  fee: '要钱吗',
  lunch: '管不管中饭',
  whole_day: '能不能放一整天',
  age: '几岁能报',
  where: '在哪里上课',
  when: '什么时候上课',
} as const
export type Way = keyof typeof ways

export const labelOf = (way: Way): string => ways[way]
export const wayOf = (label: string): Way | null =>
  (Object.keys(ways) as Way[]).find((way) => ways[way] === label) ?? null

/** Names of the children as one is called: 小明 or 小明、小雨的. */
const called = (children: readonly string[]): string =>
  children.length > 1 ? `${children.join('、')}的` : (children[0] ?? '')

/** To a family that came back: 小明妈妈，您好！ */
export const greetFamily = (children: readonly string[], relation: string): string => {
  const who = ['爸爸', '妈妈', '爷爷', '奶奶', '外公', '外婆'].includes(relation) ? relation : '家长'
  return children.length === 0 ? '您好，又见面了！' : `${called(children)}${who}，您好！`
}

export const greetStranger = (programme: string | null): string =>
  `您好！我是${programme ? `“${programme}”` : '小候鸟暑期班'}的报名助手，帮您给孩子报名、查课。`

export const menuWords = (greeting: string, labels: readonly string[]): string =>
  `${greeting}\n回复数字就行：\n${numbered(labels)}`

export const draftWaits = '上次的报名还没填完，都给您留着。'

/** After an answer: what can be done next. */
export const nextWords = (labels: readonly string[]): string => `接下来可以：\n${numbered(labels)}`

export const whichOfThese = (labels: readonly string[]): string => `您要哪一样？\n${numbered(labels)}`

export const draftDropped = '好的，不填了，刚才填的都清掉了。以后想报，跟我说“报名”。'
export const nothingToDrop = '现在没有在填的报名。'
