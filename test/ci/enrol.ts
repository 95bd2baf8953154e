/**
 * Enrols one child through a running program, as a gateway would: HOUNIAO_URL and HOUNIAO_GATEWAY_SECRET say where and under
 * which secret. Answers whatever the program asks, and fails when the enrolment is not among 我的报名 at the end.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { gatewayClient } from '../../bot/channels/wechaty/client.ts'
import type { Expects } from '../../shared/contract/expects.ts'
import type { Answer } from '../../shared/contract/reply.ts'

const answers: Record<Expects, string> = {
  menu: '我家娃小明今年8岁在白岩村想报篮球',
  consent: '同意',
  who: '我是孩子妈妈',
  'child.name': '小明',
  'child.birth': '2019年5月',
  'child.grade': '二年级',
  'child.sex': '男',
  'child.days': '都来',
  'guardian.name': '王小雨',
  'guardian.phone': '13800001234',
  'guardian.phone2': '没有',
  'guardian.relation': '妈妈',
  place: '白岩村',
  employer: '没有',
  health: '无',
  pickup: '妈妈接',
  modules: '1',
  wishes: '没有',
  confirm: '1',
  choice: '1',
  field: '0',
  yes_no: '是',
  code: '0',
}
const mostMessages = 30

const { HOUNIAO_URL: url = 'http://127.0.0.1:8787', HOUNIAO_GATEWAY_SECRET: secret = '' } = process.env
const wire = {
  fetch: (address: string, init: RequestInit) => fetch(address, init),
  now: () => Date.now(),
  delay: async (ms: number) => void (await delay(ms)),
  random: () => Math.random(),
}
const client = gatewayClient(url, secret, wire)
const contactId = `ci-${randomUUID()}`
const write = (line: string): void => void process.stdout.write(`${line}\n`)

const say = async (text: string): Promise<Answer> => {
  write(`> ${text}`)
  const message = {
    kind: 'text',
    text,
    contactId,
    messageId: randomUUID(),
    sentAt: new Date().toISOString(),
  } as const
  const answer = await client.post(message)
  for (const reply of answer.replies) write(reply.text.replace(/^/gm, '  '))
  return answer
}

const isDone = (answer: Answer): boolean =>
  answer.replies.some((reply) => reply.kind === 'card') && answer.expects !== 'confirm'

let answer = await say(answers.menu)
for (let sent = 1; !isDone(answer); sent++) {
  if (sent === mostMessages || answer.expects === null) throw new Error(`no enrolment after ${sent} messages`)
  answer = await say(answers[answer.expects])
}
const mine = await say('我的报名')
if (!mine.replies.some((reply) => reply.text.includes('小明')))
  throw new Error('我的报名 does not name the child')
write('Enrolled.')
