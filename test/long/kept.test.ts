import { cpSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createChatClient } from '../../functions/local/chat-client.ts'
import { aFolder } from '../support/commands.ts'
import { startProgram } from '../support/program.ts'

const kept = fileURLToPath(new URL('../kept', import.meta.url))
const versions = readdirSync(kept, { withFileTypes: true }).filter((entry) => entry.isDirectory())

/** Data of versions before this one, made by test/kept/make.ts when each was finished. */
describe('data of an older version', () => {
  it.each(versions.map(({ name }) => name))(
    'of %s open, and families find what they had',
    async (version) => {
      const data = aFolder()
      cpSync(`${kept}/${version}`, data, { recursive: true })
      const program = await startProgram({ data })
      const as = (name: string) =>
        createChatClient({ url: program.url, secret: program.gatewaySecret, as: name })
      const said = async (name: string, text: string) =>
        (await as(name).send(text)).replies.map((reply) => reply.text).join('\n')

      expect(await said('li', '我的报名')).toContain('篮球')
      const mine = await said('li', '我的信息')
      for (const word of ['小明', '王小雨', '下雨天']) expect(mine).toContain(word)
      expect(await said('chen', '同意')).toContain('小红')
    },
  )
})
