const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

const opened = /^(\s*)(?:it|test|describe)\b((?:\.\w+)*)/

/** The lines of a test file that are run: without those of a skipped group, which end where its indentation comes again. */
const running = (source: string): readonly string[] => {
  let skipped: string | null = null
  return withoutComments(source)
    .split('\n')
    .filter((line) => {
      const [, indent = '', how = ''] = opened.exec(line) ?? []
      if (skipped === null && /\.(?:skip|todo|fails|runIf|skipIf)\b/.test(how)) {
        if (!line.endsWith(')')) skipped = indent
        return false
      }
      if (skipped !== null && line.startsWith(`${skipped}}`)) {
        skipped = null
        return false
      }
      return skipped === null
    })
}

/** Is there a test or a group of this name that is run? Of an `it.each` over several lines it stands after the last bracket. */
export const runsTest = (source: string, name: string): boolean =>
  running(source).some((line) =>
    RegExp(`^\\s*(?:(?:it|test|describe)\\b.*|[\\])].*)?\\((['"\`])${escaped(name)}\\1`).test(line),
  )

/** Does the source declare this, in its code and not only in words about it? */
export const declares = (source: string, name: string): boolean =>
  RegExp(`^\\s*(?:export )?(?:const|(?:async )?function|class|interface|type) ${escaped(name)}\\b`, 'm').test(
    withoutComments(source),
  )
