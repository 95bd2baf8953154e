import type { Draft } from '../state.ts'
import { said, shortName } from './people.ts'
import {
  type Context,
  courtesy,
  eachChild,
  isAsked,
  isNone,
  plainly,
  type Reader,
  type Reading,
  saysNone,
  tookChild,
} from './reading.ts'

/** Free words, kept as said; a bare 没有 is an answer. Words that name a child are about that one: 子涵花生过敏. */
export const readHealth: Reader = (reading, context) => {
  const asked = isAsked(context, 'health') ? context.asked : null
  const all = healthyAll(reading, context)
  if (all) return all
  const told = eachChild(reading, (so, child) => {
    const words = said(context.facts, 'health', child)[0]
    const target = words === undefined ? child : (named(reading.draft, words) ?? child)
    if (words === undefined || courtesy.test(words) || (target !== child && asked?.child !== child)) return so
    const open =
      so.draft.children[target]?.health === undefined || context.correcting || asked?.child === target
    const health = healthWords(words, reading.draft.children[target]?.name)
    return open ? tookChild(so, { child: target, field: 'health' }, { health }) : so
  })
  if (!asked || told.taken.some(({ field }) => field === 'health')) return told
  const bare = bareHealth(context)
  return bare === null ? told : tookChild(told, asked, { health: bare })
}

const ofAll = /两个|俩|三个|几个|孩子们|都(?:没|不|很|挺|健康|正常).*(?:病|过敏|问题|毛病|健康|正常|好)/

/** 两个都没病: of every child of whom nothing was told yet. */
const healthyAll = (reading: Reading, context: Context): Reading | null => {
  const words = context.facts.filter(({ key }) => key === 'health').map(({ value }) => value)
  const none = words.length > 0 && words.every((each) => each === 'none')
  if (!none || reading.draft.children.length < 2 || !ofAll.test(context.text)) return null
  return eachChild(reading, (so, child) =>
    so.draft.children[child]?.health === undefined
      ? tookChild(so, { child, field: 'health' }, { health: '' })
      : so,
  )
}

const named = (draft: Draft, words: string): number | null => {
  const found = draft.children.findIndex(({ name }) => name !== undefined && words.includes(shortName(name)))
  return found >= 0 ? found : null
}

const longestHealth = 100

const healthWords = (words: string, name = ''): string => {
  const own = name === '' ? words : words.replace(name, '').replace(shortName(name), '')
  const plain = plainly(own).replace(/^[，,、:：是有呢\s]+/u, '')
  return plain === 'none' || isNone(plain) ? '' : [...plain].slice(0, longestHealth).join('')
}

/** An answer to the health question in which the parser found no word for an illness. */
const bareHealth = (context: Context): string | null => {
  if (saysNone(context) || /^(都|身体)?(很|挺|蛮)?(好|健康|正常)(的|着|呢)?$/.test(plainly(context.text)))
    return ''
  const words = plainly(context.text)
  return context.meaning.intent === 'inform' && context.facts.length === 0 && words.length > 1
    ? healthWords(words)
    : null
}
