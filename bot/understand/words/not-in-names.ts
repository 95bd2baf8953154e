/**
 * Words that end a name or show that a stretch is none: verbs, time words, questions, particles. The commoner the word, the
 * more it helps. Separated by spaces; add a word anywhere.
 */
export const nameEnders =
  '登记 登个 今年 今天 明天 后天 昨天 今朝 明朝 下周 下个 这周 周一 周二 周三 周四 周五 周六 周日 星期 礼拜 上午 下午 早上 晚上 现在 刚刚 马上 已经 还是 还有 也是 也要 也想 都是 都要 就是 不是 不要 不想 不去 不来 不报 不学 不上 不能 不用 没有 想报 想学 想要 要报 要学 要请 要上 要去 报名 报的 报了 报个 学的 上的 请假 请个 退课 退了 退掉 取消 换成 换到 换课 换班 排到 排第 排在 排队 候补 接送 来接 去接 属于 出生 生于 生日 年级 岁了 男孩 女孩 男的 女的 男生 女生 住在 家住 读的 在读 在上 几点 什么 怎么 哪里 哪个 有没 有课 可以 能不 能报 能换 会不 行不 行吗 好不 的课 的班 的候 的名 的报 同学 小朋友 电话 手机 号码 名额 发烧 感冒 生病 肚子 回老 回家 有事 家里 生的 谢谢 麻烦 老师 妈妈 爸爸 家长 爷爷 奶奶 外婆 外公 他爸 他妈 喜欢 不喜 参加 地址 开学 幼儿 小学 大班 中班 小班 过敏 自己 一个 两个 第几 报到 签到 缺课 迟到 晚点 虚岁 周岁 属鸡 属狗 属猪 属鼠 属牛 属虎 属兔 属龙 属蛇 属马 属羊 属猴 选的 选了 选篮 加报 加个 改成 改报 想换 要换 没来 来不 去不 要来 到了 到时 的吧 是吧 对吧 和弟 和妹 和他 跟他 跟弟 跟妹'

/** A character that no given name ends with in these messages, or that cannot stand in one. */
export const neverInNames =
  '的了吗呢吧啊呀哦嘛呗么我你您他她它们这那哪几岁个没不请报想要是就都也还再被把给叫姓住号点课班钱事话电接送退换取排候补第什怎谁请吃能让帮去来读填写问看找弄搞错'
/** Characters that begin a follower rather than end a name, though they do occur in names. */
export const seldomLast = '今明后上下在学有会可可以已男女属生年月日时到从和跟与或现刚'
