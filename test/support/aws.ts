import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

/** KMS and Secrets Manager, as much of them as the handlers use, over the wire: the real clients speak to it. */
export interface FakeAws {
  readonly endpoint: string
  /** What was asked, in order: `GenerateDataKeyWithoutPlaintext`, `Decrypt`, `GetSecretValue`. */
  readonly asked: readonly string[]
  readonly stop: () => Promise<void>
}

export const kmsKeyArn = 'arn:aws-cn:kms:cn-north-1:111122223333:key/test'
export const gatewaySecretArn = 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:gateway-test'

const requestSchema = z.object({
  KeyId: z.string().optional(),
  EncryptionContext: z.record(z.string(), z.string()).default({}),
  CiphertextBlob: z.string().optional(),
  SecretId: z.string().optional(),
})
type Request = z.infer<typeof requestSchema>
const sealedSchema = z.object({
  keyId: z.string(),
  context: z.record(z.string(), z.string()),
  plain: z.string(),
})

type Reaction = { readonly status: number; readonly body: unknown }
const refuse = (type: string): Reaction => ({ status: 400, body: { __type: type, message: type } })

/** A “ciphertext” here is what was sealed, in the clear: what matters is who may open it, and with which context. */
const generate = (request: Request): Reaction => {
  const sealed = {
    keyId: request.KeyId,
    context: request.EncryptionContext,
    plain: randomBytes(32).toString('base64'),
  }
  const CiphertextBlob = Buffer.from(JSON.stringify(sealed)).toString('base64')
  return { status: 200, body: { CiphertextBlob, KeyId: request.KeyId } }
}

const decrypt = (request: Request): Reaction => {
  const sealed = sealedSchema.parse(
    JSON.parse(Buffer.from(request.CiphertextBlob ?? '', 'base64').toString()),
  )
  if (JSON.stringify(sealed.context) !== JSON.stringify(request.EncryptionContext))
    return refuse('InvalidCiphertextException')
  if (request.KeyId && request.KeyId !== sealed.keyId) return refuse('IncorrectKeyException')
  return { status: 200, body: { KeyId: sealed.keyId, Plaintext: sealed.plain } }
}

export const startFakeAws = async (secret: string): Promise<FakeAws> => {
  const asked: string[] = []
  const react = (action: string, request: Request): Reaction => {
    if (action === 'GenerateDataKeyWithoutPlaintext') return generate(request)
    if (action === 'Decrypt') return decrypt(request)
    if (request.SecretId !== gatewaySecretArn) return refuse('ResourceNotFoundException')
    return { status: 200, body: { ARN: gatewaySecretArn, SecretString: secret } }
  }
  const server = createServer(async (incoming, response) => {
    const action = String(incoming.headers['x-amz-target']).split('.')[1] ?? ''
    asked.push(action)
    const { status, body } = react(action, requestSchema.parse(JSON.parse(await textOf(incoming))))
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { endpoint: `http://127.0.0.1:${port}`, asked, stop }
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
