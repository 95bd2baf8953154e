import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { backUp } from '../../../../functions/local/back-up.ts'
import { bringBack, type RestoreOptions } from '../../../../functions/local/bring-back.ts'
import { createChatClient } from '../../../../functions/local/chat-client.ts'
import { databaseFile } from '../../../../functions/local/lock.ts'
import type { Program } from '../../../../functions/local/program.ts'
import type { Family } from '../../../../shared/family.ts'
import { aFolder, processesNaming } from '../../../support/commands.ts'
import { startProgram } from '../../../support/program.ts'
import { aProgramme } from '../../../support/programme.ts'
import { aConversation, aFamily, sectionOf } from '../../../support/store.ts'

/** A process that was told to end takes a moment to be gone. */
const gone = { timeout: 10_000, interval: 20 }

const section = sectionOf('draw-hall')

/** A family with a seat, as a conversation would leave it. */
const enrol = async (program: Program, family: Family): Promise<void> => {
  const contact = family.contacts[0] ?? ''
  const conversation = aConversation({ contact, familyId: family.id, touchedAt: program.clock.now() })
  expect(await program.store.save({ conversation, family, entries: [] })).toBe('saved')
  const child = family.children[0]?.id ?? ''
  const effect = {
    kind: 'claim',
    sectionId: section,
    childId: child,
    familyId: family.id,
    party: 1,
    onFull: 'wait',
    until: null,
  } as const
  expect(await program.store.perform(effect, `turn-${family.id}`, 0)).toMatchObject({ did: 'seat' })
}

const familyNumber = (n: number): Family =>
  aFamily({
    id: `fam-${n}`,
    contacts: [`parent-${n}`],
    children: aFamily().children.map((child) => ({ ...child, id: `kid-${n}` })),
    enrolments: [{ childId: `kid-${n}`, sectionId: section, party: 1, state: 'seat', since: 0, until: null }],
  })

const start = async (data: string): Promise<Program> => {
  const program = await startProgram({ data, samples: false, now: null })
  await program.store.publish(aProgramme())
  return program
}

/** A data folder with two families, and a backup of it taken while the server ran. */
const aBackup = async () => {
  const data = join(aFolder(), 'data')
  const file = join(aFolder(), 'b.gz')
  const program = await start(data)
  for (const n of [1, 2]) await enrol(program, familyNumber(n))
  const done = await backUp(data, file)
  return { data, file, program, done }
}

const restoreOptions = (file: string, data: string, more: Partial<RestoreOptions> = {}): RestoreOptions => ({
  data,
  file,
  keys: `${file}.keys`,
  key: null,
  erased: null,
  ...more,
})

const familyOf = async (program: Program, n: number) => (await program.store.open(`parent-${n}`)).family

const loseDatabase = (data: string): void => {
  for (const name of ['data.db', 'data.db-wal', 'data.db-shm']) rmSync(join(data, name), { force: true })
}

describe('a backup', () => {
  it('of a running server shows one moment, and holds no word and no key in the clear', async () => {
    const { file, data, done } = await aBackup()
    expect(done).toMatchObject({ mode: 'demo', settled: true })
    const text =
      gunzipSync(readFileSync(file)).toString() + gunzipSync(readFileSync(`${file}.keys`)).toString()
    expect(text).not.toContain('小明')
    expect(text).not.toContain('13800001234')
    expect(text).not.toContain(readFileSync(join(data, 'gateway-secret'), 'utf8').trim())
    expect(text).not.toContain(readFileSync(join(data, 'master.key')).toString('base64'))
  })

  it('of a stopped server is the same, and leaves no engine behind', async () => {
    const { data, program, done } = await aBackup()
    await program.stop()
    const again = await backUp(data, join(aFolder(), 'again.gz'))
    expect(again).toEqual(done)
    await expect.poll(() => processesNaming(databaseFile(data)), gone).toEqual([])
  })

  it('of nothing is refused, and makes no folder', async () => {
    const folder = join(aFolder(), 'none')
    await expect(backUp(folder, join(aFolder(), 'b.gz'))).rejects.toThrow('no data in it')
    expect(existsSync(folder)).toBe(false)
  })
})

