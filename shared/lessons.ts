import type { Catalogue } from './catalogue.ts'
import type { Child, Family } from './family.ts'
import type { ChildId } from './ids.ts'
import type { Section, Session } from './section.ts'
import type { Day } from './time.ts'

/** One child in one session. */
export interface Lesson {
  readonly childId: ChildId
  /** The child's name as it was entered: `shortName` for whatever may be passed on. */
  readonly child: string
  readonly section: Section
  readonly session: Session
}

/** The lessons that a child comes to: none before its first day or after its last. */
export const lessonsOf = (child: Child, section: Section): readonly Lesson[] =>
  section.sessions
    .filter(({ day }) => day >= child.days.from && day <= child.days.to)
    .map((session) => ({ childId: child.id, child: child.name, section, session }))

export const inOrder = (lessons: readonly Lesson[]): readonly Lesson[] =>
  [...lessons].sort((a, b) => a.session.startsAt - b.session.startsAt)

/**
 * All lessons of a family for which a seat is firm or held, in order of time. Who waits has none, and a section that is no
 * longer on offer has none.
 */
export const familyLessons = (
  family: Pick<Family, 'children' | 'enrolments'>,
  catalogue: Pick<Catalogue, 'sections'>,
): readonly Lesson[] =>
  inOrder(
    family.enrolments.flatMap(({ childId, sectionId, state }) => {
      const child = family.children.find(({ id }) => id === childId)
      const section = catalogue.sections.get(sectionId)
      return child && section && (state === 'seat' || state === 'held') ? lessonsOf(child, section) : []
    }),
  )

export const lessonsOn = (lessons: readonly Lesson[], days: readonly Day[]): readonly Lesson[] =>
  lessons.filter(({ session }) => days.includes(session.day))

/** What to bring: what the module needs, then what the section adds; none twice. */
export const toBring = ({ module, plan }: Pick<Section, 'module' | 'plan'>): readonly string[] => [
  ...new Set([...module.bring, ...plan.bring]),
]

/** What children call the teacher (林老师), where the section has one. */
export const teacherOf = ({ programme, plan }: Pick<Section, 'programme' | 'plan'>): string | null =>
  programme.teachers.find(({ id }) => id === plan.teacher)?.called ?? null
