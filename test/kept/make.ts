/**
 * Makes the data folder that is kept of a version: `npx tsx test/kept/make.ts 0.1.0` enrols one child, lets another wait for a
 * consent, asks staff something, and stops. Later versions must open it (test/long/kept.test.ts). Never made again for a
 * version that was kept.
 */
import { fileURLToPath } from 'node:url'
import { createChatClient } from '../../functions/local/chat-client.ts'
import { runProgram } from '../../functions/local/program.ts'
import { instantOf } from '../../shared/time.ts'

const [version = ''] = process.argv.slice(2)
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('name a version, such as 0.1.0')

const program = await runProgram({
  port: 0,
  host: '127.0.0.1',
  data: fileURLToPath(new URL(version, import.meta.url)),
  now: instantOf('2027-06-01', '10:00'),
  programmes: [],
  production: false,
  proxies: [],
  env: {},
})
const play = async (as: string, script: readonly string[]): Promise<void> => {
  const client = createChatClient({ url: program.url, secret: program.gatewaySecret, as })
  for (const text of script) {
    const { replies } = await client.send(text)
    process.stdout.write(`${as}> ${text}\n${replies.map((reply) => reply.text).join('\n')}\n`)
  }
}

await play('li', [
  '我家娃小明8岁在白岩村想报篮球',
  '同意',
  '2019年5月 全程都来 王小雨 13800001234 没有第二个电话 我是妈妈 没过敏 我自己接',
  '1',
  '人工',
  '请问下雨天还上课吗',
])
await play('chen', ['我家娃小红7岁想报画画'])
await program.stop()
