/**
 * Everything that is expected to keep a command from its work: what it is, with what is needed to say it. Each is one clear
 * line that says what to do, and the command ends with exit code 1; anything else that throws is a bug.
 */
export type Trouble =
  | { readonly code: 'option'; readonly line: string }
  | { readonly code: 'port_busy'; readonly host: string; readonly port: number }
  | { readonly code: 'address'; readonly host: string; readonly reason: string }
  | { readonly code: 'folder'; readonly folder: string; readonly reason: string }
  | { readonly code: 'locked'; readonly folder: string; readonly pid: number; readonly what: string }
  | { readonly code: 'engine_missing' }
  | { readonly code: 'engine_failed'; readonly reason: string }
  | { readonly code: 'engine_silent'; readonly endpoint: string }
  | { readonly code: 'engine_died'; readonly reason: string }
  | { readonly code: 'newer_data'; readonly folder: string; readonly found: number; readonly known: number }
  | { readonly code: 'demo_data'; readonly folder: string }
  | { readonly code: 'demo_clock'; readonly folder: string }
  | { readonly code: 'production_data'; readonly folder: string }
  | { readonly code: 'setting'; readonly line: string }
  | { readonly code: 'programme'; readonly lines: readonly string[] }
  | { readonly code: 'file'; readonly file: string; readonly reason: string }
  | { readonly code: 'not_empty'; readonly folder: string }
  | { readonly code: 'server'; readonly line: string }

export class Stopped extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(say(trouble))
    this.name = 'Stopped'
    this.trouble = trouble
  }
}

export const stop = (trouble: Trouble): never => {
  throw new Stopped(trouble)
}

/** The words for the person at the terminal: one line, but for a programme file, whose mistakes are a line each. */
export const say = (trouble: Trouble): string => {
  switch (trouble.code) {
    case 'port_busy':
      return `Port ${trouble.port} on ${trouble.host} is taken: stop the program that uses it, or choose another with --port.`
    case 'address':
      return `Cannot listen on ${trouble.host} (${trouble.reason}): give an address of this machine with --host.`
    case 'folder':
      return `Cannot use the data folder ${trouble.folder} (${trouble.reason}): make it yours to read and write, or give another with --data.`
    case 'locked':
      return `The data folder ${trouble.folder} is in use by ${trouble.what} (process ${trouble.pid}): stop that one first, or give another folder with --data.`
    case 'engine_missing':
      return 'No DynamoDB engine found: run `npm ci` on 64-bit Linux (it brings @dynoxide/linux-x64), or put `dynoxide` on PATH, or set DYNAMODB_ENDPOINT to a running engine.'
    case 'engine_failed':
      return `The DynamoDB engine did not start (${trouble.reason}): check that data.db is whole and the disk has room; npm run restore brings back a backup.`
    case 'engine_silent':
      return `No DynamoDB engine answers at ${trouble.endpoint}: start it, or unset DYNAMODB_ENDPOINT to use the embedded one.`
    case 'engine_died':
      return `The DynamoDB engine ended by itself (${trouble.reason}): nothing acknowledged is lost; start again.`
    case 'newer_data':
      return `The data in ${trouble.folder} were written by a newer version (format ${trouble.found}, this program knows ${trouble.known}): update the program.`
    case 'demo_data':
      return `The data in ${trouble.folder} belong to a demo: give production an empty folder with --data.`
    case 'demo_clock':
      return `The data in ${trouble.folder} have seen a demo clock: give production an empty folder with --data.`
    case 'production_data':
      return `The data in ${trouble.folder} belong to a production server: add --production, or give the demo another folder with --data.`
    case 'programme':
      return trouble.lines.join('\n')
    case 'file':
      return `${trouble.file}: ${trouble.reason}`
    case 'not_empty':
      return `The data folder ${trouble.folder} is not empty: a restore changes nothing there; give an empty one with --data.`
    case 'option':
    case 'setting':
    case 'server':
      return trouble.line
  }
}
