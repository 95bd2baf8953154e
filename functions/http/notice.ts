import { Hono } from 'hono'
import { longNotice } from '../../bot/wording/notice.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { demoName } from './identity.ts'
import { noticePage } from './pages/notice.tsx'

/** The notice before consent in its long form, one a programme. A programme that is not on offer has none. */
export const noticeRoutes = (deps: Pick<HttpDeps, 'catalogue' | 'mode'>): Hono<HttpEnv> =>
  new Hono<HttpEnv>().get('/notice/:programme', async (c) => {
    const programme = (await deps.catalogue()).programmes.get(c.req.param('programme'))
    if (!programme) return c.notFound()
    const name = demoName(c, deps)
    const back = name === null ? '/' : `/?as=${encodeURIComponent(name)}`
    return c.html(noticePage({ nonce: c.get('nonce'), back, ...longNotice(programme) }))
  })
