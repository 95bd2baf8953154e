// @ts-check
import { config } from './config.js'

/**
 * @typedef {{ label: string, say: string }} Choice
 * @typedef {{ id: string, kind: 'text' | 'card' | 'image' | 'file' | 'audio', text: string, title?: string,
 *   lines?: string[], url?: string, name?: string, said?: boolean }} Reply
 * @typedef {{ replies: Reply[], expects: string | null, choices: Choice[] }} Answer
 * @typedef {{ replies: (Reply & { at: string })[], after: string }} Later
 */

/**
 * One thing on the page, oldest first. `me` is said here (its id is the message's), `start` the hello of a page opened for
 * the first time, `note` a word of the page's own.
 * @typedef {{ from: 'bot', at: number, reply: Reply }
 *   | { from: 'me', at: number, id: string, text: string, say: string, state: State }
 *   | { from: 'start', at: number, id: string, state: State }
 *   | { from: 'note', at: number, text: string }} Bubble
 * @typedef {'sending' | 'failed' | 'refused' | 'stranger' | 'sent'} State
 * @typedef {Extract<Bubble, { id: string }>} Outgoing
 * @typedef {{ bubbles: Bubble[], choices: Choice[], after: string }} Talk
 */

const key = `houniao:${config.contact}`
const keptBubbles = 200

/** @returns {Talk} */
const empty = () => ({ bubbles: [], choices: [], after: '' })

/**
 * Kept in the tab's own memory: a reload keeps the talk, closing the tab forgets it, for phones go from hand to hand.
 * @returns {Talk}
 */
const load = () => {
  try {
    return { ...empty(), ...JSON.parse(sessionStorage.getItem(key) ?? '{}') }
  } catch {
    return empty()
  }
}

export const talk = load()

/** A full or forbidden memory costs the reload its history and nothing else. */
export const keep = () => {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...talk, bubbles: talk.bubbles.slice(-keptBubbles) }))
  } catch {}
}

/** Forgets what was said; what has been fetched already is not fetched again. */
export const forget = () => {
  talk.bubbles = []
  talk.choices = []
  keep()
}

/** @param {string} id */
export const hasReply = (id) => talk.bubbles.some((bubble) => bubble.from === 'bot' && bubble.reply.id === id)

/** @returns {Outgoing[]} */
export const outgoing = () => talk.bubbles.flatMap((bubble) => ('id' in bubble ? [bubble] : []))

/** A new message's id: by it a message sent again is known and answered once. */
export const newMessageId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `w${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
