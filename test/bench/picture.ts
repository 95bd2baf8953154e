import { scheduleView } from '../../bot/wording/schedule-card.ts'
import { createPictures } from '../../functions/render/picture/pictures.ts'
import { familyLessons, lessonsOn } from '../../shared/lessons.ts'
import { twoChildren } from '../support/family.ts'
import { aCatalogue } from '../support/programme.ts'
import { median, print, round } from './print.ts'

const day = '2027-07-07'
const rounds = 30

/** A card of two lessons: its size, and how long one takes when fonts and native module are there. */
export const picture = async (): Promise<void> => {
  const view = scheduleView(day, lessonsOn(familyLessons(twoChildren(), aCatalogue()), [day]))
  const pictures = createPictures((error) => {
    throw error
  })
  const times: number[] = []
  let bytes = 0
  for (let n = 0; n <= rounds; n++) {
    const from = performance.now()
    bytes = (await pictures.schedule(view))?.length ?? 0
    times.push(performance.now() - from)
  }
  const [first = Number.NaN, ...rest] = times
  print({
    name: 'a picture card',
    unit: 'ms',
    value: round(median(rest), 1),
    asked: 'median after the first; reported',
    detail: {
      kilobytes: round(bytes / 1_000, 1),
      firstMs: round(first, 0),
      lessons: view.lessons.length,
      residentMb: round(process.memoryUsage.rss() / 1_000_000, 0),
    },
  })
}
