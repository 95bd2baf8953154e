import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'

/** A request as an HTTP API hands it to Lambda (payload format 2.0). */
export const eventOf = async (request: Request): Promise<APIGatewayProxyEventV2> => {
  const url = new URL(request.url)
  const { cookie, ...headers } = Object.fromEntries(request.headers)
  const body = await request.text()
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: { ...headers, host: url.host },
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    ...(body === '' ? {} : { body }),
    isBase64Encoded: false,
    requestContext: contextOf(request.method, url),
  }
}

const contextOf = (method: string, url: URL): APIGatewayProxyEventV2['requestContext'] => ({
  accountId: '111122223333',
  apiId: 'test',
  domainName: url.host,
  domainPrefix: 'test',
  http: { method, path: url.pathname, protocol: 'HTTP/1.1', sourceIp: '203.0.113.1', userAgent: 'test' },
  requestId: 'test',
  routeKey: '$default',
  stage: '$default',
  time: '22/Nov/2026:04:00:00 +0000',
  timeEpoch: Date.UTC(2026, 10, 22, 4),
})

const resultSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  cookies: z.array(z.string()).optional(),
  body: z.string(),
  isBase64Encoded: z.boolean(),
}) satisfies z.ZodType<APIGatewayProxyStructuredResultV2>

/** What the HTTP API makes of a handler's result. Throws where it is none. */
export const responseOf = (result: unknown): Response => {
  const { statusCode, headers, cookies = [], body, isBase64Encoded } = resultSchema.parse(result)
  const response = new Response(isBase64Encoded ? Buffer.from(body, 'base64') : body, {
    status: statusCode,
    headers,
  })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
