/** So much of a question is said again, so that the answer is understood days later. */
const recalled = 30

const shortened = (words: string): string => {
  const characters = [...words.replace(/\s+/g, ' ').trim()]
  return characters.length > recalled ? `${characters.slice(0, recalled).join('')}…` : characters.join('')
}

/** Staff answered a request (人工). */
export const answerWords = ({
  question,
  answer,
}: {
  readonly question: string
  readonly answer: string
}): string => `您之前问：“${shortened(question)}”\n工作人员回复：${answer}\n还想问，回复“人工”。`

/** An officer's words to families. */
export const announcementWords = (holder: string, words: string): string =>
  `【${holder}通知】\n${words}\n看到请回“收到”。`
