// @ts-check
import { byId } from './config.js'

const form = byId('composer', HTMLFormElement)
const field = byId('words', HTMLTextAreaElement)

const grow = () => {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + 2}px`
}

/** Puts the cursor where one types. */
export const toComposer = () => field.focus({ preventScroll: true })

/**
 * Enter sends, Shift and Enter breaks the line; Enter that picks a word of an input method does neither.
 * @param {(text: string) => void} say
 */
export const startComposer = (say) => {
  const submit = () => {
    const text = field.value.trim()
    field.value = ''
    grow()
    if (text) say(text)
    else toComposer()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  })
  field.addEventListener('input', grow)
  /* The phone's keyboard stays open while one sends by the button. */
  byId('send', HTMLButtonElement).addEventListener('mousedown', (event) => event.preventDefault())
}
