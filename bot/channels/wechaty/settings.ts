import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { type Manners, manners } from './pace.ts'

export interface Settings {
  readonly demo: boolean
  /** Where this gateway finds the program. */
  readonly base: string
  /** Where a parent's phone finds it: the same unless HOUNIAO_PUBLIC_URL says otherwise. */
  readonly publicUrl: string
  readonly secret: string
  /** Where the login session and the ids of answered messages are kept. The demo keeps nothing. */
  readonly folder: string
  /** How fast the account speaks. */
  readonly manners: Manners
}

const url = z.url({ protocol: /^https?$/ })

const seconds = z.coerce.number().min(0.5).max(600)
/** `3-5`: from … to. */
const range = z
  .string()
  .regex(/^[\d.]{1,5}-[\d.]{1,5}$/)
  .transform((text) => {
    const [least = 0, most = 0] = text.split('-').map(Number)
    return { least, most }
  })
  .refine(({ least, most }) => least >= 0.5 && least <= most && most <= 600)

const schema = z.object({
  HOUNIAO_URL: url.default('http://127.0.0.1:8787'),
  HOUNIAO_PUBLIC_URL: url.optional(),
  HOUNIAO_GATEWAY_SECRET: z.string().min(1),
  HOUNIAO_GATEWAY_DATA: z.string().min(1).default('data/wechaty'),
  HOUNIAO_SAME_CHAT_SECONDS: seconds.default(manners.sameChatMs / 1_000),
  HOUNIAO_OTHER_CHAT_SECONDS: range.default({
    least: manners.otherChatMs.least / 1_000,
    most: manners.otherChatMs.most / 1_000,
  }),
  HOUNIAO_MESSAGES_A_MINUTE: z.coerce.number().int().min(1).max(600).default(manners.perMinute),
})

const hints: Readonly<Record<string, string>> = {
  HOUNIAO_URL: 'the address that npm start prints, such as http://127.0.0.1:8787',
  HOUNIAO_PUBLIC_URL: 'the address at which a phone opens the chat page',
  HOUNIAO_GATEWAY_SECRET:
    'the gateway secret that npm start prints (with --demo it is found in ./data, or HOUNIAO_DATA)',
  HOUNIAO_GATEWAY_DATA: 'a folder for the login session',
  HOUNIAO_SAME_CHAT_SECONDS: 'the seconds between two messages to one chat, such as 1',
  HOUNIAO_OTHER_CHAT_SECONDS: 'the seconds between messages to different chats, such as 3-5',
  HOUNIAO_MESSAGES_A_MINUTE: 'the most messages that the account sends in a minute, such as 40',
}

type Environment = Readonly<Record<string, string | undefined>>

/** The demo's program makes its secret itself and keeps it beside its data: nobody has to copy it for a try. */
const withDemoSecret = (environment: Environment): Environment => {
  if (environment.HOUNIAO_GATEWAY_SECRET) return environment
  try {
    const file = join(environment.HOUNIAO_DATA || 'data', 'gateway-secret')
    return { ...environment, HOUNIAO_GATEWAY_SECRET: readFileSync(file, 'utf8').trim() }
  } catch {
    return environment
  }
}

/** The settings, or one line a mistake that names the setting and says what belongs there, never its value. */
export const readSettings = (
  args: readonly string[],
  environment: Environment,
): Settings | { readonly mistakes: readonly string[] } => {
  const parsed = schema.safeParse(args.includes('--demo') ? withDemoSecret(environment) : environment)
  const wrong = args
    .filter((arg) => arg !== '--demo')
    .map((arg) => `${arg} is no option; there is only --demo`)
  const unset = parsed.success ? [] : parsed.error.issues.map((issue) => mistakeOf(String(issue.path[0])))
  if (!parsed.success || wrong.length > 0) return { mistakes: [...wrong, ...unset] }
  const {
    HOUNIAO_URL: base,
    HOUNIAO_PUBLIC_URL: publicUrl = base,
    HOUNIAO_GATEWAY_SECRET: secret,
  } = parsed.data
  return {
    demo: args.includes('--demo'),
    base,
    publicUrl,
    secret,
    folder: resolve(parsed.data.HOUNIAO_GATEWAY_DATA),
    manners: mannersOf(parsed.data),
  }
}

const mannersOf = (given: z.output<typeof schema>): Manners => {
  const { least, most } = given.HOUNIAO_OTHER_CHAT_SECONDS
  return {
    sameChatMs: given.HOUNIAO_SAME_CHAT_SECONDS * 1_000,
    otherChatMs: { least: least * 1_000, most: most * 1_000 },
    perMinute: given.HOUNIAO_MESSAGES_A_MINUTE,
  }
}

const mistakeOf = (name: string): string =>
  `${name} is missing or wrong: set it to ${hints[name] ?? 'a value'}`
