import { readFileSync } from 'node:fs'
import { readProgramme } from '../shared/programme-file.ts'
import { startWorld } from './support/world.ts'
import { readInstant } from '../shared/time.ts'
const file = process.env['FILE']
const programmes = file ? (() => { const r = readProgramme(readFileSync(file, 'utf8')); if (!r.ok) { console.log(r.error); process.exit(1) } return [r.value] })() : undefined
const now = readInstant(process.env['NOW'] ?? '2027-06-01T10:00') ?? 0
const world = await startWorld({ now, ...(programmes ? { programmes } : {}) })
for (const line of readFileSync(0, 'utf8').split('\n').filter((l) => l.trim())) {
  const [who, ...rest] = line.includes('> ') ? line.split('> ') : ['li', line]
  const said = rest.join('> ')
  if (who === 'SWEEP') { world.clock.now += Number(said) * 3600_000; console.log(await world.sweep()); continue }
  const p = world.parent(`demo-${who}`)
  console.log(`\n【${who}】 ${said}`)
  try {
    const r = await p.send({ kind: 'text', text: said, messageId: `m${Math.random().toString(36).slice(2)}` })
    const a = await r.json() as any
    for (const x of a.replies ?? [a]) console.log('  ' + (x.kind ?? '') + ': ' + (x.text ?? JSON.stringify(x)).replace(/\n/g, '\n        '))
    console.log(`  [${a.expects}] ${(a.choices ?? []).map((c: any) => c.label + (c.say !== c.label ? `=${c.say}` : '')).join(' | ')}`)
  } catch (e) { console.log('ERR', e) }
}
process.exit(0)
