import type { Cue } from './intents.ts'
import type { Asked } from './meaning.ts'

const choosing: ReadonlySet<string> = new Set(['modules', 'wishes', 'choice', 'menu'])

/** Intents that a pending question gives way to, and those it does not (感冒 answers the question about health). */
export const breaksIn = (cue: Cue | undefined, asked: Asked, text: string): boolean => {
  if (!cue || !asked.expects) return false
  if (
    ['register', 'pick_modules', 'correct', 'affirm', 'deny', 'thanks', 'greet', 'offtopic'].includes(
      cue.intent,
    )
  )
    return cue.intent === 'offtopic' && cue.weight >= 8
  // 2017年八月份哪天忘了, 楚门的 哪个村不知道: what is not known is no question.
  if (
    /不知道|不晓得|忘了|忘记|记不[得清]|不清楚/.test(text) &&
    /^(?:child\.|place|employer)/.test(asked.expects)
  )
    return false
  if (asked.expects === 'consent' && ['consent', 'consent_no'].includes(cue.intent)) return false
  // 换了新的号码138… gives the number that was asked for.
  if (asked.expects === 'guardian.phone' && cue.intent === 'change' && /\d{11}/.test(text)) return false
  if (asked.expects === 'guardian.phone2' && ['ask_courses', 'deny', 'ask_quota'].includes(cue.intent))
    return false
  if (
    asked.expects === 'health' &&
    ['leave', 'cancel', 'consent_no', 'offtopic', 'help'].includes(cue.intent) &&
    !/请假|退课/.test(text)
  )
    return false
  // Who collects is asked for in the same form: 我接 answers that.
  if (asked.missing.includes('pickup') && cue.intent === 'pickup') return false
  if (asked.expects === 'pickup' && ['pickup', 'leave', 'ask_quota'].includes(cue.intent)) return false
  if ((asked.expects === 'modules' || asked.expects === 'wishes') && cue.intent === 'change') return false
  if (
    asked.expects === 'child.days' &&
    ['leave', 'cancel', 'schedule', 'ask_when'].includes(cue.intent) &&
    !/[吗?几]|请假|退/.test(text)
  )
    return false
  if (
    (asked.expects === 'place' || asked.expects === 'employer') &&
    cue.intent === 'ask_where' &&
    !/[吗?哪没]|怎么|有没/.test(text)
  )
    return false
  if (asked.expects.startsWith('child.') && cue.intent === 'ask_eligibility' && !/[吗?能可几]/.test(text))
    return false
  if (choosing.has(asked.expects) && /^[第一二三四五六七八九十\d和跟、,号个选 ]+$/.test(text)) return false
  return cue.weight >= 6
}
