import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { masterKeyOf, memoryKeyStore } from '../../../../functions/crypto/index.ts'
import { assetFiles } from '../../../../functions/http/pages/files.ts'
import { buildHouse, type House } from '../../../../functions/local/house.ts'
import { type Bundle, bundleHandlers, bundleOptions, type HandlerName } from '../../../../infra/bundle.ts'
import { readProgramme } from '../../../../shared/programme-file.ts'
import { eventOf, responseOf } from '../../../support/api-gateway.ts'
import { type FakeAws, gatewaySecretArn, kmsKeyArn, startFakeAws } from '../../../support/aws.ts'
import { freshKeyTable, freshTable } from '../../../support/engine.ts'
import { aMessage, aSignedRequest } from '../../../support/http.ts'
import { type LambdaFunction, startLambda } from '../../../support/lambda-runtime.ts'

const secret = 'a-gateway-secret-of-this-test-only-0123456789'
const yuhuan = fileURLToPath(new URL('../../../../shared/programmes/yuhuan-2027.yaml', import.meta.url))

let folder: string
let yaml: string
let bundles: readonly Bundle[]
let aws: FakeAws
let local: House
let environment: Record<string, string>
const lambdas = new Map<HandlerName, LambdaFunction>()

const bundleOf = (name: HandlerName): Bundle => {
  const bundle = bundles.find((one) => one.name === name)
  if (!bundle) throw new Error(`no bundle ${name}`)
  return bundle
}

/** The artefact of a handler, running as Lambda would run it; one process a handler. */
const lambda = async (name: HandlerName): Promise<LambdaFunction> => {
  const running = lambdas.get(name) ?? (await startLambda(bundleOf(name).folder, environment))
  lambdas.set(name, running)
  return running
}

/** The result of an invocation; an error of the function fails the test with its words. */
const invoke = async (name: HandlerName, event: unknown): Promise<unknown> => {
  const invoked = await (await lambda(name)).invoke(event)
  if ('error' in invoked) throw new Error(`${invoked.error.errorType}: ${invoked.error.errorMessage}`)
  return invoked.result
}

/** The same program over another table of the same engine: what `npm start -- --production` runs. */
const localHouse = async (): Promise<House> => {
  const { client, tableName } = await freshTable()
  const clock = { now: () => Date.now(), advance: async () => undefined, stop: async () => undefined }
  return buildHouse({
    client,
    tableName,
    keys: memoryKeyStore(),
    master: masterKeyOf(Buffer.alloc(32, 7)),
    gatewaySecret: secret,
    publicUrl: '',
    mode: 'production',
    clock,
    log: () => undefined,
    realNow: clock.now,
    hooks: {},
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houniao-bundle-'))
  const [main, keys] = [await freshTable(), await freshKeyTable()]
  ;[bundles, aws, local, yaml] = await Promise.all([
    bundleHandlers(folder),
    startFakeAws(secret),
    localHouse(),
    readFile(yuhuan, 'utf8'),
  ])
  environment = {
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: main.endpoint,
    AWS_ENDPOINT_URL_KMS: aws.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.endpoint,
    HOUNIAO_TABLE: main.tableName,
    HOUNIAO_KEY_TABLE: keys.tableName,
    HOUNIAO_KMS_KEY: kmsKeyArn,
    HOUNIAO_GATEWAY_SECRET_ARN: gatewaySecretArn,
  }
}, 120_000)

afterAll(async () => {
  for (const running of lambdas.values()) await running.stop()
  await aws.stop()
  await rm(folder, { recursive: true })
})

const signed = (message: Readonly<Record<string, unknown>>): Request =>
  aSignedRequest(message, { secret, at: Date.now() })
const askLambda = async (request: Request): Promise<Response> =>
  responseOf(await invoke('chat', await eventOf(request)))

/** An answer without the time in its replies' ids, which no two programs share. */
const answerOf = async (response: Response): Promise<string> =>
  (await response.text()).replace(/"id":"\d{13}\./g, '"id":"time.')

describe('the bundles', () => {
  it('hold neither Wechaty nor anything else of a gateway, nor the tools of a laptop', () => {
    const inputs = bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs))
    const strange =
      /node_modules\/(wechaty|file-box|@grpc|tsx|@hono\/node-server|aws-cdk)|bot\/channels\/wechaty|functions\/local/
    expect(inputs.filter((input) => strange.test(input))).toEqual([])
  })

  // Some 760 KB of the chat bundle are SDK, zod, hono and the first rest of ours; understanding may have 300 of its own, and
  // offers, quotas, wishes and the same child came to 80.
  it('are no larger than agreed, in KB', () => {
    const sizes = bundles.map(({ name, bytes }) => [name, Math.round(bytes / 1_000)] as const)
    const limits = { chat: 1_300, sweep: 1_050, publish: 800, picture: 1_000, agenda: 800, work: 800 }
    expect(sizes.filter(([name, kilobytes]) => kilobytes > limits[name])).toEqual([])
  })

  it('have beside them what the pages read', async () => {
    const missing: string[] = []
    for (const file of assetFiles)
      await readFile(join(bundleOf('chat').folder, file)).catch(() => missing.push(file))
    expect(missing).toEqual([])
  })
})

