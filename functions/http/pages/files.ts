import { readFileSync } from 'node:fs'

/** The page's script, a module a file; the first imports the others. They are served as they stand: nothing is built. */
export const scriptNames = [
  'main.js',
  'bubbles.js',
  'composer.js',
  'config.js',
  'demo.js',
  'links.js',
  'menu.js',
  'picture.js',
  'poll.js',
  'post.js',
  'scroll.js',
  'talk.js',
  'time.js',
] as const

/** The pages' styles, one part of a page a file. */
export const styleNames = [
  'base',
  'phone',
  'head',
  'demo',
  'talk',
  'card',
  'composer',
  'picture',
  'print',
  'paper',
] as const

/** What the pages need on disk, relative to this file or to a bundle that holds it: copy them along with their folders. */
export const assetFiles: readonly string[] = [
  ...styleNames.map((name) => `styles/${name}.css`),
  ...scriptNames.map((name) => `client/${name}`),
]

/** One of them as text. Throws where it was not copied along. */
export const readAsset = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** Some of the styles as one, in this order. */
export const stylesOf = (...names: readonly (typeof styleNames)[number][]): string =>
  names.map((name) => readAsset(`styles/${name}.css`)).join('')
