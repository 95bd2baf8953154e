import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { dayMs, dayOf, type Instant, minuteMs, readInstant, timeOf } from '../../shared/time.ts'
import { isJson, parseJson, readBody } from './body.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpEnv } from './env.ts'
import { problem, tooLarge } from './problem.ts'
import { sameSiteOnly } from './same-site.ts'

/** One jump at most: the data remember the time and it never runs back, so a slip of the finger must not cost a century. */
const longestJumpDays = 1_000

const moveSchema = z.union([
  z.strictObject({ to: z.string() }),
  z.strictObject({ addMinutes: z.int().min(1) }),
])

/** The demo's clock: `GET` shows it; `POST {"to": "2027-07-06T18:00"}` (+08:00) or `{"addMinutes": 60}` moves it on. */
export const demoRoutes = (deps: Pick<HttpDeps, 'clock' | 'mode'>): Hono<HttpEnv> => {
  const routes = new Hono<HttpEnv>()
  const { clock } = deps
  const { advance } = clock
  if (deps.mode !== 'demo' || !advance) return routes
  return routes
    .use('/demo/*', sameSiteOnly)
    .get('/demo/clock', (c) => show(c, clock.now()))
    .post('/demo/clock', async (c) => {
      if (!isJson(c.req.header('content-type'))) return problem(c, 415, 'send application/json')
      const body = await readBody(c.req.raw, 1_024)
      if (!body.ok) return tooLarge(c)
      const to = targetOf(parseJson(body.value)?.value, clock.now())
      if (to === null) return problem(c, 400, 'send {"to": "2027-07-06T18:00"} or {"addMinutes": 60}')
      if (to < clock.now()) return problem(c, 400, 'the clock never goes back')
      if (to > clock.now() + longestJumpDays * dayMs)
        return problem(c, 400, `at most ${longestJumpDays} days at once`)
      await advance(to)
      return show(c, clock.now())
    })
}

const targetOf = (value: unknown, now: Instant): Instant | null => {
  const move = moveSchema.safeParse(value)
  if (!move.success) return null
  return 'to' in move.data ? readInstant(move.data.to) : now + move.data.addMinutes * minuteMs
}

const show = (c: Context<HttpEnv>, now: Instant): Response =>
  c.json({ now, day: dayOf(now), time: timeOf(now) }, 200, { 'cache-control': 'no-store' })