describe('a restore', () => {
  it('brings everything back into an empty folder, given the master key', async () => {
    const { data, file, program } = await aBackup()
    await program.stop()
    const fresh = join(aFolder(), 'data')
    await expect(bringBack(restoreOptions(file, fresh))).rejects.toThrow('a backup never holds it')
    await bringBack(restoreOptions(file, fresh, { key: join(data, 'master.key') }))
    const restored = await startProgram({ data: fresh, samples: false })
    expect((await familyOf(restored, 1))?.children[0]?.name).toBe('李小明')
    expect(
      (await restored.store.look([{ kind: 'seats', sections: [section] }])).seats.get(section)?.left,
    ).toBe(10)
    expect(restored.gatewaySecret).toBe(program.gatewaySecret)
    const chat = createChatClient({ url: restored.url, secret: restored.gatewaySecret, as: 'li' })
    expect((await chat.send('你好')).replies.length).toBeGreaterThan(0)
  })

  it('keeps whoever was erased after the backup erased, and gives the seat free', async () => {
    const { data, file, program } = await aBackup()
    await program.store.perform({ kind: 'erase', familyId: 'fam-1' }, 'turn-erase', 0)
    await program.stop()
    loseDatabase(data)
    expect((await bringBack(restoreOptions(file, data))).erased).toBe(1)
    const restored = await startProgram({ data, samples: false })
    expect(await familyOf(restored, 1)).toBeNull()
    expect((await familyOf(restored, 2))?.children[0]?.name).toBe('李小明')
    const recount = await restored.store.recountSection(section)
    expect(recount).toMatchObject({ orphans: [], left: { stored: 11, counted: 11 } })
  })

  it('obeys an erasure ledger that was kept elsewhere', async () => {
    const { data, file, program } = await aBackup()
    await program.store.perform({ kind: 'erase', familyId: 'fam-1' }, 'turn-erase', 0)
    await program.stop()
    const ledger = join(aFolder(), 'erased.log')
    copyFileSync(join(data, 'keys', 'erased.log'), ledger)
    const fresh = join(aFolder(), 'data')
    await bringBack(restoreOptions(file, fresh, { key: join(data, 'master.key'), erased: ledger }))
    const restored = await startProgram({ data: fresh, samples: false })
    expect(await familyOf(restored, 1)).toBeNull()
    expect(await familyOf(restored, 2)).not.toBeNull()
  })

  it('changes nothing where the folder has data, or the backup or its keys are cut short', async () => {
    const { data, file, program } = await aBackup()
    await program.stop()
    const before = readFileSync(join(data, 'data.db'))
    await expect(bringBack(restoreOptions(file, data))).rejects.toThrow('is not empty')
    expect(readFileSync(join(data, 'data.db')).equals(before)).toBe(true)
    const fresh = join(aFolder(), 'data')
    for (const name of [file, `${file}.keys`]) {
      const whole = readFileSync(name)
      writeFileSync(name, whole.subarray(0, whole.length - 40))
      await expect(bringBack(restoreOptions(file, fresh))).rejects.toThrow('is not a whole backup')
      writeFileSync(name, whole)
    }
    expect(existsSync(fresh)).toBe(false)
  })

  it('leaves no data behind where the master key is another one', async () => {
    const { file, program } = await aBackup()
    await program.stop()
    const [fresh, other] = [join(aFolder(), 'data'), join(aFolder(), 'other.key')]
    writeFileSync(other, Buffer.alloc(32, 1))
    await expect(bringBack(restoreOptions(file, fresh, { key: other }))).rejects.toThrow(
      'is not the master key',
    )
    expect(existsSync(join(fresh, 'data.db'))).toBe(false)
    expect(existsSync(join(fresh, 'restoring'))).toBe(false)
    expect(existsSync(join(fresh, 'keys'))).toBe(false)
  })
})
