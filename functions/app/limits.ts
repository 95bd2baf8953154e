/** What one message, one conversation and one turn may be. */
export const readCharacters = 500
export const keptMessageIds = 20
export const keptAnswers = 3
export const lookRounds = 4
export const effectRounds = 2
/** Times that a turn is run again when somebody else wrote first. */
export const attempts = 8
export const attemptPauseMs = 20
/** How long a second message waits for the one before it. */
export const patienceMs = 5_000
export const retryAfterSeconds = 2
/** Wrong codes that all contacts of one process may send within an hour. */
export const wrongCodesAnHourForAll = 60
