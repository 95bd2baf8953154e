// @ts-check
import { draw, showState } from './bubbles.js'
import { startComposer, toComposer } from './composer.js'
import { byId, make, words } from './config.js'
import { startDemo } from './demo.js'
import { startMenu } from './menu.js'
import { createPoll } from './poll.js'
import { createPost } from './post.js'
import { reveal, stay } from './scroll.js'
import { forget, hasReply, keep, newMessageId, outgoing, talk } from './talk.js'
import { now, stamp } from './time.js'

/**
 * @typedef {import('./talk.js').Bubble} Bubble
 * @typedef {import('./talk.js').Choice} Choice
 * @typedef {import('./talk.js').Outgoing} Outgoing
 * @typedef {import('./talk.js').Reply} Reply
 */

const log = byId('log', HTMLElement)
const typing = byId('typing', HTMLElement)
const choices = make('div', 'choices')
choices.setAttribute('role', 'group')
choices.setAttribute('aria-label', words.choices)
const typingAfterMs = 400
/** @type {number | null} */
let lastAt = null
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingTimer

/** Puts a bubble at the end, under the time where a while has passed. @param {Bubble} bubble */
const place = (bubble) => {
  const element = draw(bubble, resend)
  const time = bubble.from === 'start' ? null : stamp(bubble.at, lastAt)
  const first = time ? make('p', 'when', time) : element
  if (time) log.append(first)
  log.append(element)
  if (bubble.from !== 'start') lastAt = bubble.at
  return { first, element }
}

/** @param {Bubble} bubble */
const add = (bubble) => {
  talk.bubbles.push(bubble)
  const { first, element } = place(bubble)
  element.classList.add('new')
  return first
}

/** The tappable answers stand under the last bubble, and only while nothing of ours is under way. */
const showChoices = () => {
  choices.replaceChildren(...(post.waiting() > 0 ? [] : talk.choices.map(choiceButton)))
  if (choices.childElementCount > 0) log.append(choices)
  else choices.remove()
}

/** @param {Choice} choice */
const choiceButton = (choice) => {
  const button = make('button', '', choice.label)
  button.setAttribute('type', 'button')
  button.addEventListener('click', (event) => {
    say(choice.label, choice.say)
    /* Whoever came by the keyboard goes on by it; on a phone no keyboard shall pop up. */
    if (event.detail === 0) toComposer()
    else byId('talk', HTMLElement).focus({ preventScroll: true })
  })
  return button
}

/** @param {string} text what is shown @param {string} [words] what is sent */
const say = (text, words = text) =>
  send({ from: 'me', at: now(), id: newMessageId(), text, say: words, state: 'sending' })

/** @param {Outgoing} message */
const send = (message) => {
  talk.choices = []
  add(message)
  post.send(message)
  showChoices()
  reveal(true, null)
  poll.touch()
  keep()
}

/** Whatever failed goes out again in its order: the words after it were said because of it. */
function resend() {
  for (const message of outgoing().filter((each) => each.state === 'failed')) {
    mark(message, 'sending')
    post.send(message)
  }
  keep()
}

/** @param {Outgoing} message @param {Outgoing['state']} state */
const mark = (message, state) => {
  message.state = state
  const element = log.querySelector(`[data-id="${message.id}"]`)
  if (element) showState(element, message, resend)
}

/** @param {(Reply & { at?: string })[]} replies @returns {HTMLElement | null} the first new element */
const hear = (replies) => {
  const fresh = replies.filter((reply) => !hasReply(reply.id))
  const elements = fresh.map((reply) =>
    add({ from: 'bot', at: reply.at ? Date.parse(reply.at) : now(), reply }),
  )
  return elements[0] ?? null
}

/** @param {Outgoing} message @param {import('./post.js').Outcome} outcome */
const settle = (message, outcome) => {
  typing.hidden = true
  mark(message, outcome.kind === 'answer' ? 'sent' : outcome.kind)
  if (outcome.kind === 'answer') {
    const first = hear(outcome.answer.replies)
    talk.choices = outcome.answer.choices
    showChoices()
    reveal(false, first)
  } else reveal(true, null)
  keep()
}

/** @param {boolean} busy */
const showBusy = (busy) => {
  clearTimeout(typingTimer)
  typing.hidden = true
  if (!busy) return
  typingTimer = setTimeout(() => {
    typing.hidden = false
    stay()
  }, typingAfterMs)
}

const post = createPost(settle, showBusy)

const poll = createPoll((later) => {
  talk.after = later.after
  const first = hear(later.replies)
  if (!first) return
  showChoices()
  reveal(false, first)
  keep()
})

/** Shows the talk as it was left; what was under way then is sent again, and a first visitor is greeted. */
const open = () => {
  for (const bubble of talk.bubbles) place(bubble)
  const under = outgoing().filter((message) => message.state === 'sending')
  for (const message of under) post.send(message)
  if (talk.bubbles.length === 0) send({ from: 'start', at: now(), id: newMessageId(), state: 'sending' })
  showChoices()
  reveal(true, null)
  setTimeout(() => log.removeAttribute('aria-busy'))
}

startComposer((text) => say(text))
startMenu(() => {
  forget()
  log.replaceChildren()
  lastAt = null
  add({ from: 'note', at: now(), text: words.cleared })
  keep()
})
startDemo(() => void poll.ask())
addEventListener('online', resend)
open()
