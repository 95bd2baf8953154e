import type { Expects } from '../../shared/contract/expects.ts'
import type { Command } from './meaning.ts'
import { commandWords, fieldWords } from './words/commands.ts'

const ends = '(?:吧|啊|呀|呢|一下|了|谢谢|老师|,|。|!|\\?| )*'
const commands = Object.entries(commandWords).map(([command, words]) => ({
  command: command as Command,
  test: new RegExp(`^(?:我?(?:要|想|想要|需要)?|请|帮我|麻烦|老师|,| )*(?:${words.join('|')})${ends}$`),
}))
const fields = Object.entries(fieldWords).map(([field, words]) => ({
  field: field as Expects,
  test: new RegExp(words.join('|')),
}))

/** The field that a message names: 修改电话 is `guardian.phone`. */
export const fieldOf = (text: string): Expects | null =>
  fields.find(({ test }) => test.test(text))?.field ?? null

/** A command that holds everywhere, where the whole message is one. */
export const commandOf = (text: string): Command | null =>
  commands.find(({ test }) => test.test(text))?.command ?? null

const why =
  /为什么|为啥|为何|干嘛(?:老|总|还)?(?:要|用|问)|干啥(?:老|总|还)?(?:要|用|问)|凭什么|做什么用|干什么用|有什么用|有啥用|什么意思|啥意思|么子意思|(?:一定|必须|非)(?:得|要)?(?:要)?(?:填|写|说|给)|可不可以不(?:填|写|说|给)|能不能不(?:填|写|说|给)|不(?:填|写|说)(?:可以|行|能|得)|问这个|要这个|安全吗|泄露|泄漏|拿去干|用来干|怎么要/

/** Is it a question about the pending question (为什么要填电话, 这是什么意思)? */
export const asksAboutQuestion = (text: string): boolean => why.test(text) && !/换|退|取消(?!报)/.test(text)
