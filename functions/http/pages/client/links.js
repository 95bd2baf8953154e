// @ts-check
import { address, words } from './config.js'

/** Addresses, our own notice pages, and telephone numbers with an area code; a mobile number may be the parent's own. */
const found = /(https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+|\/notice\/[\w.-]+|\b0\d{2,3}-\d{7,8}\b)/

/** @param {string} text */
const linkTo = (text) => {
  const link = document.createElement('a')
  link.textContent = text.startsWith('/notice/') ? words.notice : text
  link.href = /^0\d/.test(text) ? `tel:${text}` : text.startsWith('/') ? address(text) : text
  if (link.protocol === 'tel:') link.className = 'number'
  if (/^http/.test(text) && link.origin !== location.origin) {
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
  }
  return link
}

/**
 * A text as nodes, with what can be opened made a link. Nothing of it is ever read as HTML.
 * @param {string} text
 * @returns {Node[]}
 */
export const linked = (text) =>
  text.split(found).map((part, index) => (index % 2 === 1 ? linkTo(part) : document.createTextNode(part)))
