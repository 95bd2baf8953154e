import { FileBox } from 'file-box'
import type { Contact } from 'wechaty'
import type { Client } from './client.ts'
import type { Utterance } from './say.ts'

interface Means {
  readonly client: Pick<Client, 'fetchFile'>
  readonly report: (what: string, error: unknown) => void
}

/** Says one thing to a person. What throws here has reached the puppet: nobody knows what became of it. */
export const speakTo = async (person: Contact, utterance: Utterance, means: Means): Promise<void> => {
  const said = await sayable(utterance, means)
  if (said !== '') await person.say(said)
}

/** The words, or the picture or file itself; its words where it cannot be had. */
const sayable = async (utterance: Utterance, means: Means): Promise<FileBox | string> => {
  if (utterance.kind === 'text') return utterance.text
  try {
    const bytes = await means.client.fetchFile(utterance.url)
    return FileBox.fromBase64(Buffer.from(bytes).toString('base64'), utterance.name)
  } catch (error) {
    means.report('a picture was replaced by its words', error)
    return utterance.text
  }
}
