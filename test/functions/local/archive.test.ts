import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ArchiveHeader, type ArchiveRecord, writeArchive } from '../../../functions/local/archive.ts'
import { readArchive, verifyArchive } from '../../../functions/local/archive-read.ts'
import { aFolder } from '../../support/commands.ts'

const header: ArchiveHeader = { v: 1, kind: 'houniao-data', at: '2026-11-22T04:00:00.000Z', tables: ['t'] }

const some = (count: number): readonly ArchiveRecord[] =>
  Array.from({ length: count }, (_, n) => ({ t: 't', value: { pk: { S: `第${n}个` } } }))

const write = async (file: string, records: readonly ArchiveRecord[]) =>
  writeArchive(file, header, async function* () {
    yield* records
  })

const readAll = async (file: string): Promise<ArchiveRecord[]> => {
  const records: ArchiveRecord[] = []
  for await (const record of readArchive(file, 'houniao-data')) records.push(record)
  return records
}

describe('a backup’s file', () => {
  it('gives back what was written, in order, with counts', async () => {
    const file = join(aFolder(), 'b.gz')
    expect((await write(file, some(50))).counts).toEqual({ t: 50 })
    expect(await readAll(file)).toEqual(some(50))
  })

  it('replaces an older one whole, and leaves nothing beside it', async () => {
    const folder = aFolder()
    const file = join(folder, 'b.gz')
    await write(file, some(3))
    await write(file, some(1))
    expect(await readAll(file)).toEqual(some(1))
    expect(readdirSync(folder)).toEqual(['b.gz'])
  })

  it('leaves the older one where the new one fails half-way', async () => {
    const folder = aFolder()
    const file = join(folder, 'b.gz')
    await write(file, some(3))
    const failing = writeArchive(file, header, async function* () {
      yield* some(1)
      throw new Error('engine gone')
    })
    await expect(failing).rejects.toThrow('engine gone')
    expect(await readAll(file)).toEqual(some(3))
    expect(readdirSync(folder)).toEqual(['b.gz'])
  })

  it('says where it cannot be written', async () => {
    await expect(write('/nowhere/b.gz', some(1))).rejects.toThrow('cannot be written (ENOENT)')
  })

  it('is refused wherever it was cut', async () => {
    const folder = aFolder()
    const file = join(folder, 'b.gz')
    await write(file, some(20))
    const whole = readFileSync(file)
    const cut = join(folder, 'cut.gz')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        writeFileSync(cut, whole.subarray(0, length))
        await expect(verifyArchive(cut, 'houniao-data')).rejects.toThrow('is not a whole backup')
      }),
      { numRuns: 40 },
    )
  })

  it('is refused whatever byte of its text was changed', async () => {
    const folder = aFolder()
    const file = join(folder, 'b.gz')
    await write(file, some(20))
    const text = gunzipSync(readFileSync(file))
    const changed = join(folder, 'changed.gz')
    const body = text.length - 200
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: body }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const copy = Buffer.from(text)
          copy[at] = (copy[at] ?? 0) ^ by
          writeFileSync(changed, gzipSync(copy))
          await expect(verifyArchive(changed, 'houniao-data')).rejects.toThrow('is not a whole backup')
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is refused where it is something else, or not there', async () => {
    const folder = aFolder()
    const file = join(folder, 'b.gz')
    await write(file, some(1))
    await expect(verifyArchive(file, 'houniao-keys')).rejects.toThrow('it holds houniao-data')
    writeFileSync(file, 'hello')
    await expect(verifyArchive(file, 'houniao-data')).rejects.toThrow('is not a whole backup')
    await expect(verifyArchive(join(folder, 'none'), 'houniao-data')).rejects.toThrow('there is no such file')
  })
})
