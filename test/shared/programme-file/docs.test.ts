import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readProgramme } from '../../../shared/programme-file.ts'

test.each(['docs/programme-file.md', 'docs/programme-file.zh-CN.md'])(
  'the example in %s works as it stands',
  (file) => {
    const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
    expect(readProgramme(example)).toMatchObject({ ok: true, value: { id: 'shili-2027' } })
  },
)
