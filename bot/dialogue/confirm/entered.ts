import type { Section } from '../../../shared/catalogue.ts'
import type { Enrolment, Family } from '../../../shared/family.ts'
import type { Programme } from '../../../shared/programme.ts'
import { birthWords, gradeWords, listed, organisationName, toldWords } from '../../wording/common.ts'
import { spanWords } from '../../wording/dates.ts'
import * as words from '../../wording/enrol.ts'
import * as summing from '../../wording/summary.ts'
import { summaryWish } from '../../wording/wishes.ts'
import type { Turn } from '../turn.ts'
import { sectionsOf as sectionsIn, wishesOf } from '../wishes/effects.ts'

export const programmeOf = (turn: Turn, family: Family): Programme | undefined =>
  turn.scene.catalogue.programmes.get(family.programmeId)

export const sectionsOf = (turn: Turn, enrolments: readonly Enrolment[]): readonly Section[] =>
  enrolments.flatMap(({ sectionId }) => turn.scene.catalogue.sections.get(sectionId) ?? [])

/** Everything that the helper entered: the guardian consents to this and to nothing else. */
export const enteredLines = (turn: Turn, family: Family, programme: Programme): readonly string[] => {
  const [guardian] = family.guardians
  const [first] = family.children
  const places = [first?.place, first?.employer].flatMap((id) =>
    id ? [organisationName(programme, id)] : [],
  )
  return [
    ...family.children.flatMap((child) =>
      summing.summaryChild({
        name: child.name,
        born: listed([
          ...(child.birth === null ? [] : [summing.bornIn(birthWords(child.birth))]),
          ...(child.told === null ? [] : [toldWords(child.told)]),
          ...(child.grade === null ? [] : [gradeWords(child.grade)]),
        ]),
        days: spanWords(child.days.from, child.days.to),
        health: child.health === '' ? words.none : child.health,
        pickup: listed(child.pickup.map(({ who, name }) => summing.collector(who, name))),
        sections: family.enrolments
          .filter(({ childId }) => childId === child.id)
          .flatMap((enrolment) =>
            sectionsOf(turn, [enrolment]).map((section) =>
              summing.summarySection(section, '', enrolment.party),
            ),
          ),
        wishes: sectionsIn(turn.scene, wishesOf(family, child.id)?.ranked ?? []).map((section, at) =>
          summaryWish(at, section),
        ),
      }),
    ),
    ...(guardian ? [summing.guardianRow(guardian)] : []),
    summing.placeRow(places.length > 0 ? listed(places) : summing.elsewhere),
  ]
}
