import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../functions/handlers/settings.ts'

const whole = {
  HOUNIAO_TABLE: 'houniao',
  HOUNIAO_KEY_TABLE: 'houniao-keys',
  HOUNIAO_KMS_KEY: 'arn:aws-cn:kms:cn-north-1:111122223333:key/k',
  HOUNIAO_GATEWAY_SECRET_ARN: 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:s',
}

describe('readSettings', () => {
  it('reads where things are', () => {
    expect(readSettings({ ...whole, PATH: '/bin' })).toEqual({
      table: 'houniao',
      keyTable: 'houniao-keys',
      kmsKey: whole.HOUNIAO_KMS_KEY,
      gatewaySecretArn: whole.HOUNIAO_GATEWAY_SECRET_ARN,
      publicUrl: '',
    })
  })

  it('reads where calendars find the program', () => {
    const HOUNIAO_PUBLIC_URL = 'https://houniao.example'
    expect(readSettings({ ...whole, HOUNIAO_PUBLIC_URL }).publicUrl).toBe(HOUNIAO_PUBLIC_URL)
    expect(() => readSettings({ ...whole, HOUNIAO_PUBLIC_URL: 'houniao.example' })).toThrow(
      'missing or malformed settings: HOUNIAO_PUBLIC_URL',
    )
  })

  it('names every setting that is missing or malformed at once', () => {
    expect(() => readSettings({ HOUNIAO_TABLE: '', HOUNIAO_KEY_TABLE: 'k' })).toThrow(
      'missing or malformed settings: HOUNIAO_TABLE, HOUNIAO_KMS_KEY, HOUNIAO_GATEWAY_SECRET_ARN',
    )
  })

  it('never repeats a value: it may be a secret put in the wrong place', () => {
    const wrong = () => readSettings({ ...whole, HOUNIAO_GATEWAY_SECRET_ARN: 'hunter2' })
    expect(wrong).toThrow('HOUNIAO_GATEWAY_SECRET_ARN')
    expect(wrong).not.toThrow('hunter2')
  })
})
