/** Where the name of a course means something else. Regular expressions are allowed; one a line. */
export const notKin: readonly string[] = [
  '(?:你|他|她|特)?妈的(?!电话|手机|名字|号|手)',
  '你妈(?!妈)',
  '他娘的',
  '老师妈',
  '弟媳妇?',
  '儿媳妇?',
  '姑娘',
  '姐弟',
  '姐妹',
  '兄妹',
  '哥们',
  '妈卖',
  '尼玛',
  '娘希',
]

export const notModules: readonly string[] = [
  '不会写字',
  '不太会写字',
  '写字不',
  '科学家',
  '看电脑',
  '打电脑游戏',
  '作业做完',
  '作业还没',
  '听音乐会',
  '看书看',
  '看篮球赛',
  '看足球赛',
  '踢足球赛',
]
