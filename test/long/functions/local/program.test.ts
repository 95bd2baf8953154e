import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createChatClient } from '../../../../functions/local/chat-client.ts'
import { dataFormat, writeInstallation } from '../../../../functions/local/installation.ts'
import { databaseFile } from '../../../../functions/local/lock.ts'
import type { Program } from '../../../../functions/local/program.ts'
import { dynamoClient } from '../../../../functions/store/index.ts'
import { hourMs, instantOf } from '../../../../shared/time.ts'
import { aFolder, processesNaming } from '../../../support/commands.ts'
import { refusedStart, startProgram } from '../../../support/program.ts'

/** A process that was told to end takes a moment to be gone. */
const gone = { timeout: 10_000, interval: 20 }

const evening = instantOf('2027-07-05', '17:59')

const say = async (program: Program, text: string, as = 'li'): Promise<string> => {
  const answer = await createChatClient({ url: program.url, secret: program.gatewaySecret, as }).send(text)
  return answer.replies.map((reply) => reply.text).join('\n')
}

const production = () => ({
  production: true,
  env: { HOUNIAO_GATEWAY_SECRET: 's'.repeat(32), HOUNIAO_KEY_FILE: join(aFolder(), 'master.key') },
})

/** Nothing is left of a start that did not come about: no engine, no note. */
const expectNothingLeft = async (folder: string): Promise<void> => {
  await expect.poll(() => processesNaming(databaseFile(folder)), gone).toEqual([])
  if (existsSync(join(folder, 'run'))) expect(readdirSync(join(folder, 'run'))).toEqual([])
}

