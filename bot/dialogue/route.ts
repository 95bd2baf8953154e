import type { Expects } from '../../shared/contract/expects.ts'
import type { Intent, Request } from '../understand/meaning.ts'
import {
  calm,
  leaveNoted,
  nothingToEdit,
  notUnderstood,
  offTopic,
  youAreWelcome,
} from '../wording/misunderstood.ts'
import { openCalendar } from './calendar.ts'
import { leavesList, openCancel, openLeaveList } from './cancel.ts'
import { openChange } from './change.ts'
import { openPutRight } from './edit/put-right.ts'
import { openEdit } from './edit.ts'
import { childOut, openEditDraft, openEnrol, openPrepared, resumeDraft } from './enrol.ts'
import { openErase } from './erase.ts'
import type { Flow, GuessOption } from './flows.ts'
import { openHumanOffer, openReadings, openWaysOn, pickedOption } from './guess.ts'
import { openHeard } from './heard.ts'
import { openHelp } from './help.ts'
import { openHuman } from './human.ts'
import { openInvite } from './join.ts'
import { answerKin } from './kin.ts'
import { quietHours, resumeMessages, stopMessages, usualHours } from './manners.ts'
import { menuChoice, openMenu, withMenu } from './menu.ts'
import { openMine } from './mine.ts'
import { openMyData } from './my-data.ts'
import { openNewCodes } from './new-codes.ts'
import { answerOffer, saidBefore, withoutOffer } from './offers.ts'
import { looselyPicked, plainYes } from './pick.ts'
import { asksWhyWaiting, openPosition } from './position.ts'
import { openCode } from './prove.ts'
import { putRight } from './put-right.ts'
import { answerQuestion, openQuestion, whyLines } from './questions.ts'
import { openSchedule } from './schedule.ts'
import { outingAnswer } from './scopes.ts'
import type { Line, Move } from './state.ts'
import { openTogether } from './together.ts'
import { askAgain, stepBack, takeAnswer, whyAsked } from './topics.ts'
import type { Turn } from './turn.ts'
import { after, text, withTalk } from './turn.ts'
import { looksLacking, looksLines } from './who-saw.ts'
import { lookAtWishes, openWishes } from './wishes.ts'
import { openGive, openWithdraw } from './withdraw.ts'

const questions: ReadonlySet<Intent> = new Set([
  'ask_fee',
  'ask_when',
  'ask_where',
  'ask_courses',
  'ask_eligibility',
  'ask_quota',
])

/** Pending questions to which 不同意 is an answer. Elsewhere it withdraws the consent. */
const yesOrNo: ReadonlySet<Expects> = new Set(['consent', 'confirm', 'yes_no', 'choice'])

/** Requests that leave what is going on, even in the middle of a question. */
const departures: Partial<Record<Intent, (turn: Turn) => Move>> = {
  cancel: openCancel,
  change: openChange,
  delete_data: openErase,
  consent_no: openWithdraw,
  human: openHuman,
}

/** Requests that are answered, after which the pending question is put again. */
const lookUps: Partial<Record<Intent, (turn: Turn) => Move>> = {
  schedule: openSchedule,
  waitlist: openPosition,
  help: openHelp,
}

/**
 * Where a message goes. The order is the design: what was offered and waits for an answer, commands, the pending question,
 * then everything else.
 */
export const routeSaid = (turn: Turn): Move => {
  const { flow } = turn.state.talk
  const before = saidBefore(turn)
  if (before) return routeRest(before)
  if (flow?.topic === 'offer') return routeOffer(turn, flow)
  const offered =
    answerOffer(turn) ??
    openPrepared(turn) ??
    openTogether(turn) ??
    routeWishes(turn, flow) ??
    routeKin(turn, flow) ??
    routeList(turn, flow)
  return offered ? understood(offered, turn) : routeRest(turn)
}

/** Beside a question about an offer everything else is heard as if it had never been put. */
const routeOffer = (turn: Turn, flow: Extract<Flow, { topic: 'offer' }>): Move => {
  const tapped = tappedAnswer(turn)
  const answered = takeAnswer(tapped ?? turn, flow)
  if (answered) return understood(answered, turn)
  return flow.before ? routeSaid(withoutOffer(turn, flow)) : routeRest(turn)
}

/** Somebody asks to come into the family, and this is the answer. */
const routeKin = (turn: Turn, flow: Flow | null): Move | null => {
  const said = answerKin(turn)
  return said && aside(turn, flow, said)
}

