import * as z from 'zod'
import { publicUrl } from '../../shared/contract/public-url.ts'

/** Where the program's things are in an AWS account. No secret is among them. */
export interface Settings {
  readonly table: string
  readonly keyTable: string
  /** ARN of the KMS key that wraps the master key. */
  readonly kmsKey: string
  /** ARN of the Secrets Manager secret that gateways share. */
  readonly gatewaySecretArn: string
  /** Stands before the paths that other programs open; '' where it is not set, which leaves them alone. */
  readonly publicUrl: string
}

const arn = z.string().regex(/^arn:[\w-]+:/)

const schema = z.object({
  HOUNIAO_TABLE: z.string().min(1),
  HOUNIAO_KEY_TABLE: z.string().min(1),
  HOUNIAO_KMS_KEY: arn,
  HOUNIAO_GATEWAY_SECRET_ARN: arn,
  HOUNIAO_PUBLIC_URL: publicUrl.or(z.literal('')).default(''),
})

/** Throws an error that names every setting missing or malformed, and no value. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const parsed = schema.safeParse(environment)
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => String(issue.path[0])))
  const { data } = parsed
  return {
    table: data.HOUNIAO_TABLE,
    keyTable: data.HOUNIAO_KEY_TABLE,
    kmsKey: data.HOUNIAO_KMS_KEY,
    gatewaySecretArn: data.HOUNIAO_GATEWAY_SECRET_ARN,
    publicUrl: data.HOUNIAO_PUBLIC_URL,
  }
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly settings: readonly string[]
  constructor(settings: readonly string[]) {
    super(`missing or malformed settings: ${settings.join(', ')}`)
    this.settings = settings
  }
}
