// @ts-check
import { byId, words } from './config.js'

/** @typedef {import('./talk.js').Reply} Reply */

const dialog = byId('picture', HTMLDialogElement)
const image = /** @type {HTMLImageElement} */ (dialog.querySelector('img'))
const download = /** @type {HTMLAnchorElement} */ (dialog.querySelector('a'))
const width = 720
const edge = 48
const lineHeight = 52
const font = (/** @type {number} */ size, weight = 400) =>
  `${weight} ${size}px system-ui, "PingFang SC", sans-serif`

/** Breaks a line where it is too wide. @param {CanvasRenderingContext2D} brush @param {string} text */
const wrap = (brush, text) => {
  /** @type {string[]} */
  const lines = ['']
  for (const letter of text) {
    const grown = `${lines[lines.length - 1]}${letter}`
    if (brush.measureText(grown).width > width - 2 * edge) lines.push(letter)
    else lines[lines.length - 1] = grown
  }
  return lines
}

/**
 * A card as a picture: the one thing that a phone inside WeChat can keep.
 * @param {Reply} reply
 */
const paint = (reply) => {
  const canvas = document.createElement('canvas')
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
  brush.font = font(36, 600)
  const title = wrap(brush, reply.title ?? '')
  brush.font = font(32)
  const lines = (reply.lines ?? []).flatMap((line) => wrap(brush, line))
  const head = title.length * lineHeight + edge
  canvas.width = width
  canvas.height = head + (lines.length + 1) * lineHeight + edge
  brush.fillStyle = '#ffffff'
  brush.fillRect(0, 0, width, canvas.height)
  brush.fillStyle = '#08734a'
  brush.fillRect(0, 0, width, head)
  brush.textBaseline = 'middle'
  write(brush, title, font(36, 600), '#ffffff', edge / 2)
  write(brush, lines, font(32), '#1a211d', head + edge / 2)
  write(brush, [document.title], font(26), '#59645e', canvas.height - lineHeight - edge / 4)
  return canvas.toDataURL('image/png')
}

/** @param {CanvasRenderingContext2D} brush @param {string[]} lines @param {string} face @param {string} colour @param {number} top */
const write = (brush, lines, face, colour, top) => {
  brush.font = face
  brush.fillStyle = colour
  lines.forEach((line, index) => {
    brush.fillText(line, edge, top + (index + 0.5) * lineHeight)
  })
}

/** Prints the card alone, not the talk behind it. */
const printCard = () => {
  document.body.classList.add('alone')
  print()
  document.body.classList.remove('alone')
}

/** Shows a card as a picture to keep, download or print. @param {Reply} reply */
export const showPicture = (reply) => {
  image.src = download.href = paint(reply)
  image.alt = words.cardAlt + reply.text
  if (dialog.showModal) dialog.showModal()
  else dialog.setAttribute('open', '')
}

/** Phones of before 2022 know the element but not its methods. */
const shut = () => (dialog.close ? dialog.close() : dialog.removeAttribute('open'))

dialog.addEventListener('click', (event) => {
  const pressed = event.target instanceof HTMLButtonElement ? event.target.value : null
  if (pressed === 'print') printCard()
  if (pressed === 'close' || event.target === dialog) shut()
})
