import { classOf } from '../../shared/log.ts'
import { optionReason } from './options.ts'
import { Stopped } from './trouble.ts'

// The SDK's advice about versions of Node is for developers, and they read package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
// A reader that went away (`| head`, a closed terminal) is no reason to end badly.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

/** One line for what was expected; for a bug its class. Its message may quote data: shown with HOUNIAO_DEBUG set only. */
export const explain = (error: unknown): string => {
  if (error instanceof Stopped) return error.message
  if (error instanceof TypeError && 'code' in error) return `${optionReason(error)}. See --help.`
  if (process.env.HOUNIAO_DEBUG && error instanceof Error) return String(error.stack)
  return `Unexpected ${classOf(error)} (HOUNIAO_DEBUG=1 shows more).`
}

/** Runs a command to its end: what keeps it from its work is told on standard error, with exit code 1. */
export const runCommand = async (main: () => Promise<void>): Promise<void> => {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  }
}
