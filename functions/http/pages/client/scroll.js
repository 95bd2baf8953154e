// @ts-check
import { byId } from './config.js'

const talk = byId('talk', HTMLElement)
const more = byId('more', HTMLButtonElement)
const nearPx = 80
const hiddenPx = 16
let atEnd = true

const toEnd = () => {
  talk.scrollTop = talk.scrollHeight
}

const look = () => {
  const below = talk.scrollHeight - talk.scrollTop - talk.clientHeight
  atEnd = below < nearPx
  more.hidden = below < hiddenPx
}

/**
 * Shows what came in. One's own word is always brought into view; the bot's only where the end was in view, and then from
 * its beginning, so that a long text is read from the top.
 * @param {boolean} own
 * @param {HTMLElement | null} first the first of the new elements
 */
export const reveal = (own, first) => {
  if (own || !first) toEnd()
  else if (atEnd) talk.scrollTop = Math.min(talk.scrollHeight, first.offsetTop - talk.offsetTop - 8)
  look()
}

/** Whoever was at the end is kept there when something grows. */
export const stay = () => (atEnd ? toEnd() : look())

talk.addEventListener('scroll', look, { passive: true })
more.addEventListener('click', () => {
  toEnd()
  look()
  talk.focus({ preventScroll: true })
})

/** The keyboard of a phone takes half the page: whoever was at the end stays there. */
new ResizeObserver(stay).observe(talk)

/** Safari lays its keyboard over the page instead of making it smaller. */
const viewport = window.visualViewport
viewport?.addEventListener('resize', () => {
  if (viewport.scale > 1.01) return
  document.documentElement.style.setProperty('--height', `${viewport.height}px`)
  scrollTo(0, 0)
})
