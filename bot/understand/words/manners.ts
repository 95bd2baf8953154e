/** 别发: not now, or not in those hours. Regular expressions, as in the other lists of words. */
const dont =
  '(?:不要|别|莫|勿|甭|不用|不能|不准|先不)(?:再|老|总)?(?:给|跟)?(?:我们?)?(?:发|推送?|打扰|吵|通知)(?:消息|信息|通知|短信|课表)?(?:给我们?|过来)?'
/** 再发: from then on. */
const then =
  '(?:再|才|可以|能)(?:再)?(?:给)?(?:我们?)?(?:发|推送?|通知)(?:消息|信息|通知|短信|课表)?(?:给我们?|过来)?'
export const dontSend = new RegExp(dont)
export const sendThen = new RegExp(then)

export const nightShift = /夜班|通宵|我.{0,4}晚班/
export const sleepsByDay = /(?:白天|上午|日里).{0,3}(?:睡|补觉)/
/** Works by day: 8点到5点 are then hours of the day, not of the night. */
export const worksByDay = /上班|干活|做工|开工|白天|日班|白班/

/** What may stand beside hours, a night shift and 别发 in a message that is about nothing else. */
export const besideHours: readonly string[] = [
  dont,
  then,
  '老师|您好|你好|我们?|俺|本人|家长|请|麻烦|帮我?|谢谢|以后|每天|天天|平时|现在|最近|一般|今天',
  '这(?:个|几|段)?(?:周|月|天|时间|阵子|星期|礼拜)',
  '一直|都|是|在|也|就|所以|因为|要|得|的|了|呢|啊|呀|哦|哈|吧|嘛|还|正',
  '厂里|公司|单位|车间|时间|时候|期间|这段|之间|内|里',
  '(?:长)?(?:大)?夜班|大夜|通宵班?|晚班|上班|干活|做工|上|做|倒|值|轮到?',
  '白天|上午|日里|晚上|夜里|半夜|睡着|睡觉|补觉|休息|睡|消息|信息|通知',
  '[\\s,.。、!~;]',
]
