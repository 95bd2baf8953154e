import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Line } from '../http/env.ts'
import { reasonOf } from './data-folder.ts'
import { stop } from './trouble.ts'

export type Fetch = (request: Request, line?: Line) => Response | Promise<Response>

export interface Served {
  readonly url: string
  /** From now on requests are answered; those that came before have waited. */
  readonly open: (fetch: Fetch) => void
  /** Takes no more, and ends when what is being answered is answered, or after five seconds. */
  readonly close: () => Promise<void>
}

const closePatienceMs = 5_000

const listening = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })

const explain = (error: unknown, host: string, port: number): never => {
  const reason = reasonOf(error)
  if (reason === 'EADDRINUSE') return stop({ code: 'port_busy', host, port })
  return stop({ code: 'address', host, reason: reason === 'EACCES' ? `EACCES for port ${port}` : reason })
}

const shownHost = (host: string): string => (host.includes(':') ? `[${host}]` : host)

const close = async (server: Server): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  await Promise.race([closed, wait(closePatienceMs, undefined, { ref: false })])
  server.closeAllConnections()
}

/**
 * Takes the port before anything else is begun, so that a busy one has changed nothing.
 *
 * @throws Stopped `port_busy`, `address`
 */
export const listen = async (host: string, port: number): Promise<Served> => {
  let open: Served['open'] = () => undefined
  const opened = new Promise<Fetch>((resolve) => {
    open = resolve
  })
  const server = createAdaptorServer({
    fetch: async (request: Request, line: Line) => (await opened)(request, line),
  }) as Server
  const taken = await listening(server, host, port).catch((error: unknown) => explain(error, host, port))
  return { url: `http://${shownHost(host)}:${taken}`, open, close: () => close(server) }
}