/** 不排了, 为什么还没轮到: of the waiting list, whatever is pending. */
const routeList = (turn: Turn, flow: Flow | null): Move | null => {
  if (flow?.topic === 'human') return null
  if (leavesList(turn)) return openLeaveList(turn)
  return asksWhyWaiting(turn) ? aside(turn, flow, openPosition(turn)) : null
}

/** 我的志愿, 撤回志愿: with nothing else pending; in the middle of something they are only shown. */
const routeWishes = (turn: Turn, flow: Flow | null): Move | null => {
  if (flow === null || (flow.topic === 'wishes' && flow.stage === 'show')) return openWishes(turn)
  const shown = flow.topic === 'human' ? null : lookAtWishes(turn)
  return shown && aside(turn, flow, shown)
}

const routeRest = (turn: Turn): Move => {
  const flow = turn.state.talk.flow
  const tapped = tappedAnswer(turn)
  if (flow?.topic === 'guess') {
    const near = looselyPicked(turn.text, turn.state.talk.asked?.choices ?? [])
    return routeGuess(tapped ?? (near && tappedAnswer({ ...turn, text: near.label })) ?? turn, flow)
  }
  if (tapped?.meaning.command) return understood(routeCommand(tapped, flow), turn)
  const first = tapped && (flow ? takeAnswer(tapped, flow) : menuChoice(tapped))
  return understood(
    first ??
      routeCommand(turn, flow) ??
      (flow ? routePending(turn, flow) : routeFree(turn)) ??
      routeLoosely(turn, flow),
    turn,
  )
}

/** What nothing else took may still hold the words of one tappable answer: 接着 of 接着填报名. */
const routeLoosely = (turn: Turn, flow: Flow | null): Move | null => {
  const choice = looselyPicked(turn.text, turn.state.talk.asked?.choices ?? [])
  const meant = choice && tappedAnswer({ ...turn, text: choice.label })
  if (!meant || meant.meaning.command) return null
  return flow ? takeAnswer(meant, flow) : menuChoice(meant)
}

/** The very words of a tappable answer are that answer, whatever else they could mean. */
const tappedAnswer = (turn: Turn): Turn | null => {
  const choice = turn.state.talk.asked?.choices.find(({ label }) => label === turn.text)
  if (!choice) return null
  const slots = /^[1-9]\d?$/.test(choice.say)
    ? [{ key: 'opt', value: choice.say } as const]
    : turn.meaning.slots
  const command = choice.say === '0' ? 'back' : null
  return { ...turn, text: choice.say, meaning: { ...turn.meaning, command, confidence: 'high', slots } }
}

/** A message that led anywhere ends the count of misunderstandings. */
const understood = (move: Move | null, turn: Turn): Move => {
  if (!move) return misunderstood(turn)
  return 'need' in move ? move : { ...move, state: withTalk(move.state, { misses: 0 }) }
}

const routeCommand = (turn: Turn, flow: Flow | null): Move | null => {
  const { meaning } = turn
  if (meaning.code && flow?.topic !== 'join') return openCode(turn, meaning.code)
  switch (meaning.command) {
    case 'back':
      return (flow && stepBack(turn, flow)) ?? openMenu(turn)
    case 'menu':
      return openMenu(turn)
    case 'help':
      return aside(turn, flow, openHelp(turn))
    case 'human':
      return openHuman(turn)
    case 'edit':
      return (flow?.topic === 'confirm' ? takeAnswer(turn, flow) : null) ?? openEditing(turn)
    case 'cancel_what':
      return openCancel(turn)
    case 'mine':
      return aside(turn, flow, openMine(turn))
    case 'my_data':
      return aside(turn, flow, openMyData(turn))
    case 'join_code':
      return openInvite(turn)
    case 'new_code':
      return openNewCodes(turn)
    case 'who_saw':
      return whoSaw(turn, flow)
    case 'heard':
      return openHeard(turn)
    case 'calendar':
      return openCalendar(turn, { renew: false })
    case 'new_calendar':
      return openCalendar(turn, { renew: true })
    case 'stop_messages':
      return aside(turn, flow, stopMessages(turn))
    case 'resume_messages':
      return aside(turn, flow, resumeMessages(turn))
    case 'usual_hours':
      return aside(turn, flow, usualHours(turn))
    case 'quiet_hours': {
      // Told to staff it is the matter itself.
      const kept = flow?.topic === 'human' ? null : quietHours(turn)
      return kept && aside(turn, flow, kept)
    }
    default:
      return null
  }
}

/** A draft being filled in is what `修改` means; else what is stored of the family. */
const openEditing = (turn: Turn): Move => {
  const { draft } = turn.state.talk
  if (draft) return openEditDraft(turn, turn.meaning.field)
  if (turn.state.family) return openEdit(turn, turn.meaning.field)
  return after([text(nothingToEdit)], openMenu(turn))
}

