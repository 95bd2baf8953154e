import type { CueRow } from './cue-row.ts'
import { abuse } from './intents/abuse.ts'
import { affirm } from './intents/affirm.ts'
import { askCourses } from './intents/ask-courses.ts'
import { askEligibility } from './intents/ask-eligibility.ts'
import { askFee } from './intents/ask-fee.ts'
import { askQuota } from './intents/ask-quota.ts'
import { askWhen } from './intents/ask-when.ts'
import { askWhere } from './intents/ask-where.ts'
import { cancel } from './intents/cancel.ts'
import { change } from './intents/change.ts'
import { consent } from './intents/consent.ts'
import { consentNo } from './intents/consent-no.ts'
import { correct } from './intents/correct.ts'
import { deleteData } from './intents/delete-data.ts'
import { deny } from './intents/deny.ts'
import { greet } from './intents/greet.ts'
import { help } from './intents/help.ts'
import { human } from './intents/human.ts'
import { inform } from './intents/inform.ts'
import { leave } from './intents/leave.ts'
import { offtopic } from './intents/offtopic.ts'
import { pickModules } from './intents/pick-modules.ts'
import { pickup } from './intents/pickup.ts'
import { register } from './intents/register.ts'
import { schedule } from './intents/schedule.ts'
import { thanks } from './intents/thanks.ts'
import { waitlist } from './intents/waitlist.ts'

export type { CueRow } from './cue-row.ts'

/** The cues of all intents, a file each in intents/. To teach the bot a word, write it into the row of its intent. */
export const cueRows: readonly CueRow[] = [
  ...register,
  ...pickModules,
  ...correct,
  ...affirm,
  ...deny,
  ...schedule,
  ...leave,
  ...cancel,
  ...change,
  ...waitlist,
  ...askQuota,
  ...askFee,
  ...askWhen,
  ...askWhere,
  ...askCourses,
  ...askEligibility,
  ...pickup,
  ...human,
  ...consent,
  ...consentNo,
  ...deleteData,
  ...help,
  ...greet,
  ...inform,
  ...thanks,
  ...abuse,
  ...offtopic,
]
