import type { Section } from '../../shared/catalogue.ts'
import { nearestSections } from '../../shared/place.ts'
import type { Slot } from '../understand/meaning.ts'
import * as words from '../wording/media.ts'
import { openMenu } from './menu.ts'
import { resting, signUp } from './rest.ts'
import { firstOfEach, sectionsAtHand } from './spoken-of.ts'
import type { Input, Line, Move } from './state.ts'
import { askAgain, takeAnswer } from './topics.ts'
import { after, type Turn, text, withTalk } from './turn.ts'

type Sent = Extract<Input, { kind: 'sent' }>
type Came = Extract<Input, { kind: 'came' }>

/** The nearest section of each site, the nearest site first. */
const nearSites = (turn: Turn, sent: Sent): readonly Section[] =>
  sent.at ? firstOfEach(nearestSections(sectionsAtHand(turn), sent.at), ({ site }) => site.id) : []

/** A village or town is where the family lives; a firm's site says where a guardian works. */
const placeSlot = ({ programme, site, town }: Section): Slot => {
  const owner = programme.organisations.find(({ id }) => id === site.organisation)
  if (owner?.kind === 'enterprise') return { key: 'emp', value: owner.id }
  return { key: 'place', value: owner?.kind === 'village' ? owner.id : town.id }
}

/** A place on the map, sent while a place is asked, answers that as if the nearest had been named; null otherwise. */
const asAnswer = (turn: Turn, sent: Sent): Move | null => {
  const { asked, flow } = turn.state.talk
  const [nearest] = nearSites(turn, sent)
  if (
    sent.what !== 'location' ||
    !flow ||
    !nearest ||
    (asked?.expects !== 'place' && asked?.expects !== 'employer')
  )
    return null
  const meaning = { ...turn.meaning, intent: 'inform', slots: [placeSlot(nearest)] } as const
  return takeAnswer({ ...turn, text: nearest.site.name, meaning }, flow)
}

/** As many as one looks at on a map. */
const shown = 3

const locationLine = (turn: Turn, sent: Sent): Line => {
  const sites = nearSites(turn, sent).slice(0, shown)
  if (sites.length === 0) return text(words.nowhereNear)
  return text(words.nearest(sites.map(({ site }) => words.siteNear(site.name, site.address))))
}

const lineOn = (turn: Turn, sent: Sent): Line => {
  switch (sent.what) {
    case 'voice':
      return text(words.voiceUnheard)
    case 'image':
      return text(words.pictureUnread)
    case 'file':
      return text(words.fileUnread)
    case 'location':
      return locationLine(turn, sent)
    case 'other':
      return text(words.otherUnread)
  }
}

/** What came without words: said what can be done with it, and the pending question put again. */
export const readMedia = (turn: Turn, sent: Sent): Move => {
  const answered = asAnswer(turn, sent)
  if (answered) return answered
  const { flow } = turn.state.talk
  if (flow) return after([lineOn(turn, sent)], askAgain(turn, flow))
  return resting(turn.state, [lineOn(turn, sent)], [signUp(turn.state), 'courses', 'questions', 'human'])
}

/** Someone followed, scanned or befriended the bot: greeted. Someone left: nothing can be said any more. */
export const readEvent = (turn: Turn, event: Came['event']): Move =>
  event === 'unsubscribe'
    ? { state: withTalk(turn.state, { manners: { ...turn.state.talk.manners, left: true } }), lines: [] }
    : openMenu(turn)
