// @ts-check
import { byId, words } from './config.js'

const menu = byId('menu', HTMLDetailsElement)

const shut = () => {
  if (!menu.open) return
  menu.open = false
  menu.querySelector('summary')?.focus()
}

/** The menu in the head: Escape or a tap elsewhere shuts it. @param {() => void} clear */
export const startMenu = (clear) => {
  byId('clear', HTMLButtonElement).addEventListener('click', () => {
    shut()
    if (confirm(words.clearSure)) clear()
  })
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  })
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') shut()
  })
}
