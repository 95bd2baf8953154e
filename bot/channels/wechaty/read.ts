import { types, type Message as WechatyMessage } from 'wechaty'
import type { Incoming } from './translate.ts'

const kinds: Partial<Record<types.Message, Incoming['kind']>> = {
  [types.Message.Text]: 'text',
  [types.Message.Audio]: 'voice',
  [types.Message.Image]: 'image',
  [types.Message.Attachment]: 'file',
  [types.Message.Location]: 'location',
}

/** Messages that WeChat writes itself (somebody joined, money, a message taken back) are nobody's words. */
const silent: readonly types.Message[] = [
  types.Message.GroupNote,
  types.Message.Recalled,
  types.Message.RedEnvelope,
  types.Message.Transfer,
]

/** Reads what there is to know about a message. Null for a notice of WeChat's own. */
export const read = async (message: WechatyMessage): Promise<Incoming | null> => {
  const type = message.type()
  if (silent.includes(type)) return null
  const room = message.room()
  const kind = kinds[type] ?? 'other'
  return {
    id: message.id,
    self: message.self(),
    kind,
    text: room === undefined ? message.text() : await message.mentionText(),
    fileName: kind === 'file' ? message.text() : '',
    place: kind === 'location' ? await placeOf(message) : null,
    talkerId: message.talker().id,
    talkerName: message.talker().name(),
    roomId: room?.id ?? null,
    mentioned: room !== undefined && (await message.mentionSelf()),
    sentAt: message.date(),
  }
}

/** Null where the puppet cannot read a place. */
const placeOf = async (message: WechatyMessage): Promise<Incoming['place']> => {
  try {
    const location = await message.toLocation()
    return {
      lat: location.latitude(),
      lon: location.longitude(),
      label: location.name() || location.address(),
    }
  } catch {
    return null
  }
}
