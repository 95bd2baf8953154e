/** What one message, one conversation and one turn may be. */
export const readCharacters = 500
export const keptMessageIds = 20
/** Of those that did something, kept besides: what would be done twice is remembered longest. */
export const keptDoneIds = 20
export const keptAnswers = 3
/** Turns that renewed a family's calendar: several of its guardians may be cut short at once. */
export const keptRenewals = 8
export const lookRounds = 4
export const effectRounds = 2
/** Times that a turn is run again when somebody else wrote first. */
export const attempts = 8
export const attemptPauseMs = 20
/** How long a second message waits for the one before it. */
export const patienceMs = 5_000
export const retryAfterSeconds = 2
/**
 * Wrong codes that the web's contacts may send to one process within an hour, besides the five of each contact. From one
 * network 60: two hundred parents of a firm behind one address confirm on one day, one in five mistypes, some twice. From
 * all networks 600 before that is taken for an attack; then 3 from each: a slip of the finger is still forgiven, and ten
 * thousand addresses together would then hit one of a hundred living codes once in 33 hours.
 */
export const wrongCodesAnHour = { fromOneNetwork: 60, fromAll: 600, fromOneNetworkUnderAttack: 3 } as const
export const networksKept = 10_000

/** Who runs the program's commands on its machine, as a look names them: whoever has that machine has no other id here. */
export const operator = { person: 'operator', post: 'operator' } as const
