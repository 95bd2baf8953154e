import { allocation } from './allocation.ts'
import { memory } from './memory.ts'
import { picture } from './picture.ts'
import { schedules } from './schedules.ts'
import { seats } from './seats.ts'
import { throughput } from './throughput.ts'
import { trips } from './trips.ts'
import { understanding } from './understanding.ts'

const all = { trips, throughput, memory, picture, schedules, seats, allocation, understanding }
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.hasOwn(all, name))
if (unknown.length > 0) {
  console.error(`no measurement is called ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`)
  process.exit(1)
}
for (const [name, measure] of Object.entries(all))
  if (wanted.length === 0 || wanted.includes(name)) await measure()
process.exit(0)
