import { preparedLabels } from '../../../bot/wording/prepared.ts'
import { togetherLabels } from '../../../bot/wording/together.ts'
import type { Answer } from '../../../shared/contract/reply.ts'
import type { Told } from './hears.ts'
import { createLine, type Heard, type Line, type LineDeps, type Spoken } from './line.ts'
import { readMail } from './mail.ts'
import type { Notes } from './notes.ts'
import type { SimulatedChild } from './people.ts'
import { breathOf, type Mind, mindOf, replyTo } from './reads.ts'
import type { Errand, Script } from './script.ts'
import { converse } from './talk.ts'

/** A code that a helper passes on, with what was said to be held for it. */
export interface Entered {
  readonly code: string
  readonly told: readonly Told[]
}

/** Somebody with a phone and a script. */
export interface Parent {
  readonly contact: string
  readonly notes: Notes
  readonly spoken: readonly Spoken[]
  /** Comes back for something, and goes on until it is done. */
  readonly run: (errand: Errand) => Promise<void>
  /** Fills everything in, up to the word that counts: before the opening, until it is told that all is kept. */
  readonly prepare: (when: 'before' | 'after') => Promise<Heard>
  /** Says that word, and whatever else is asked for; the answer that has the result. */
  readonly claim: (prepared: Heard) => Promise<Heard>
  /** Agrees to what a helper entered. */
  readonly confirm: (entered: Entered) => Promise<void>
  /** Reads what came, and answers offers as its temper is. */
  readonly readMail: () => Promise<void>
  /** Reads what came, answers nothing, and holds 我的报名 against what it believes. */
  readonly look: () => Promise<void>
}

const openings: Readonly<Record<Errand, string>> = {
  enrol: '报名',
  sibling: '再报一个孩子',
  another: '再报一门课',
  cancel: '取消报名',
  change: '换课',
  mine: '我的报名',
  place: '候补排到第几了',
  question: '要钱吗',
}

const isResult = ({ told }: Heard): boolean =>
  told.some((one) => (one.what === 'stands' && one.is !== 'none') || isClosed(one))
const isClosed = (told: Told): boolean => told.what === 'refused' && told.why === 'closed'

const isSummary = ({ answer }: Heard): boolean => answer.expects === 'confirm'
/** All is filled in and agreed to, and one word is waited for. */
export const isKept = (heard: Heard): boolean =>
  isSummary(heard) && heard.answer.choices.some(({ label }) => label === preparedLabels[0])

/** Where an errand ends. */
const isDone = (errand: Errand, heard: Heard): boolean => {
  if (errand === 'cancel') return heard.told.some((one) => one.what === 'stands' && one.is === 'none')
  return errand === 'mine' || errand === 'place' || errand === 'question' || isResult(heard)
}

const meansOf = (errand: Errand, child: SimulatedChild, line: Line): readonly string[] => {
  const nth = line.sent()
  switch (errand) {
    case 'enrol':
      return ['接着填', '给孩子报名', child.name]
    case 'sibling':
      return ['再报一个孩子']
    case 'another':
      return [child.name]
    case 'cancel':
      return [line.chances.has(0.15, 'unsure', nth) ? '不取消' : '确定', '取消报名']
    case 'change':
      return ['确定换', '排候补', line.chances.among(['手工', '绘画', '书法'], 'instead', nth)]
    default:
      return []
  }
}

/** What is asked once something is done: whether siblings are to come together. They are. */
const settle = async (line: Line, heard: Heard, mind: Mind): Promise<void> => {
  const labels = heard.answer.choices.map(({ label }) => label)
  const text = labels.includes(togetherLabels[0]) ? replyTo(heard.answer, mind) : null
  if (text !== null) await line.say(text)
}

export const createParent = (deps: LineDeps, script: Script): Parent => {
  const { contact } = script
  const line = createLine(deps, contact)
  const [first, second = first] = script.household.children
  let quits = script.quits
  const quitting = ({ answer }: Heard): string | null => {
    if (!quits || answer.expects !== 'confirm') return null
    quits = false
    return '不填了'
  }

  const run = async (errand: Errand): Promise<void> => {
    const child = errand === 'sibling' ? second : first
    const mind = mindOf(script, child, { means: meansOf(errand, child, line) })
    const opening = errand === 'enrol' && script.way === 'breath' ? breathOf(mind) : openings[errand]
    const before = quits
    const heard = await converse(line, {
      opening,
      mind,
      done: (one) => isDone(errand, one),
      otherwise: quitting,
    })
    const wanted = errand === 'enrol' || errand === 'sibling'
    if (wanted && before === quits && !isDone(errand, heard)) deps.tally.stuck.push(`${errand} ${contact}`)
    await settle(line, heard, mind)
  }

  const mind = mindOf(script, first, { means: meansOf('enrol', first, line) })
  return {
    contact,
    notes: line.notes,
    spoken: line.spoken,
    run,
    prepare: (when) =>
      converse(line, {
        opening: script.way === 'breath' ? breathOf(mind) : openings.enrol,
        // Told to come again later, nobody says the same once more.
        mind: { ...mind, means: [] },
        done: (heard) => (when === 'before' ? isKept(heard) : isSummary(heard)),
      }),
    claim: (prepared) => {
      const opening = isKept(prepared) ? preparedLabels[0] : '1'
      return converse(line, { opening, mind, done: isResult })
    },
    confirm: async ({ code, told }) => {
      line.notes.take(told)
      const opening = `${code} ${script.household.guardian.phone.slice(-4)}`
      const heard = await converse(line, { opening, mind, done: isResult })
      if (!isResult(heard)) deps.tally.stuck.push(`confirm ${contact}`)
    },
    readMail: readMail(line, script, deps.tally),
    look: async () => {
      await line.fetch()
      await line.say(openings.mine)
    },
  }
}

/** Somebody who enters families for others. */
export interface Helper {
  readonly contact: string
  readonly spoken: readonly Spoken[]
  /** Its code, or null where there was nothing to confirm. */
  readonly enter: (family: Script) => Promise<Entered | null>
}

const codeOf = ({ replies }: Answer): string | null => {
  const card = replies.find(({ text }) => text.includes('确认码'))
  const [, one, two] = /确认码 ?(\d{4}) ?(\d{4})/.exec(card?.text ?? '') ?? []
  return one && two ? `${one}${two}` : null
}

export const createHelper = (deps: LineDeps, contact: string): Helper => {
  const line = createLine(deps, contact)
  return {
    contact,
    spoken: line.spoken,
    enter: async (family) => {
      const means = ['再报一个孩子', '给孩子报名']
      const mind = mindOf(family, family.household.children[0], { means, helper: true })
      const { answer, told } = await converse(line, { opening: openings.enrol, mind, done: isResult })
      const code = codeOf(answer)
      if (code === null) deps.tally.stuck.push(`enter ${family.contact}`)
      return code === null ? null : { code, told }
    },
  }
}