describe('the picture bundle', () => {
  it('draws with nothing but what lies in its own folder', async () => {
    const probe = join(bundleOf('picture').folder, 'probe.mjs')
    const contents = `import { openStudio } from './functions/render/picture/studio.ts'
      const text = { kind: 'text', x: 5, y: 45, text: '㛃', size: 40, bold: true, colour: '#000' }
      const { draw, covers } = await openStudio()
      const png = await draw({ width: 60, height: 60, background: '#fff', marks: [text] })
      process.stdout.write(png.subarray(1, 4).toString() + covers('㛃𬱖'))`
    const stdin = { contents, resolveDir: fileURLToPath(new URL('../../../../', import.meta.url)) }
    await build({ ...bundleOptions, stdin, outfile: probe })

    expect((await promisify(execFile)(process.execPath, [probe])).stdout).toBe('PNGtrue')
  })

  it('fits into what Lambda takes, some 250 MB unpacked', async () => {
    const files = await readdir(bundleOf('picture').folder, { recursive: true, withFileTypes: true })
    const sizes = files
      .filter((file) => file.isFile())
      .map(async (file) => (await stat(join(file.parentPath, file.name))).size)
    const megabytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1_000_000

    expect(megabytes).toBeGreaterThan(40)
    expect(megabytes).toBeLessThan(80)
  })

  it('answers what nobody gave out with 404', async () => {
    const request = new Request('https://test.example.org/cards/guess.png')
    expect(responseOf(await invoke('picture', await eventOf(request))).status).toBe(404)
  })

  it('and nothing of it is in the others', () => {
    const others = bundles.filter(({ name }) => name !== 'picture')
    const inputs = others.flatMap(({ metafile }) => Object.keys(metafile.inputs))
    expect(inputs.filter((input) => /functions\/render|ical-generator/.test(input))).toEqual([])
  })
})

describe('the artefacts, run as Lambda runs them', () => {
  it('publish a programme file, and the same one again as no new version', async () => {
    const published = await invoke('publish', { yaml })
    expect(published).toMatchObject({ version: 1, changed: true })
    expect(await invoke('publish', { yaml })).toEqual({ ...(published as object), changed: false })
  })

  it('give back every mistake of a programme file', async () => {
    expect(await invoke('publish', { yaml: 'name: 5\n' })).toMatchObject({
      mistakes: expect.arrayContaining([
        { line: expect.any(Number), field: expect.any(String), rule: expect.any(String) },
      ]),
    })
  })

  it('answer a conversation as the local program does, word for word', async () => {
    const programme = readProgramme(yaml)
    if (!programme.ok) throw new Error('the sample has mistakes')
    await local.store.publish(programme.value)
    const said = ['你好', '要钱吗', '我家娃小明今年8岁在白岩村想报篮球跟画画', '同意', '0', '帮助']
    for (const [index, text] of said.entries()) {
      const message = aMessage({ messageId: `m${index}`, contactId: 'wx:mary', text })
      const [away, here] = [await askLambda(signed(message)), await local.fetch(signed(message))]
      expect([away.status, await answerOf(away)]).toEqual([200, await answerOf(here)])
    }
  })

  it('give a message that comes again the same replies', async () => {
    const message = aMessage({ messageId: 'm-again', contactId: 'wx:mary', text: '要钱吗' })
    const first = await (await askLambda(signed(message))).json()
    expect(await (await askLambda(signed(message))).json()).toEqual(first)
  })

  it('refuse a wrong signature', async () => {
    const response = await askLambda(aSignedRequest(aMessage(), { secret: 'another secret', at: Date.now() }))
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
  })

  it('serve the chat page and its script, to a new parent with a cookie', async () => {
    const page = await askLambda(new Request('https://test.example.org/'))
    const html = await page.text()
    expect([page.status, page.headers.get('set-cookie')]).toEqual([
      200,
      expect.stringMatching(/HttpOnly.*Secure|Secure.*HttpOnly/),
    ])
    const [script = ''] = /\/assets\/[^"']+\.js/.exec(html) ?? []
    expect((await askLambda(new Request(`https://test.example.org${script}`))).status).toBe(200)
  })

  it('sweep, and say how much was done', async () => {
    const swept = z.record(z.string(), z.number()).parse(await invoke('sweep', { source: 'aws.events' }))
    expect(Object.keys(swept)).toContain('holds')
    expect(Object.values(swept).every((count) => count === 0)).toBe(true)
  })

  it('log no word that a person wrote', async () => {
    const logged = [...lambdas.values()].map((running) => running.logged()).join('')
    expect(logged).not.toMatch(/小明|白岩村|要钱/)
  })

  it('fetch the secret and the master key once a process', () => {
    const count = (action: string) => aws.asked.filter((one) => one === action).length
    expect([count('GetSecretValue'), count('GenerateDataKeyWithoutPlaintext')]).toEqual([lambdas.size, 1])
    expect(count('Decrypt')).toBeLessThanOrEqual(lambdas.size)
  })

  it('do not start without their settings, and say which are missing', async () => {
    const { HOUNIAO_TABLE: _table, ...rest } = environment
    const broken = await startLambda(bundleOf('chat').folder, rest)
    expect(await broken.invoke({})).toEqual({
      error: { errorType: 'SettingsError', errorMessage: 'missing or malformed settings: HOUNIAO_TABLE' },
    })
    await broken.stop()
  })
})
