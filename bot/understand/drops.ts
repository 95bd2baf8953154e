import type { Intent } from './meaning.ts'
import type { Mention } from './mention.ts'

/*
 * Which modules of a message are wanted and which are dropped. The rules look at the words right before and after a name.
 */
const dropBefore =
  /(?:不(?:想|要|太|大|怎么|准备|打算|再)?(?:报|学|上|要|选|喜欢|爱|参加|练|去)|(?:不肯|不愿意?)(?:再)?(?:报|学|上|练|去|来)?|(?:学|跟|听)不(?:进去?|会|好|来|懂|上)|不是|别(?:报|学|选|要)|不要|除了|除掉|去掉|退(?:掉|了|出)?|取消(?:掉)?|划掉|删(?:掉|除)|撤(?:销|掉)|莫(?:报|学|要)|讨厌|不爱|除开|不想|放弃)(?:那个|这个|了|我们的|我的|他的|她的|报的|学|报|个)*$/
const dropAfter =
  /^(?:班|课|那个|这个|这门|这节|兴趣班|课程)*(?:,|就|给我|帮我|我们|我|他|她|娃|孩子|小孩|先|也|的话|说|太[^,。]{1,2}| )*(?:不(?:想|要|太|大|怎么|再|肯)?(?:报|学|上|要|选|喜欢|爱|参加|去|来|练|念|行|踢|跳|打|画|唱|下|弹|写|看)|退(?:了|掉|一下|出)?|取消|去掉|划掉|删|算了|撤|别报|不要|莫|错了|没兴趣|不感兴趣|放弃|不用|别了|免了|听不懂|学不会|跟不上|学不进)/
/** 篮球换到周四 keeps the course and moves its day. */
const moved =
  '(?!到?(?:一下(?:$|[吧吗行不,。])|周|星期|礼拜|上午|下午|早上|晚上|明|后天|今|\\d+号|[一二三四五六七八九十]+号|时间|个时间|老师|班|个班))'
const changedAfter = new RegExp(
  `^(?:太[^,。]{1,4}?了?,?)?(?:班|课|那个|这个|这门|课程|的|给我|帮我|想|要|能不能|可以|能|不学了?|不要了?|不上了?|不报了?|不想学了?|我|我们|娃|孩子|他|她|,| )*(?:换${moved}成?|改${moved}成?|改为|调${moved}成?|转${moved}成?|调换)`,
)
const fromBefore = /(?:从|由)(?:原来的)?$/
const keptAfter = /^(?:班|课|那个)*(?:还|要|想|就|给我|都|也)*(?:留|保留|不变|不动|继续|照上|还要|还学|不退)/
const askedAfter = /^(?:班|课|那个)*(?:还有|有没有|有不有|多少|几点|什么|怎么|在哪|还能|能不能报|满)/
const keptBefore = /(?:留(?:着|下)?|保留|只要|只留|只学|还要|继续(?:学|上)|剩下?)$/

/** `跟` and `和` join names that share one fate: 篮球和画画都不学了. */
const joined = /^(?:班|课)?(?:和|跟|、|,|还有|以及|加| )*$/

const wantedBefore = /(?:^|[^不没])(?:我?要的?是?|想(?:学|报|要|去|试试|试下|试)|要(?:学|报)|就(?:学|报|要))$/
const onlyBefore = /只(?:要|上|学|报|留|选|想学|保留)$/

/** 只上跆拳道: the others named are given up. */
const onlyOnes = (text: string, modules: readonly Mention[]): ReadonlySet<string> =>
  new Set(modules.filter(({ at }) => onlyBefore.test(text.slice(0, at))).map(({ value }) => value))

/** 跳舞不要了想试试唱歌 wishes for another course beside the one given up. */
export const wishesAnother = (text: string, modules: readonly Mention[]): boolean =>
  modules.some(({ at }) => wantedBefore.test(text.slice(Math.max(0, at - 6), at))) &&
  droppedModules(text, modules, 'change').includes(true)

/** 上不上书法 asks. */
const whether = /(报|学|上|要|选|去|想|练|改|换)不\1(?:那个|这个)?$/
const changesTo = /(?:换|改|转|调)(?:成|到|去|为|学|报|一?个)*$/
const ofNext = /(?:只?留下?|保留|留着)$/

const fate = (before: string, after: string): 'drop' | 'keep' | null => {
  if (whether.test(before)) return 'keep'
  if (wantedBefore.test(before) && !changedAfter.test(after)) return 'keep'
  if (keptAfter.test(after) || keptBefore.test(before) || askedAfter.test(after)) return 'keep'
  if (dropBefore.test(before) || changedAfter.test(after) || fromBefore.test(before)) return 'drop'
  return dropAfter.test(after) ? 'drop' : null
}

/** What becomes of each module named: true where it is dropped. In a cancellation all are, save those said to be kept. */
export const droppedModules = (text: string, modules: readonly Mention[], intent: Intent): boolean[] => {
  const fates = modules.map(({ at, end }, n) => {
    const next = modules[n + 1]?.at ?? text.length
    const between = text.slice(end, Math.min(next, end + 20))
    // 退足球留乒乓: 留 belongs to what comes next.
    const after =
      next < text.length && ofNext.test(between) ? between.replace(ofNext, '') : text.slice(end, end + 20)
    return fate(text.slice(Math.max(0, at - 16), at), after)
  })
  for (let n = modules.length - 2; n >= 0; n--) {
    const [here, next] = [modules[n], modules[n + 1]]
    if (here && next && fates[n] === null && joined.test(text.slice(here.end, next.at)))
      fates[n] = fates[n + 1] ?? null
  }
  // 书法老师讲太快能换手工吗: what stands before the course changed to is given up.
  const to = intent === 'change' ? modules.findIndex(({ at }) => changesTo.test(text.slice(0, at))) : -1
  for (let n = 0; n < to; n++) fates[n] ??= modules[n]?.value === modules[to]?.value ? null : 'drop'
  const only = onlyOnes(text, modules)
  return modules.map(({ value }, n) => {
    const found = fates[n] ?? null
    if (only.size > 0) return !only.has(value)
    return found === 'drop' || (found === null && intent === 'cancel')
  })
}
