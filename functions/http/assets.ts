import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import type { HttpEnv } from './env.ts'
import { readAsset, scriptNames } from './pages/files.ts'

const scripts = new Map<string, string>(scriptNames.map((name) => [name, readAsset(`client/${name}`)]))
const hash = createHash('sha256')
  .update(JSON.stringify([...scripts]))
  .digest('hex')
  .slice(0, 16)
const folder = `/assets/${hash}/`

/** Addresses of the page's script, the one that imports the others first. They change with any of them and may be kept for ever. */
export const scriptPaths: readonly string[] = scriptNames.map((name) => folder + name)

export const assetRoutes = (): Hono<HttpEnv> =>
  new Hono<HttpEnv>().get(`${folder}:name`, compress(), giveScript)

const giveScript = (c: Context<HttpEnv>): Response | Promise<Response> => {
  const script = scripts.get(c.req.param('name') ?? '')
  if (script === undefined) return c.notFound()
  return c.body(script, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
}
