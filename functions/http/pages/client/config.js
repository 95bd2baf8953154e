// @ts-check
/**
 * What the server tells the page: who talks, the program's time, and every word that the page shows.
 *
 * @typedef {typeof import('../../../../bot/wording/pages.ts').chatWords} Words
 * @typedef {{ contact: string, now: number, pollMs: number, as: string | null, words: Words }} Config
 */

/**
 * An element that the page is known to have.
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export const byId = (id, type) => {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`)
  return found
}

/** @type {Config} */
export const config = JSON.parse(byId('config', HTMLScriptElement).text)
export const { words } = config

/**
 * An address of ours, with the demo's `as` where the page has one: two tabs can be two parents.
 * @param {string} path
 * @param {Record<string, string>} [query]
 */
export const address = (path, query = {}) => {
  const search = new URLSearchParams({
    ...query,
    ...(config.as === null ? {} : { as: config.as }),
  }).toString()
  return search ? `${path}?${search}` : path
}

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 */
export const make = (tag, className, text) => {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined) element.textContent = text
  return element
}
