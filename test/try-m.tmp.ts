import { lexiconSourceOf } from '../bot/understand/catalogue-lexicon.ts'
import { compileLexicon, understand } from '../bot/understand/understand.ts'
import { aCatalogue, beforeSeason } from './support/programme.ts'
const l = compileLexicon(lexiconSourceOf(aCatalogue(), null, beforeSeason))
const [expects, missing, ...texts] = process.argv.slice(2)
for (const t of texts) { const m = understand(t, { expects: (expects === '-' ? null : expects) as never, missing: (missing ?? '').split(',').filter(Boolean) as never }, l, beforeSeason); console.log(t, '=>', m.intent, m.confidence, m.command ?? '', m.slots.map(s => s.key + (s.child ? '#' + s.child : '') + '=' + s.value).join(' '), m.about ?? '', m.asksWhy ? 'why' : '', 'also', m.also.map(a => a.intent + ':' + a.slots.map(s => s.key + '=' + s.value)).join('|')) }
