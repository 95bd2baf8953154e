/** Words of the chat page, the pages around it, and the demo's bar. What the bot itself says stands in the other files. */

/** The name in the header where several programmes are on offer at once. */
export const productName = '小候鸟暑期班'
export const assistant = '报名小助手'

/** Everything that the page's script shows; it is sent along as JSON, so there are no functions in it. */
export const chatWords = {
  me: '我说：',
  bot: '小助手说：',
  typing: '正在输入…',
  sending: '发送中',
  failed: '没发出去，点这里重发',
  failedStart: '暂时连不上，点这里再试',
  refused: '这条发不出去，换短一点的话试试',
  stranger: '这个页面放得太久了，请刷新一下',
  refresh: '刷新页面',
  choices: '可以直接点',
  offline: '网络断了，连上以后会自动发出去',
  clearSure: '清空这里的聊天记录？已经报的名不受影响。',
  cleared: '聊天记录已清空。想接着办，直接说就行。',
  save: '保存卡片',
  cardAlt: '卡片：',
  yesterday: '昨天',
  date: '{month}月{day}日',
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  programTime: '{date} {weekday} {time}',
  clockBack: '时间只能往后调',
  clockFailed: '没调成，再试一次',
  image: '图片',
  audio: '语音',
  file: '文件',
  notice: '个人信息告知书',
} as const

export const chatPageWords = {
  log: '聊天记录',
  more: '往下看',
  composer: '要说的话',
  placeholder: '说说您想办的事',
  send: '发送',
  menu: '更多',
  clear: '清空聊天记录',
  notice: '个人信息告知书',
  cardImage: '卡片图片',
  saveHint: '长按图片，保存到手机',
  download: '下载图片',
  print: '打印',
  close: '关闭',
  noScript:
    '这个页面要打开浏览器的 JavaScript 才能聊天。打不开的话，可以打电话或者到现场填纸质表报名，电话和地址写在告知书里：',
} as const

export const demoWords = {
  label: '演示',
  time: '把时间往后调',
  hour: '+1小时',
  day: '+1天',
  pick: '调到哪一刻',
  go: '调过去',
  who: '换一位家长',
  self: '我自己',
  /** `as` becomes the contact's id. */
  people: [
    { as: 'li', label: '李家' },
    { as: 'wang', label: '王家' },
    { as: 'zhou', label: '周老师' },
  ],
} as const

export const lostWords = {
  title: '没有这个页面',
  text: '地址可能打错了，或者这一期已经结束。',
  home: '去聊天页',
} as const

export const noticePageWords = {
  back: '返回聊天',
} as const