describe('the demo', () => {
  it('loads the samples once and answers a parent', async () => {
    const folder = aFolder()
    const first = await startProgram({ data: folder })
    expect(first.programmes.map(({ programme }) => programme.id)).toContain('yuhuan-2027')
    expect(first.programmes.every(({ version, changed }) => version === 1 && changed)).toBe(true)
    expect(await say(first, '你好')).not.toBe('')
    await first.stop()
    const second = await startProgram({ data: folder })
    expect(second.programmes.every(({ version, changed }) => version === 1 && !changed)).toBe(true)
    expect(second.gatewaySecret).toBe(first.gatewaySecret)
  })

  it('keeps a conversation over a restart', async () => {
    const folder = aFolder()
    const first = await startProgram({ data: folder, now: evening })
    await say(first, '我要报名')
    await first.stop()
    const second = await startProgram({ data: folder })
    const later = await createChatClient({ url: second.url, secret: second.gatewaySecret, as: 'li' }).later()
    expect(later.length).toBeGreaterThan(0)
    expect(second.clock.now()).toBeGreaterThanOrEqual(evening)
  })

  it('shows the clock and moves it on, and the data remember', async () => {
    const folder = aFolder()
    const first = await startProgram({ data: folder, now: evening, samples: false })
    const moved = await fetch(`${first.url}/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ addMinutes: 60 }),
    })
    expect(moved.status).toBe(200)
    expect(first.clock.now()).toBeGreaterThanOrEqual(evening + hourMs)
    await first.stop()
    const second = await startProgram({ data: folder, now: evening, samples: false })
    expect(second.keptTime).toBeGreaterThanOrEqual(evening + hourMs)
    expect(second.clock.now()).toBeGreaterThanOrEqual(evening + hourMs)
  })

  it('runs in memory alone', async () => {
    const program = await startProgram({ samples: false })
    expect(program.programmes).toEqual([])
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200)
  })

  it('says when its engine dies', async () => {
    const program = await startProgram({ samples: false })
    process.kill(program.engine.pid ?? 0, 'SIGKILL')
    expect(await program.engineDied).toContain('137')
  })
})

describe('a start that cannot be', () => {
  it('names a busy port, and has changed nothing', async () => {
    const busy = await startProgram({ samples: false })
    const folder = aFolder()
    const port = Number(new URL(busy.url).port)
    expect(await refusedStart({ data: folder, port })).toMatchObject({ code: 'port_busy', port })
    expect(existsSync(join(folder, 'data.db'))).toBe(false)
    await expectNothingLeft(folder)
  })

  it('names an address that is not this machine’s', async () => {
    expect(await refusedStart({ host: '192.0.2.1' })).toMatchObject({ code: 'address', host: '192.0.2.1' })
  })

  it('names the owner of a locked folder', async () => {
    const folder = aFolder()
    await startProgram({ data: folder, samples: false })
    expect(await refusedStart({ data: folder })).toMatchObject({
      code: 'locked',
      pid: process.pid,
      what: 'a server',
    })
  })

  it('names a folder that cannot be one', async () => {
    const file = join(aFolder(), 'file')
    writeFileSync(file, '')
    expect(await refusedStart({ data: file })).toMatchObject({ code: 'folder', folder: file })
    expect(await refusedStart({ data: join(file, 'data') })).toMatchObject({ code: 'folder' })
  })

  it('says that the engine is missing, and lets go of folder and port', async () => {
    const folder = aFolder()
    expect(await refusedStart({ data: folder, env: { HOUNIAO_ENGINE: '/nowhere' } })).toEqual({
      code: 'engine_missing',
    })
    await expectNothingLeft(folder)
    await startProgram({ data: folder, samples: false })
  })

  it('refuses data of a newer version', async () => {
    const folder = aFolder()
    const program = await startProgram({ data: folder, samples: false })
    const client = dynamoClient({ endpoint: program.engine.endpoint })
    await program.clock.advance(program.clock.now())
    await writeInstallation(client, program.tableName, {
      format: dataFormat + 1,
      mode: 'demo',
      clock: null,
      proof: null,
    })
    // Killed, not stopped: a clean stop would write its own format again.
    process.kill(program.engine.pid ?? 0, 'SIGKILL')
    await program.engineDied
    await program.stop()
    expect(await refusedStart({ data: folder })).toMatchObject({ code: 'newer_data', found: dataFormat + 1 })
    await expectNothingLeft(folder)
  })

  it('reports every mistake of every programme file by line, field and rule, and loads nothing', async () => {
    const folder = aFolder()
    const [bad, worse] = [join(folder, 'bad.yaml'), join(folder, 'worse.yaml')]
    writeFileSync(bad, 'id: Bad Id\nname: ""\n')
    writeFileSync(worse, 'id: [\n')
    const data = join(folder, 'data')
    const trouble = await refusedStart({ data, programmes: [bad, worse] })
    if (trouble.code !== 'programme') throw new Error(trouble.code)
    expect(trouble.lines.filter((line) => line.startsWith('bad.yaml:')).length).toBeGreaterThan(1)
    expect(trouble.lines).toContainEqual(expect.stringMatching(/^bad\.yaml:1 id: ./))
    expect(trouble.lines).toContainEqual(expect.stringMatching(/^worse\.yaml:\d+ /))
    expect(existsSync(data)).toBe(false)
  })

  it('names a programme file that is not there', async () => {
    expect(await refusedStart({ programmes: ['/nowhere/a.yaml'] })).toMatchObject({
      code: 'file',
      file: '/nowhere/a.yaml',
    })
  })
})

describe('production', () => {
  it('has no samples, no demo clock and no ?as=', async () => {
    const program = await startProgram({ ...production(), data: aFolder() })
    expect(program.programmes).toEqual([])
    expect((await fetch(`${program.url}/demo/clock`)).status).toBe(404)
    expect((await fetch(`${program.url}/chat/messages?as=li&after=`)).status).toBe(401)
    const page = await fetch(program.url)
    await page.text()
    expect(page.headers.get('set-cookie')).toMatch(/HttpOnly.*Secure|Secure.*HttpOnly/)
  })

  it('knows a browser again after a restart, and no browser that names itself', async () => {
    const kept = { ...production(), data: aFolder() }
    const first = await startProgram(kept)
    const page = await fetch(first.url)
    await page.text()
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await first.stop()
    const { url } = await startProgram(kept)
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${url}/chat/messages`, { headers })).status
    expect(await status({ cookie })).toBe(200)
    expect(await status({ cookie: cookie.replace(/\..*/, '') })).toBe(401)
  })

  it('counts by the address that the proxy on this machine tells', async () => {
    const { url } = await startProgram({
      ...production(),
      data: aFolder(),
      hooks: { chatPerMinute: 1 },
      realNow: () => evening,
    })
    const send = async (forwarded: string) => {
      const page = await fetch(url)
      await page.text()
      const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      const headers = { cookie, 'content-type': 'application/json', 'x-forwarded-for': forwarded }
      return (await fetch(`${url}/chat/messages`, { method: 'POST', headers, body: '{}' })).status
    }
    const statuses: number[] = []
    for (let n = 0; n < 62; n++) statuses.push(await send(`198.51.100.${n}, 203.0.113.7`))
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(400))
    expect(statuses).toContain(429)
    expect(await send('203.0.113.8')).toBe(400)
  })

  it('needs its secrets, and leaves nothing behind without them', async () => {
    const folder = aFolder()
    expect(await refusedStart({ production: true, data: folder })).toMatchObject({ code: 'setting' })
    await expectNothingLeft(folder)
  })

  it('refuses a demo’s data, and a demo refuses its', async () => {
    const [demo, real] = [aFolder(), aFolder()]
    await (await startProgram({ data: demo, samples: false })).stop()
    expect(await refusedStart({ ...production(), data: demo })).toMatchObject({ code: 'demo_data' })
    await (await startProgram({ ...production(), data: real })).stop()
    expect(await refusedStart({ data: real })).toMatchObject({ code: 'production_data' })
    await expectNothingLeft(real)
  })

  it('refuses data that a demo clock has touched', async () => {
    const folder = aFolder()
    await (await startProgram({ data: folder, samples: false, now: evening })).stop()
    expect(await refusedStart({ ...production(), data: folder })).toMatchObject({ code: 'demo_clock' })
  })

  it('refuses another master key than the data were locked with', async () => {
    const folder = aFolder()
    await (await startProgram({ ...production(), data: folder })).stop()
    const other = production()
    expect(await refusedStart({ ...other, data: folder })).toMatchObject({
      line: expect.stringContaining('is missing'),
    })
  })
})
