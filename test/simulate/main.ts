import { readOptions, usage } from './options.ts'
import { isGood } from './report.ts'
import { simulate } from './run.ts'

const asked = readOptions(process.argv.slice(2))
if (!asked.ok) {
  process.stderr.write(`${asked.error}\n`)
  process.exit(1)
}
if (asked.value === null) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const { report, summary, folder } = await simulate(asked.value, process.stderr)
process.stdout.write(`${summary}\n`)
if (folder) process.stdout.write(`Talks, data and log: ${folder}\n`)
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exit(isGood(report) ? 0 : 1)