const routePending = (turn: Turn, flow: Flow): Move | null => {
  const { meaning } = turn
  if (meaning.asksWhy) return asideLines(turn, flow, whyPending(turn, flow))
  const given = flow.topic === 'human' ? null : openGive(turn)
  if (given) return aside(turn, flow, given)
  // To staff everything may be said, questions too.
  if (flow.topic !== 'human' && questions.has(meaning.intent))
    return answerAside(turn, flow, meaning) ?? takeAnswer(turn, flow)
  // While one fact is being put right another is: 健康写错了 when the new name is asked.
  const another = flow.topic === 'edit' && putRight(turn)?.field !== flow.field ? routePutRight(turn) : null
  if (another) return another
  const out = flow.topic === 'enrol' ? childOut(turn, flow) : null
  if (out) return out
  const leaving = meaning.confidence === 'high' ? departures[meaning.intent] : undefined
  // A no or a withdrawal may be the very answer: the consent question, a deletion to be sure of. To staff all may be said.
  const expects = turn.state.talk.asked?.expects
  const isNo =
    meaning.intent === 'consent_no' &&
    expects !== undefined &&
    (yesOrNo.has(expects) || flow.topic === 'confirm')
  // 不去了 cancels elsewhere; asked about an outing it is the answer.
  const staysHome = flow.stage === 'excursion' && outingAnswer(turn) === false
  const answers = !leaving || isNo || staysHome || flow.topic === 'human'
  const first = answers ? takeAnswer(turn, flow) : null
  if (first) return withFurtherQuestions(turn, first)
  if (leaving) return leaving(turn)
  const asked = answerAside(turn, flow, meaning)
  if (asked) return asked
  const lookUp = lookUps[meaning.intent]
  if (lookUp) return aside(turn, flow, lookUp(turn))
  return smallTalk(turn, flow)
}

const whyPending = (turn: Turn, flow: Flow): readonly Line[] => {
  const own = whyAsked(turn, flow)
  if (own) return [text(own)]
  const expects = turn.state.talk.asked?.expects
  return expects ? whyLines(expects) : []
}

const routeFree = (turn: Turn): Move | null => {
  const { meaning } = turn
  const chosen = menuChoice(turn)
  if (chosen) return chosen
  const corrected = routePutRight(turn)
  if (corrected) return corrected
  const question = openQuestion(turn)
  if (question) return question
  // What is in doubt is not acted on: a numbered choice of readings, counted as not understood.
  if (meaning.confidence === 'low') return null
  return openIntent(turn, meaning.intent)
}

/** 手机号换了…, 健康写错了…: what is stored of the family, or of the draft that waits, is put right. */
const routePutRight = (turn: Turn): Move | null => {
  const { family, talk } = turn.state
  const put = putRight(turn)
  if (!put || turn.meaning.command) return null
  if (talk.draft) return openEditDraft(turn, put.field)
  return family && family.children.length > 0 ? openPutRight(turn, family, put) : null
}

/** Opens what a request asks for, with nothing pending. Null where it asks for nothing that the bot does. */
const openIntent = (turn: Turn, intent: Intent): Move | null => {
  const { family, talk } = turn.state
  if (questions.has(intent)) return openQuestion(turn)
  const open = departures[intent] ?? lookUps[intent]
  if (open) return open(turn)
  switch (intent) {
    case 'register':
    case 'pick_modules':
      return withFurtherQuestions(turn, openEnrol(turn))
    case 'inform':
    case 'correct':
      if (talk.draft) return resumeDraft(turn)
      return family && intent === 'correct' ? openEdit(turn, null) : openEnrol(turn)
    case 'pickup':
      return family ? openEdit(turn, 'pickup') : openEnrol(turn)
    case 'leave':
      return after([text(leaveNoted)], openHuman(turn))
    case 'consent':
      // 同意 after all, having refused: the notice once more, since a consent is to that.
      return openGive(turn) ?? (talk.draft || !family ? resumeDraft(turn) : openMenu(turn))
    case 'affirm':
      // 好的 with nothing asked is how many answer a message.
      return openGive(turn) ?? (talk.draft ? resumeDraft(turn) : family ? openHeard(turn) : openMenu(turn))
    case 'deny':
    case 'greet':
      return openMenu(turn)
    default:
      return smallTalk(turn, null)
  }
}

