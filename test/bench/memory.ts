import { message, publishedTable, serve } from './ground.ts'
import { createPoster, inFlight } from './load.ts'
import { print, round } from './print.ts'

const width = 16
const texts = [
  '我家娃小明今年8岁想报画画',
  '同意',
  '2019年5月',
  '要钱吗',
  '返回',
  '2019年6月',
  '几点上课',
  '小明叫王小明',
]

/** Resident memory after 10,000 and after 100,000 turns of 2,000 contacts, new ones all along; both times after a collection. */
export const memory = async (): Promise<void> => {
  const table = await publishedTable()
  const program = await serve('program', table)
  const say = createPoster(program.url, '/channels/gateway/messages', width)
  const turn = (piece: number) => {
    const contact = `memory-${Math.floor(piece / (width * 50)) * width + (piece % width)}`
    return say(message(contact, piece, texts[Math.floor(piece / width) % texts.length] ?? ''))
  }
  await inFlight(10_000, width, turn)
  const early = await program.resident()
  await inFlight(90_000, width, (piece) => turn(piece + 10_000))
  const late = await program.resident()
  program.stop()
  print({
    name: 'resident memory after 100,000 turns',
    unit: 'MB',
    value: round(late, 0),
    floor: { what: 'after 10,000 turns', value: round(early, 0) },
    ratio: round(late / early),
    asked: 'flat',
  })
}
