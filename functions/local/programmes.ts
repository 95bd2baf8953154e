import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Programme } from '../../shared/programme.ts'
import { type Mistake, readProgramme } from '../../shared/programme-file.ts'
import { reasonOf } from './data-folder.ts'
import { stop } from './trouble.ts'

const samplesFolder = fileURLToPath(new URL('../../shared/programmes/', import.meta.url))

/** The samples' files, in order of name. */
export const sampleFiles = (): readonly string[] =>
  readdirSync(samplesFolder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(samplesFolder, name))

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return stop({ code: 'file', file, reason: `cannot be read (${reasonOf(error)})` })
  }
}

const line = (file: string, mistake: Mistake): string =>
  `${basename(file)}:${mistake.line} ${mistake.field}: ${mistake.rule}`

const plural = (count: number): string => (count === 1 ? '1 mistake' : `${count} mistakes`)

/**
 * Reads all files before anything is published: either every one is right, or nothing is loaded and every mistake of every
 * file is named with line, field and rule.
 *
 * @throws Stopped `programme`, `file`
 */
export const readProgrammes = (files: readonly string[]): readonly Programme[] => {
  const read = files.map((file) => ({ file, result: readProgramme(textOf(file)) }))
  const mistakes = read.flatMap(({ file, result }) =>
    result.ok ? [] : result.error.map((one) => line(file, one)),
  )
  if (mistakes.length > 0)
    return stop({
      code: 'programme',
      lines: [...mistakes, `${plural(mistakes.length)}, nothing was loaded: correct and start again.`],
    })
  return read.flatMap(({ result }) => (result.ok ? [result.value] : []))
}
