import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sign, signatureHeader, timestampHeader } from '../../functions/http/signature.ts'
import { databaseFile } from '../../functions/local/lock.ts'
import type { Program } from '../../functions/local/program.ts'
import { createDatabase } from '../../functions/store/database.ts'
import { readFamily } from '../../functions/store/family-item.ts'
import { dynamoClient } from '../../functions/store/index.ts'
import { familyKey } from '../../functions/store/keys.ts'
import type { Answer } from '../../shared/contract/reply.ts'
import { command, processesNaming, type Running, until } from './commands.ts'
import { aProgrammeInput, aSectionInput } from './programme.ts'
import { answers, toSummary } from './walk.ts'
import { type Parent, words } from './world.ts'

const path = '/channels/gateway/messages'

/** A class that many want, and a showing with room for half of all. */
export const sections = { class: 'mini-2027.class', show: 'mini-2027.show' } as const
export const classPlaces = 30

/** The programme of this run, as a file in a folder. */
export const writeProgramme = (folder: string): string => {
  const sites = aProgrammeInput().sites.map((site) =>
    site.id === 'cinema' ? { ...site, places: 1_500 } : site,
  )
  const programme = aProgrammeInput({
    sites,
    sections: [
      aSectionInput({ id: 'class', module: 'draw', capacity: { cap: classPlaces } }),
      aSectionInput({ id: 'show', module: 'ball', site: 'cinema', capacity: { cap: 1_500 } }),
    ],
  })
  const file = join(folder, 'programme.yaml')
  writeFileSync(file, JSON.stringify(programme))
  return file
}

/** Sends one message to wherever the server is now. Throws where no answer comes. */
export const post = async (url: string, secret: string, message: object): Promise<Answer> => {
  const body = JSON.stringify(message)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = {
    'content-type': 'application/json',
    [timestampHeader]: timestamp,
    [signatureHeader]: sign(secret, { method: 'POST', target: path, timestamp, body }),
  }
  const response = await fetch(new URL(path, url), { method: 'POST', body, headers })
  if (response.status !== 200) throw new Error(`answered ${response.status}`)
  return (await response.json()) as Answer
}

const messageOf = (contactId: string, messageId: string, text: string) => ({
  messageId,
  contactId,
  sentAt: new Date().toISOString(),
  kind: 'text',
  text,
})

const speaker = ({ url, gatewaySecret }: Program, contact: string): Parent => {
  let count = 0
  const say = (text: string) => post(url, gatewaySecret, messageOf(contact, `${contact}-${++count}`, text))
  const unused = async () => {
    throw new Error('nobody needs it here')
  }
  return { contact, say, send: unused, later: unused }
}

/** Replaces ids all through a value. */
const renamed = <T>(value: T, names: readonly (readonly [string, string])[]): T =>
  JSON.parse(names.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(value))) as T

/**
 * One parent talks up to the summary, where `1` claims; so many others stand there too, each with family and child of its
 * own. Their ids: `<contact>-<n>`, the child's `<contact>-<n>-kid`.
 */
export const prepare = async (
  program: Program,
  contact: string,
  course: string,
  count: number,
): Promise<readonly string[]> => {
  await toSummary(speaker(program, contact), course)
  const { conversation, family } = await program.store.open(contact)
  const child = conversation?.talk.draft?.children[0]?.id
  if (!conversation || !family || !child) throw new Error('the first parent is not at the summary')
  const contacts = Array.from({ length: count }, (_, n) => `${contact}-${n}`)
  const lane = async (first: number): Promise<void> => {
    for (let n = first; n < count; n += 16) {
      const own = `${contact}-${n}`
      const names = [
        [child, `${own}-kid`],
        [family.id, `${own}-family`],
        [`"${contact}"`, `"${own}"`],
        // Nobody's child is taken for another's.
        [answers['child.name'] ?? '', `王${String.fromCodePoint(0x4e00 + n)}`],
      ] as const
      const saved = await program.store.save({
        conversation: { ...renamed(conversation, names), rev: 0, seen: [], answers: [], done: [] },
        family: { ...renamed(family, names), rev: 0 },
        entries: [],
      })
      if (saved !== 'saved') throw new Error('a parent could not be put in place')
    }
  }
  await Promise.all(Array.from({ length: 16 }, (_, first) => lane(first)))
  return contacts
}

/** A server in a process of its own. */
export interface Served {
  readonly url: string
  readonly running: Running
}

export const startServer = async (data: string): Promise<Served> => {
  const running = command('functions/local/start.ts', ['--data', data, '--port', '0'])
  let ended = false
  void running.ended.then(() => {
    ended = true
  })
  await until(() => ended || running.out().includes('Ctrl-C ends it'), 'the server starts', 60_000)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.out())?.[0]
  if (!url) throw new Error(`no address in ${running.out()}`)
  return { url, running }
}

/** kill -9 of the server or of its engine; waits until both are gone, as whoever starts them anew would. */
export const killed = async (data: string, { running }: Served, what: 'server' | 'engine'): Promise<void> => {
  const file = databaseFile(data)
  if (what === 'server') running.child.kill('SIGKILL')
  else for (const pid of processesNaming(file)) if (pid !== running.child.pid) process.kill(pid, 'SIGKILL')
  await running.ended
}

/** What a parent was told. */
export type Told = { readonly kind: 'seat' } | { readonly kind: 'waiting'; readonly position: number }

export const toldIn = (answer: Answer): Told => {
  const text = words(answer)
  const position = /候补第(\d+)位/.exec(text)?.[1]
  if (position) return { kind: 'waiting', position: Number(position) }
  if (text.includes('报上了')) return { kind: 'seat' }
  throw new Error(`neither a seat nor a place: ${text}`)
}

/** What is true of every parent in a section: of the section itself, and in the view of the family. */
export const truthOf = async (
  { engine, tableName }: Program,
  sectionId: string,
): Promise<ReadonlyMap<string, Told>> => {
  const client = dynamoClient({ endpoint: engine.endpoint })
  const db = createDatabase(client, tableName, { random: () => 0, delay: async () => undefined })
  const truth = new Map<string, Told>()
  const note = (child: string, told: Told): void => {
    if (truth.has(child)) throw new Error(`${child} stands twice in ${sectionId}`)
    truth.set(child, told)
  }
  let line = 0
  for await (const item of db.query({ pk: `SECTION#${sectionId}`, from: 'A', to: 'Z' })) {
    const [kind, ...rest] = String(item.sk).split('#')
    if (kind === 'SEATS') for (const child of Object.keys(item.holders ?? {})) note(child, { kind: 'seat' })
    if (kind === 'HOLDER') note(rest[0] ?? '', { kind: 'seat' })
    if (kind === 'WAIT') note(rest[1] ?? '', { kind: 'waiting', position: ++line })
  }
  const children = [...truth.keys()]
  const families = await db.batchGet(children.map((child) => familyKey(child.replace(/-kid$/, '-family'))))
  families.forEach((item, n) => {
    const child = children[n] ?? ''
    const [own, ...others] = (item && readFamily(item)?.enrolments) ?? []
    const seen = own?.sectionId === sectionId && own.childId === child && others.length === 0
    if (!seen || (own.state === 'seat') !== (truth.get(child)?.kind === 'seat'))
      throw new Error(`the family of ${child} does not know of it`)
  })
  client.destroy()
  return new Map([...truth].map(([child, told]) => [child.replace(/-kid$/, ''), told]))
}

export const claiming = (contact: string) => messageOf(contact, `${contact}-claims`, '1')
