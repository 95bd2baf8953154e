import type { Section } from '../../../shared/catalogue.ts'
import { isWithin } from '../../../shared/organisations.ts'
import * as choosing from '../../wording/choosing.ts'
import { picks, saysNo } from '../pick.ts'
import { ending } from '../rest.ts'
import type { Move } from '../state.ts'
import { slotsOf, type Turn, text } from '../turn.ts'
import { namedInOrder } from '../wishes/order.ts'
import { answerParty } from './answer-party.ts'
import { goOn } from './answers.ts'
import { changedChild, openTo, taking } from './choose.ts'
import { nothingFor, proceed } from './proceed.ts'
import { putList, putShown } from './put-sections.ts'
import { isEmpty, read } from './read.ts'
import { plainly } from './reading.ts'
import { draftOf, type EnrolFlow, type So, saying, soFar } from './so.ts'
import { wishable } from './wishes.ts'

/** Which sections a child takes: by number, by name, all, all but one, or none of them. */
export const answerModules = (turn: Turn, flow: EnrolFlow): Move | null => {
  if (flow.field === 'choice') return answerParty(turn, flow)
  const said = plainly(turn.text)
  if (moreSaid.test(said)) return nextPage(turn, flow)
  const dropped = slotsOf(turn.meaning, 'mod-')
  const named = slotsOf(turn.meaning, 'mod')
  if (dropped.length > 0 && named.length === 0 && othersSaid.test(said)) return takeAll(turn, flow, dropped)
  if (allSaid.test(said)) return takeAll(turn, flow, [])
  const wishes = namedInOrder(turn, wishable(turn, soFar(turn), flow.child))
  if (wishes && wishes.length > 0) return take(turn, flow, wishes)
  const there = namedThere(turn, named)
  if (there.length > 0) return take(turn, flow, there)
  return answerPicks(turn, flow) ?? answerRest(turn, flow)
}

/** 示例企业1的篮球: sections of a module at a village or firm that was named with it. Here a place is no new home. */
const namedThere = (turn: Turn, modules: readonly string[]): readonly Section[] => {
  const at = [...slotsOf(turn.meaning, 'place'), ...slotsOf(turn.meaning, 'emp')]
  const draft = draftOf(turn.state)
  return turn.scene.catalogue
    .sectionsOf(draft.programmeId)
    .filter(({ module }) => modules.includes(module.id))
    .filter(({ programme, site }) => at.some((id) => isWithin(programme, site.organisation, id)))
}

const moreSaid = /^(更多|换一?页|下一?页|后面(的)?|还有(吗|别的吗|哪些|其他的?吗?)?|再看看|往后)$/

const allSaid = /^(都|全部?|全都|统统)(要|报|选|上|行|可以)(了|吧|的)?$/

const othersSaid = /除了|都行|都要|都可以|其他|别的/

const noneSaid = /^先不选|没有?(一个)?(合适|想报|喜欢)|都不(要|合适|想|行|报)|不合适/

const enoughSaid = /^(就)?(这些|这样|够了|好了|不加了|不选了|没有了|没了)(吧|了|就行)?$/

const sectionsOf = (turn: Turn, flow: EnrolFlow): readonly Section[] =>
  (flow.shown ?? []).flatMap((id) => turn.scene.catalogue.sections.get(id) ?? [])

const nextPage = (turn: Turn, flow: EnrolFlow): Move => {
  const sections = sectionsOf(turn, flow)
  const page = (flow.page ?? 0) + 1
  const over = page * choosing.pageSize >= sections.length
  const so = over ? saying(soFar(turn), choosing.noMoreSections) : soFar(turn)
  return putList(turn, so, flow.child, sections, over ? 0 : page)
}

const takeAll = (turn: Turn, flow: EnrolFlow, but: readonly string[]): Move =>
  take(
    turn,
    flow,
    sectionsOf(turn, flow).filter(({ module }) => !but.includes(module.id)),
  )

const answerPicks = (turn: Turn, flow: EnrolFlow): Move | null => {
  const sections = sectionsOf(turn, flow)
  const at = picks(turn, sections.length)
  if (at)
    return take(
      turn,
      flow,
      at.flatMap((index) => sections[index] ?? []),
    )
  if (slotsOf(turn.meaning, 'opt').length === 0) return null
  return putShown(turn, saying(soFar(turn), choosing.notOnTheList(sections.length)), flow)
}

const count = (so: So, child: number): number => draftOf(so.state).children[child]?.sections.length ?? 0

/** Takes sections; with none taken the list is put again, without what was refused. */
const take = (turn: Turn, flow: EnrolFlow, sections: readonly Section[]): Move => {
  const before = soFar(turn)
  const so = taking(turn, before, flow.child, sections)
  const modules = sections.map(({ module }) => module.id)
  const child = draftOf(so.state).children[flow.child]
  const wanted = (child?.wanted ?? []).filter((id) => !modules.includes(id))
  if (count(so, flow.child) > count(before, flow.child)) {
    return proceed(turn, changedChild(so, flow.child, { wanted, chosen: wanted.length === 0 }))
  }
  const open = openTo(turn, so, flow.child)
  return open.length > 0 ? putList(turn, so, flow.child, open, 0) : nothingFor(turn, so, flow.child)
}

const answerRest = (turn: Turn, flow: EnrolFlow): Move | null => {
  const so = soFar(turn)
  const some = count(so, flow.child) > 0
  const said = plainly(turn.text)
  if (some && enoughSaid.test(said)) return done(turn, so, flow)
  if (noneSaid.test(said)) return some ? done(turn, so, flow) : none(turn, so, flow)
  const reading = read(
    turn,
    draftOf(turn.state),
    { child: flow.child, field: 'modules' },
    turn.meaning.intent === 'correct',
  )
  if (!isEmpty(reading)) return goOn(turn, so, reading)
  if (slotsOf(turn.meaning, 'mod').length > 0 && some) return done(turn, so, flow)
  if (saysNo(turn)) return some ? done(turn, so, flow) : none(turn, so, flow)
  return null
}

const done = (turn: Turn, so: So, flow: EnrolFlow): Move =>
  proceed(turn, changedChild(so, flow.child, { wanted: [], chosen: true }))

/** None suits: a wider list where only one module's sections were shown, else the next child, else the ways that stay open. */
const none = (turn: Turn, so: So, flow: EnrolFlow): Move => {
  const child = draftOf(so.state).children[flow.child]
  const open = openTo(turn, so, flow.child)
  if (child && child.wanted.length > 0 && open.length > (flow.shown?.length ?? 0)) {
    return putList(turn, changedChild(so, flow.child, { wanted: [] }), flow.child, open, 0)
  }
  const passed = changedChild(so, flow.child, { chosen: true })
  const rest = draftOf(passed.state).children.some(({ sections, chosen }) => sections.length > 0 || !chosen)
  return rest ? proceed(turn, passed) : ending(so.state, [text(choosing.noneChosen)], ['courses', 'human'])
}
