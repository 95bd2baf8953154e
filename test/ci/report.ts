/** Reads vitest's JSON reports named on the command line: fails where the browser tests did not run, and ends with the sum. */
import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'

const reportSchema = z.object({
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
})

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const files = process.argv.slice(2)
const absent = files.filter((file) => !existsSync(file))
const results = files
  .filter((file) => existsSync(file))
  .flatMap((file) => reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).testResults)

const tests = results.flatMap((result) =>
  result.assertionResults.map((test) => ({ ...test, file: result.name })),
)
const passed = tests.filter((test) => test.status === 'passed').length
/** A file that could not even be loaded has no tests to count, and counts as one. */
const unloaded = results.filter(
  (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
)
const failed = tests.filter((test) => test.status === 'failed').length + unloaded.length + absent.length

const inBrowser = tests.filter((test) => test.file.includes('/test/long/browser/'))
const skipped = inBrowser.filter((test) => test.status !== 'passed' && test.status !== 'failed')
const unseen = inBrowser.length === 0 || skipped.length > 0

for (const file of absent) say(`no report was written: ${file}`)
for (const result of unloaded) say(`could not be run: ${result.name}`)
if (unseen)
  say(
    `the browser tests did not run: ${skipped.length} of ${inBrowser.length} were skipped; is chromium installed?`,
  )
say(`${passed} passed, ${failed + (unseen ? 1 : 0)} failed`)
process.exitCode = failed > 0 || unseen ? 1 : 0
