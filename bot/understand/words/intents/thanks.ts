import type { CueRow } from '../cue-row.ts'

export const thanks: readonly CueRow[] = [
  {
    intent: 'thanks',
    weight: 6,
    patterns: [
      '谢谢|感谢|多谢|谢了|谢啦|辛苦|感恩|thank|3q|谢咯|费心|麻烦了|蟹蟹|劳烦|道谢|谢过|难为|劳慰|🙏|🌹|💐|❤',
    ],
  },
]
