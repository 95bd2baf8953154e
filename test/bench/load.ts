import { Agent, request as httpRequest } from 'node:http'
import { sign } from '../../functions/http/signature.ts'

export const secret = 'bench-secret-bench-secret-bench-secret'

/** Posts a signed message and gives the answer's body; throws on anything but 200. */
export const createPoster = (url: string, path: string, connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const target = new URL(path, url)
  return (message: unknown): Promise<string> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(message)
      const timestamp = String(Math.floor(Date.now() / 1000))
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-houniao-timestamp': timestamp,
        'x-houniao-signature': sign(secret, { method: 'POST', target: path, timestamp, body }),
      }
      const request = httpRequest(target, { method: 'POST', agent, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
        )
      })
      request.on('error', reject)
      request.end(body)
    })
}

/** Runs `total` pieces of work, `width` at a time; seconds it took. Lane k takes pieces k, k + width, … so that no two of one contact run at once. */
export const inFlight = async (
  total: number,
  width: number,
  work: (piece: number) => Promise<unknown>,
): Promise<number> => {
  const begun = performance.now()
  const lane = async (first: number): Promise<void> => {
    for (let piece = first; piece < total; piece += width) await work(piece)
  }
  await Promise.all(Array.from({ length: width }, (_, first) => lane(first)))
  return (performance.now() - begun) / 1000
}
