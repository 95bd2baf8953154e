import { helpWords } from '../wording/help.ts'
import { resting } from './rest.ts'
import type { Move } from './state.ts'
import { type Turn, text } from './turn.ts'

/** 帮助: what can be said. */
export const openHelp = (turn: Turn): Move =>
  resting(
    turn.state,
    [text(helpWords)],
    turn.state.family ? ['mine', 'questions', 'human', 'menu'] : ['enrol', 'questions', 'human'],
  )
