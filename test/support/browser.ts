import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { createApp } from '../../functions/http/app.ts'
import type { HttpDeps } from '../../functions/http/deps.ts'
import { someDeps } from './http.ts'

const places = [
  process.env.HOUNIAO_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser of this machine, or null; .ci/run makes sure that there is one. */
export const chromiumPath: string | null =
  places.find((place): place is string => Boolean(place && existsSync(place))) ?? null

/** What a suite of the browser adds to its name, so that a skipped one says why. */
export const browserNote = chromiumPath
  ? ''
  : ' (skipped: no Chromium here; install it or set HOUNIAO_CHROMIUM to its path)'

/** Starts it without anything that reaches for the network. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Served {
  readonly origin: string
  readonly stop: () => void
}

/** Serves the doors on a free port of this machine. */
export const serveApp = (overrides: Partial<HttpDeps>): Promise<Served> =>
  new Promise((resolve) => {
    const { deps } = someDeps(overrides)
    const server = serve(
      { fetch: createApp(deps).fetch, hostname: '127.0.0.1', port: 0 },
      ({ port }: AddressInfo) =>
        resolve({ origin: `http://127.0.0.1:${port}`, stop: () => void server.close() }),
    )
  })

/** A page that remembers everything it complained about: refused scripts, errors, failed requests of its own. */
export const watchedPage = async (browser: Browser, options: BrowserContextOptions) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return { page, complaints, close: () => context.close() }
}

/*
 * What is asked inside the page is written as text: the tests themselves know no DOM, and the whole project's types should
 * not know one for their sake.
 */

/** How far the page is wider than its window: 0, or one must scroll sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate<number>(`
    Math.max(...[document.documentElement, document.body, document.querySelector('.talk')].map(
      (part) => part.scrollWidth - part.clientWidth,
    ))`)

/** What can be tapped and is smaller than a thumb, 44 by 44. Links within a text are as tall as their text. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`
    [...document.querySelectorAll('button, summary, textarea, input, nav a, .menu a')]
      .map((element) => ({ name: element.outerHTML.slice(0, 60), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
      .map(({ name }) => name)`)

/** Where the keyboard is: an id or a text, or `unseen` where nothing shows it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`
    getComputedStyle(document.activeElement).outlineStyle === 'none'
      ? 'unseen'
      : document.activeElement.id || document.activeElement.parentElement.id || document.activeElement.textContent`)

/** Brings the page to the front, or puts another before it. */
export const show = (page: Page, state: 'visible' | 'hidden'): Promise<void> =>
  page.evaluate<void>(`
    Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))`)

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** The rule and the place of everything that axe finds. It is put in from outside, past the page's own policy. */
export const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  const found = await page.evaluate<AxeResults>('axe.run()')
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)}`),
  )
}
