// @ts-check
import { byId, make, words } from './config.js'
import { linked } from './links.js'
import { showPicture } from './picture.js'

/**
 * @typedef {import('./talk.js').Bubble} Bubble
 * @typedef {import('./talk.js').Outgoing} Outgoing
 * @typedef {import('./talk.js').Reply} Reply
 */

/** @param {'bird' | 'home'} name */
const face = (name) => {
  const element = make('div', 'face')
  element.setAttribute('aria-hidden', 'true')
  element.append(byId(name, HTMLTemplateElement).content.cloneNode(true))
  return element
}

/** Who speaks is heard, and seen by the side. @param {'me' | 'bot'} from @param {Node[]} content @param {string} [kind] */
const row = (from, content, kind = '') => {
  const element = make('div', `row ${from}`)
  const said = make('div', 'said')
  const bubble = make('div', `bubble ${kind}`)
  bubble.append(make('span', 'aloud', words[from]), ...content)
  said.append(bubble)
  element.append(face(from === 'me' ? 'home' : 'bird'), said)
  return element
}

/** A line of a card: a label (时间 …, 地点 …) is set apart, a course with what came of it (篮球：有名额) stands out. @param {string} line */
const cardLine = (line) => {
  const item = make('li')
  const label = /^(\S{2,4}) (.+)$/s.exec(line)
  if (label) item.append(make('span', '', label[1]), ` ${label[2]}`)
  else item.append(/^[^：]+：/.test(line) ? make('b', '', line) : line)
  return item
}

/** @param {Reply} reply */
const card = (reply) => {
  const list = make('ul')
  list.append(...(reply.lines ?? []).map(cardLine))
  const save = make('button', '', words.save)
  save.setAttribute('type', 'button')
  save.addEventListener('click', () => showPicture(reply))
  return [make('h2', '', reply.title ?? ''), list, save]
}

/** @param {Reply} reply */
const media = (reply) => {
  if (reply.kind === 'image') {
    const image = document.createElement('img')
    image.src = reply.url ?? ''
    image.alt = reply.text || words.image
    if (reply.said) image.addEventListener('error', () => image.closest('li')?.remove())
    return [image]
  }
  if (reply.kind === 'audio') {
    const audio = document.createElement('audio')
    audio.src = reply.url ?? ''
    audio.controls = true
    audio.setAttribute('aria-label', reply.text || words.audio)
    return [audio, document.createTextNode(reply.text)]
  }
  const link = document.createElement('a')
  link.href = reply.url ?? ''
  link.textContent = reply.name ?? words.file
  return [link]
}

/** @param {Reply} reply */
const replyRow = (reply) => {
  if (reply.kind === 'card') return row('bot', card(reply), 'card')
  return row('bot', reply.kind === 'text' ? linked(reply.text) : media(reply))
}

/** @param {string} label @param {() => void} act */
const again = (label, act) => {
  const button = make('button', 'state', label)
  button.setAttribute('type', 'button')
  button.addEventListener('click', act)
  return button
}

/** What stands beside or under a message of one's own. @param {Outgoing} message @param {() => void} resend */
const stateOf = (message, resend) => {
  if (message.state === 'failed')
    return again(message.from === 'me' ? words.failed : words.failedStart, resend)
  if (message.state === 'stranger') return again(words.refresh, () => location.reload())
  if (message.state === 'refused') return make('span', 'state', words.refused)
  const sending = make('span', 'state sending', message.state === 'sending' ? words.sending : '')
  sending.setAttribute('aria-hidden', 'true')
  return sending
}

/** @param {Outgoing} message @param {() => void} resend */
const outgoingRow = (message, resend) => {
  const element =
    message.from === 'me' ? row('me', [document.createTextNode(message.text)]) : make('div', 'start')
  element.dataset.id = message.id
  element.append(make('span'))
  showState(element, message, resend)
  return element
}

/** @param {Element} element @param {Outgoing} message @param {() => void} resend */
export const showState = (element, message, resend) => {
  element.querySelector('.state, .said + span, :scope.start > span')?.remove()
  const place = element.querySelector('.said') ?? element
  if (message.from === 'me' || message.state !== 'sending') place.append(stateOf(message, resend))
}

/**
 * A bubble as an element of the log.
 * @param {Bubble} bubble
 * @param {(message: Outgoing) => void} resend
 */
export const draw = (bubble, resend) => {
  if (bubble.from === 'bot') return replyRow(bubble.reply)
  if (bubble.from === 'note') return make('p', 'note', bubble.text)
  return outgoingRow(bubble, () => resend(bubble))
}
