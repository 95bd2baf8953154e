import type { Intent, Slot } from '../understand/meaning.ts'
import { numbered, offerHuman, pickReading, reading } from '../wording/misunderstood.ts'
import type { Flow, GuessOption } from './flows.ts'
import { plainYes } from './pick.ts'
import type { Move, State } from './state.ts'
import type { Topic, Turn } from './turn.ts'
import { asking, text } from './turn.ts'

type Guess = Extract<Flow, { topic: 'guess' }>

/** What a person most often wants, for words of which nothing was understood. */
const usual: readonly Intent[] = ['register', 'schedule', 'ask_courses']

const put = (state: State, flow: Guess, lead: string): Move =>
  asking(state, flow, 'choice', [text(`${lead}\n${numbered(flow.options.map(reading))}`)], {
    choices: flow.options.map((option, index) => ({ label: reading(option), say: String(index + 1) })),
  })

/** The likeliest readings of words in doubt, numbered, instead of acting on one. */
export const openReadings = (turn: Turn, slots: readonly Slot[], readings: readonly Intent[]): Move => {
  const options = [...new Set<GuessOption>([...readings, ...usual])].slice(0, 3)
  return put(
    turn.state,
    { topic: 'guess', stage: 'pick', options, slots, before: turn.state.talk.flow },
    pickReading,
  )
}

/** After two misunderstandings with a question pending: ways on, none of them a guess at the words. */
export const openWaysOn = (turn: Turn, before: Flow): Move =>
  put(
    turn.state,
    { topic: 'guess', stage: 'pick', options: ['go_on', wayBack(turn, before), 'help'], slots: [], before },
    pickReading,
  )

/** One step back would undo an answer of the form: who is stuck is offered to change one instead. */
const wayBack = ({ state }: Turn, { topic, stage }: Flow): GuessOption =>
  topic === 'enrol' && stage === 'fill' && (state.talk.draft?.trail.length ?? 0) > 0 ? 'correct' : 'back'

/** After three: a person. */
export const openHumanOffer = (turn: Turn, before: Flow | null): Move => {
  const options: readonly GuessOption[] = before ? ['human', 'go_on'] : ['human', 'register', 'help']
  return put(turn.state, { topic: 'guess', stage: 'pick', options, slots: [], before }, offerHuman)
}

/** The option of a number, where the message holds a number of the list. */
export const pickedOption = (turn: Turn, flow: Guess): GuessOption | null => {
  const offered = flow.options[0] === 'human' && turn.meaning.slots.length === 0
  // 要不要请工作人员来？ is a question of its own: a plain yes takes it, a plain no goes on.
  if (offered && turn.meaning.intent === 'affirm' && turn.meaning.confidence === 'high') return 'human'
  if (offered && turn.meaning.intent === 'deny' && flow.options.includes('go_on')) return 'go_on'
  if (flow.options[0] === 'go_on' && plainYes(turn.text)) return 'go_on'
  const slot = turn.meaning.slots.find((one) => one.key === 'opt')
  const number = Number(slot?.value ?? Number.NaN)
  return flow.options[number === -1 ? flow.options.length - 1 : number - 1] ?? null
}

/** The router takes the answer itself: what was picked may be any topic. */
export const guess: Topic<Guess> = {
  ask: (turn, flow) => put(turn.state, flow, pickReading),
  answer: () => null,
  back: () => null,
}
