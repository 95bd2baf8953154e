import { theChild } from '../../../bot/wording/common.ts'
import type { ScheduleView } from '../../../bot/wording/schedule-card.ts'
import type { Pictures } from '../../app/ports.ts'
import { layOut } from './layout.ts'
import { openStudio, type Studio } from './studio.ts'

/** A name that the font cannot write is said in general: an empty box is nobody's name. */
const writable = (view: ScheduleView, { covers }: Studio): ScheduleView => ({
  ...view,
  lessons: view.lessons.map((lesson) => (covers(lesson.child) ? lesson : { ...lesson, child: theChild })),
})

/**
 * Draws cards. Opened at the first one; an opening that failed is tried again at the next. `failed` hears of what was thrown
 * and must not write its words down.
 */
export const createPictures = (
  failed: (error: unknown) => void,
  open: () => Promise<Studio> = openStudio,
): Pictures => {
  let opening: Promise<Studio> | null = null
  const studio = (): Promise<Studio> => {
    opening ??= open().catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  return {
    schedule: async (view) => {
      try {
        const at = await studio()
        return await at.draw(layOut(writable(view, at), at.measure))
      } catch (error) {
        failed(error)
        return null
      }
    },
  }
}