const smallTalk = (turn: Turn, flow: Flow | null): Move | null => {
  if (turn.meaning.confidence === 'low') return null
  switch (turn.meaning.intent) {
    case 'thanks':
      return asideLines(turn, flow, [text(youAreWelcome)])
    case 'greet':
      return flow ? askAgain(turn, flow) : openMenu(turn)
    case 'abuse':
      return asideLines(turn, flow, [text(calm)])
    case 'register':
    case 'pick_modules':
      return flow?.topic === 'enrol' ? null : openEnrol(turn)
    default:
      return null
  }
}

/** Answers a question and puts the pending one again. */
const answerAside = (turn: Turn, flow: Flow | null, request: Request): Move | null => {
  const answer = answerQuestion({ ...turn, meaning: { ...turn.meaning, ...request } })
  if (!answer) return null
  return 'need' in answer ? answer : asideLines(turn, flow, answer)
}

/** A question that came in the same breath is answered first, so that the pending one stands last. */
const withFurtherQuestions = (turn: Turn, move: Move): Move =>
  turn.meaning.also
    .filter((request) => questions.has(request.intent))
    .reduceRight<Move>((rest, request) => {
      const answer = answerQuestion({ ...turn, meaning: { ...turn.meaning, ...request } })
      if (!answer || 'need' in rest) return rest
      return 'need' in answer ? answer : after(answer, rest)
    }, move)

const whoSaw = (turn: Turn, flow: Flow | null): Move => {
  const need = looksLacking(turn)
  return need.length > 0 ? { need } : asideLines(turn, flow, looksLines(turn))
}

const asideLines = (turn: Turn, flow: Flow | null, lines: readonly Line[]): Move =>
  flow ? after(lines, askAgain(turn, flow)) : withMenu(turn, lines)

/** Keeps what was going on while something is looked up: its lines first, then the pending question again. */
const aside = (turn: Turn, flow: Flow | null, move: Move): Move => {
  if ('need' in move || !flow) return move
  const again = askAgain({ ...turn, state: { ...move.state, talk: { ...move.state.talk, flow } } }, flow)
  if ('need' in again) return again
  return {
    ...again,
    lines: [...move.lines, ...again.lines],
    entries: [...(move.entries ?? []), ...(again.entries ?? [])],
  }
}

/**
 * Nothing was understood, or it led nowhere: once the question again, then a numbered choice, then a person. Small talk
 * climbs too, since babble is often taken for it.
 */
const misunderstood = (turn: Turn): Move => {
  const misses = turn.state.talk.misses + 1
  const counted = { ...turn, state: withTalk(turn.state, { misses }) }
  const flow = turn.state.talk.flow
  const chat = turn.meaning.intent === 'offtopic' && turn.meaning.confidence === 'high'
  if (flow && plainYes(turn.text)) return askAgain(turn, flow)
  if (misses >= 3) return openHumanOffer(counted, flow)
  if (misses === 1 && (flow || chat))
    return asideLines(counted, flow, [text(chat ? offTopic : notUnderstood(misses))])
  return flow ? openWaysOn(counted, flow) : openReadings(counted, turn.meaning.slots, readingsOf(turn))
}

/** Nothing that a doubtful message could be offered as. */
const unactionable: ReadonlySet<Intent> = new Set([
  'offtopic',
  'inform',
  'affirm',
  'deny',
  'thanks',
  'abuse',
  'greet',
])
const readingsOf = ({ meaning }: Turn): readonly Intent[] =>
  [meaning.intent, ...meaning.instead].filter((intent) => !unactionable.has(intent))

/** A number picks a reading; anything else is heard as if the choice had never been put. */
const routeGuess = (turn: Turn, flow: Extract<Flow, { topic: 'guess' }>): Move => {
  const resumed: Turn = {
    ...turn,
    state: withTalk(turn.state, { flow: flow.before, asked: flow.before ? turn.state.talk.asked : null }),
  }
  const picked = pickedOption(turn, flow)
  if (!picked) return routeSaid(resumed)
  const meant: Turn = {
    ...resumed,
    text: '',
    meaning: { ...turn.meaning, command: null, code: null, slots: flow.slots },
  }
  return understood(takeOption(meant, picked), resumed)
}

const takeOption = (turn: Turn, option: GuessOption): Move | null => {
  const { flow } = turn.state.talk
  if (option === 'go_on') return flow ? askAgain(turn, flow) : openMenu(turn)
  if (option === 'back') return (flow && stepBack(turn, flow)) ?? openMenu(turn)
  if (option === 'help') return aside(turn, flow, openHelp(turn))
  if (option === 'correct' && turn.state.talk.draft) return openEditDraft(turn, null)
  return openIntent({ ...turn, meaning: { ...turn.meaning, intent: option } }, option)
}
