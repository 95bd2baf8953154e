import { type Context, Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { routePath } from 'hono/route'
import { classOf } from '../../shared/log.ts'
import { assetRoutes } from './assets.ts'
import { chatRoutes } from './chat.ts'
import { demoRoutes } from './demo.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { gatewayRoutes } from './gateway.ts'
import { headers } from './headers.ts'
import { noticeRoutes } from './notice.ts'
import { outboxRoutes } from './outbox.ts'
import { lostPage } from './pages/lost.tsx'
import { paperRoutes } from './papers.ts'
import { problem } from './problem.ts'

/**
 * Every door of the program, for a laptop and for Lambda alike. Throws at once where the gateway's secret is empty: a door
 * that anybody can sign for must not open.
 */
export const createApp = (deps: HttpDeps): Hono<HttpEnv> => {
  if (deps.gatewaySecret === '') throw new Error('the gateway secret is empty')
  return doors(deps, [
    gatewayRoutes(deps),
    outboxRoutes(deps),
    chatRoutes(deps),
    noticeRoutes(deps),
    demoRoutes(deps),
    ...(deps.papers ? [paperRoutes({ ...deps, ...deps.papers })] : []),
    assetRoutes(),
  ])
}

/** Some doors, with what every answer has. */
export const doors = (
  deps: Pick<HttpDeps, 'requestId' | 'log'>,
  routes: readonly Hono<HttpEnv>[],
): Hono<HttpEnv> => {
  const app = new Hono<HttpEnv>()
  app.use(headers(deps), refusalLog(deps), methodNotAllowed({ app, onMethodNotAllowed: wrongMethod }))
  app.get('/healthz', (c) => c.json({ ok: true }, 200, { 'cache-control': 'no-store' }))
  for (const each of routes) app.route('/', each)
  app.notFound(lost)
  app.onError((_error, c) => problem(c, 500, 'something went wrong here; the request id helps us find it'))
  return app
}

const wrongMethod = (c: Context<HttpEnv>, methods: readonly string[]): Response =>
  problem(c, 405, `only ${methods.join(', ')}`, { headers: { allow: methods.join(', ') } })

/** People get a page, programs a problem. */
const lost = (c: Context<HttpEnv>): Response | Promise<Response> =>
  c.req.header('accept')?.includes('text/html')
    ? c.html(lostPage({ nonce: c.get('nonce') }), 404)
    : problem(c, 404, 'there is nothing here')

/** Unknown paths are noise and stay out of the log; what threw is named by its class, since messages may hold anything. */
const refusalLog =
  (deps: Pick<HttpDeps, 'log'>) => async (c: Context<HttpEnv>, next: () => Promise<void>) => {
    await next()
    const { status } = c.res
    if (status < 400 || status === 404) return
    const entry = { requestId: c.get('requestId'), method: c.req.method, route: routePath(c, -1), status }
    if (c.error) deps.log({ what: 'failed', ...entry, error: classOf(c.error) })
    else deps.log({ what: 'refused', ...entry })
  }
