import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { containerBootstrap } from '@nlpjs/core'
import { LangZh } from '@nlpjs/lang-zh'
import { Nlp } from '@nlpjs/nlp'
import { build } from 'esbuild'
import { understand } from '../../bot/understand/understand.ts'
import { askedBy, lexicon, now, type Row, rowsOf, score } from '../bot/understand/figures.ts'
import { median, print, round } from './print.ts'

const rowFiles = [
  'held-out',
  'blind',
  'final',
  'weary',
  'grandparents',
  'townships',
  'doorstep',
  'workshop',
  'breaktime',
]
const rows: readonly Row[] = [
  ...rowsOf('dev.jsonl'),
  ...rowFiles.flatMap((name) => rowsOf(`../../understanding/rows-${name}.jsonl`)),
]
const rounds = 5

/** nlp.js, told the same phrases: what one would take from the shelf. Its answer to a text. */
const rival = async (): Promise<(text: string) => Promise<string>> => {
  const container = await containerBootstrap()
  container.use(Nlp)
  container.use(LangZh)
  const nlp = container.get('nlp')
  nlp.settings.autoSave = false
  nlp.settings.nlu = { log: false }
  nlp.addLanguage('zh')
  const phrases = readFileSync(entry('tables/phrases.jsonl'), 'utf8').trim().split('\n')
  for (const line of phrases) {
    const { text, intent } = JSON.parse(line)
    nlp.addDocument('zh', text, intent)
  }
  await nlp.train()
  return async (text) => (await nlp.process('zh', text)).intent
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

/** How long one message takes, all rows several times over, the first time round left out; nlp.js once over the same. */
const perMessage = async (): Promise<void> => {
  const ask = await rival()
  const theirs: number[] = []
  const right = new Map<string, number>([
    ['ours', 0],
    ['theirs', 0],
  ])
  const count = (who: string, hit: boolean) => hit && right.set(who, (right.get(who) ?? 0) + 1)
  for (const { text, ctx, intent, alt } of rows) {
    const from = performance.now()
    const said = await ask(text)
    theirs.push(performance.now() - from)
    const known = [intent, ...(alt ?? [])]
    count('theirs', known.includes(said))
    count('ours', known.includes(understand(text, askedBy(ctx), lexicon, now).intent))
  }
  const share = (who: string) => round((100 * (right.get(who) ?? 0)) / rows.length, 1)
  const times: number[] = []
  for (let n = 0; n <= rounds; n++)
    for (const { text, ctx } of rows) {
      const from = performance.now()
      understand(text, askedBy(ctx), lexicon, now)
      if (n > 0) times.push(performance.now() - from)
    }
  print({
    name: 'one message understood',
    unit: 'ms',
    value: round(median(times)),
    floor: { what: 'nlp.js on the same messages, trained on the same phrases', value: round(median(theirs)) },
    ratio: round(median(theirs) / median(times), 1),
    asked: 'better accuracy than nlp.js, ratio >= 20',
    detail: {
      p95: round(percentile(times, 0.95)),
      p95Theirs: round(percentile(theirs, 0.95)),
      rightIntents: share('ours'),
      rightIntentsTheirs: share('theirs'),
      messages: rows.length,
    },
  })
}

const accuracy = (): void => {
  for (const name of ['dev.jsonl', ...rowFiles.map((file) => `../../understanding/rows-${file}.jsonl`)]) {
    const { intent, slotF1 } = score(rowsOf(name))
    print({
      name: `right intents, ${name.replace(/^.*\//, '')}`,
      unit: '%',
      value: round(intent, 1),
      detail: { slotF1: round(slotF1, 1) },
    })
  }
}

const here = new URL('.', import.meta.url)
const entry = (name: string) => new URL(`../../bot/understand/${name}`, here).pathname
/** Runs a file by itself in a new process and gives what it printed, a number of milliseconds. */
const alone = (file: string): number => Number(spawnSync(process.execPath, [file]).stdout.toString())
const runs = 7
const medianOf = (file: string): number => median(Array.from({ length: runs }, () => alone(file)))

/** What a first answer costs in a new process, beside a bare import of as many bytes. */
const coldStart = async (folder: string): Promise<void> => {
  const source = readFileSync(new URL('../bot/understand/lexicon.json', here), 'utf8')
  const first = join(folder, 'first.mjs')
  const bundled = join(folder, 'understand.mjs')
  await build({
    entryPoints: [entry('understand.ts')],
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    platform: 'node',
    outfile: bundled,
    logLevel: 'silent',
  })
  const bytes = readFileSync(bundled).length
  const timed = (body: string) =>
    `const from = performance.now()\n${body}\nprocess.stdout.write(String(performance.now() - from))\n`
  writeFileSync(
    first,
    timed(
      `const { compileLexicon, understand } = await import('./understand.mjs')\nunderstand('我要报明', { expects: null, missing: [] }, compileLexicon(${source}), ${now})`,
    ),
  )
  const bare = join(folder, 'bare.mjs')
  writeFileSync(join(folder, 'same.mjs'), `export const same = '${'候'.repeat(Math.floor(bytes / 3))}'\n`)
  writeFileSync(bare, timed(`await import('./same.mjs')`))
  print({
    name: 'share of the bundle',
    unit: 'kB',
    value: round(bytes / 1_000, 1),
    asked: '<= 300',
  })
  const [answer, floor] = [medianOf(first), medianOf(bare)]
  print({
    name: 'cold start to the first answer',
    unit: 'ms',
    value: round(answer, 1),
    floor: { what: 'bare import of as many bytes', value: round(floor, 1) },
    ratio: round(answer / floor, 1),
    asked: 'ratio <= 2',
  })
}

/** The understanding of messages: how long, how right, how big, how soon. */
export const understanding = async (): Promise<void> => {
  accuracy()
  await perMessage()
  const folder = await mkdtemp(join(tmpdir(), 'houniao-understand-'))
  try {
    await coldStart(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
