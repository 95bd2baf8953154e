import * as z from 'zod'

/** Where the program's things are in an AWS account. No secret is among them. */
export interface Settings {
  readonly table: string
  readonly keyTable: string
  /** ARN of the KMS key that wraps the master key. */
  readonly kmsKey: string
  /** ARN of the Secrets Manager secret that gateways share. */
  readonly gatewaySecretArn: string
}

const arn = z.string().regex(/^arn:[\w-]+:/)

const schema = z.object({
  HOUNIAO_TABLE: z.string().min(1),
  HOUNIAO_KEY_TABLE: z.string().min(1),
  HOUNIAO_KMS_KEY: arn,
  HOUNIAO_GATEWAY_SECRET_ARN: arn,
})

/** Throws an error that names every setting missing or malformed, and no value. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const parsed = schema.safeParse(environment)
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => String(issue.path[0])))
  const { HOUNIAO_TABLE, HOUNIAO_KEY_TABLE, HOUNIAO_KMS_KEY, HOUNIAO_GATEWAY_SECRET_ARN } = parsed.data
  return {
    table: HOUNIAO_TABLE,
    keyTable: HOUNIAO_KEY_TABLE,
    kmsKey: HOUNIAO_KMS_KEY,
    gatewaySecretArn: HOUNIAO_GATEWAY_SECRET_ARN,
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
