import type { Mention } from './mention.ts'
import { boyWords, girlWords } from './words/sexes.ts'

const boys = new Set(boyWords)
const longestFirst = [...boyWords, ...girlWords].sort((a, b) => b.length - a.length)
const words = new RegExp(longestFirst.join('|'), 'g')
const notAChild = /^(?:老师|教练|员工|工|同事|厕|装|鞋|的老师)/
const denied = /(?:不是|不对|并非|写成|当成|填成|说成|改掉)了?$/

/** Boy or girl, from words such as 儿子, 囡囡, 外甥, 女孩. A word denied (不是女孩) and grown-ups (女老师) are left out. */
export const findSexes = (text: string): Mention[] =>
  [...text.matchAll(words)].flatMap((match): Mention[] => {
    const end = match.index + match[0].length
    // 子女, 男女 speak of children in general.
    if (match[0] === '女' && /[子男]$/.test(text.slice(0, match.index))) return []
    if (notAChild.test(text.slice(end)) || denied.test(text.slice(Math.max(0, match.index - 3), match.index)))
      return []
    return [{ kind: 'sex', at: match.index, end, value: boys.has(match[0]) ? 'M' : 'F' }]
  })
