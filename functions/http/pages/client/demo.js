// @ts-check
import { byId, words } from './config.js'
import { jsonPost, request } from './post.js'
import { clockWords, localValue, setNow } from './time.js'

const tickMs = 5_000

/**
 * The demo's bar, where the page has one: shows the program's time and moves it on.
 * @param {() => void} moved
 */
export const startDemo = (moved) => {
  if (!document.getElementById('demo')) return
  const clock = byId('clock', HTMLElement)
  const tick = () => {
    clock.textContent = clockWords()
  }
  tick()
  setInterval(tick, tickMs)
  const form = document.getElementById('move')
  if (!(form instanceof HTMLFormElement)) return
  const to = byId('to', HTMLInputElement)
  const said = byId('moved', HTMLOutputElement)
  to.value = to.min = localValue()

  /** @param {{ to: string } | { addMinutes: number }} move */
  const go = async (move) => {
    const result = await request('/demo/clock', jsonPost(move)).catch(() => null)
    said.textContent =
      result?.status === 200 ? '' : result?.status === 400 ? words.clockBack : words.clockFailed
    if (result?.status !== 200) return
    setNow(String(result.body.now))
    to.value = to.min = localValue()
    tick()
    moved()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void go({ to: to.value })
  })
  for (const button of form.querySelectorAll('button[value]')) {
    button.addEventListener('click', () => void go({ addMinutes: Number(button.getAttribute('value')) }))
  }
}
