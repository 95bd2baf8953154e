import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Covers, coverageOf } from './coverage.ts'
import type { Mark, Measure, Picture, Type } from './layout.ts'

/** What draws, with its fonts in hand. */
export interface Studio {
  readonly measure: Measure
  readonly covers: Covers
  readonly draw: (picture: Picture) => Promise<Uint8Array>
}

/** Noto Sans SC (OFL): every character of the national table for names and print, the rare ones too. */
const fonts = {
  plain: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const

const fontOf = ({ size, bold }: Pick<Type, 'size' | 'bold'>): string =>
  `${size}px ${bold ? 'card-bold' : 'card-plain'}`

/** The native module and 20 MB of fonts: nothing of it is touched before the first picture is asked for. */
export const openStudio = async (): Promise<Studio> => {
  // The machine's own fonts would be searched for a second, and would make the same card look different elsewhere.
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1'
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas')
  const resolve = createRequire(import.meta.url).resolve
  const [plain, bold] = await Promise.all([readFile(resolve(fonts.plain)), readFile(resolve(fonts.bold))])
  if (!GlobalFonts.register(plain, 'card-plain') || !GlobalFonts.register(bold, 'card-bold'))
    throw new Error('a font could not be read')
  const ruler = createCanvas(1, 1).getContext('2d')
  const put = (context: typeof ruler, mark: Mark): void => {
    context.fillStyle = mark.colour
    if (mark.kind === 'text') {
      context.font = fontOf(mark)
      context.fillText(mark.text, mark.x, mark.y)
    } else {
      context.beginPath()
      context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
      context.fill()
    }
  }
  return {
    measure: (text, type) => {
      ruler.font = fontOf(type)
      return ruler.measureText(text).width
    },
    covers: coverageOf(plain),
    draw: async ({ width, height, background, marks }) => {
      const canvas = createCanvas(width, height)
      const context = canvas.getContext('2d')
      context.fillStyle = background
      context.fillRect(0, 0, width, height)
      for (const mark of marks) put(context, mark)
      return canvas.encode('png')
    },
  }
}
