import { type Message, type Wechaty, WechatyBuilder } from 'wechaty'
import { mock, PuppetMock } from 'wechaty-puppet-mock'

export interface Stage {
  readonly bot: Wechaty
  /** Resolves when the bot is logged in and may be spoken to. */
  readonly start: () => Promise<void>
  /** The person types a line; resolves when the bot has it. */
  readonly type: (line: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A real Wechaty on the mock puppet and one made-up person who talks to it; `heard` gets each line that the bot says. */
export const demoStage = (heard: (line: string) => void): Stage => {
  const mocker = new mock.Mocker()
  const bot = WechatyBuilder.build({ puppet: new PuppetMock({ mocker }) })
  const account = mocker.createContact({ id: 'houniao', name: '候鸟' })
  const person = mocker.createContact({ id: 'demo-parent', name: '测试家长' })
  person.on('message', (message) => {
    if (message.talker().id === account.id) heard(message.text() ?? '[picture]')
  })
  return {
    bot,
    start: async () => {
      const ready = new Promise<void>((resolve) => bot.once('login', () => resolve()))
      await bot.start()
      mocker.login(account)
      await ready
    },
    type: async (line) => {
      const arrived = arrivalFrom(bot, person.id)
      person.say(line).to(account)
      await arrived
    },
    stop: () => bot.stop(),
  }
}

const arrivalFrom = (bot: Wechaty, talkerId: string): Promise<void> =>
  new Promise((resolve) => {
    const look = (message: Message): void => {
      if (message.talker().id !== talkerId) return
      bot.off('message', look)
      resolve()
    }
    bot.on('message', look)
  })
