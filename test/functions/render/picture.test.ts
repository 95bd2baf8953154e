import { beforeAll, describe, expect, it } from 'vitest'
import { scheduleView } from '../../../bot/wording/schedule-card.ts'
import { layOut, pictureWidth } from '../../../functions/render/picture/layout.ts'
import { createPictures } from '../../../functions/render/picture/pictures.ts'
import { openStudio, type Studio } from '../../../functions/render/picture/studio.ts'
import { wrap } from '../../../functions/render/picture/wrap.ts'
import { familyLessons, lessonsOn } from '../../../shared/lessons.ts'
import { aChild, twoChildren } from '../../support/family.ts'
import { aCatalogue } from '../../support/programme.ts'

const day = '2027-07-07'
const viewOf = (name = '王小雨') => {
  const family = twoChildren({ children: [aChild({ name }), aChild({ id: 'child-2' })] })
  return scheduleView(day, lessonsOn(familyLessons(family, aCatalogue()), [day]))
}
const surprise = (error: unknown): never => {
  throw error
}

let studio: Studio
let canvas: typeof import('@napi-rs/canvas')
beforeAll(async () => {
  studio = await openStudio()
  // After the studio, which keeps the machine's own fonts out: none of them may stand in for a glyph here.
  canvas = await import('@napi-rs/canvas')
})

describe('a card', () => {
  it('is a PNG as wide as a phone, of a size that a slow line carries', async () => {
    const png = Buffer.from((await createPictures(surprise).schedule(viewOf())) ?? [])

    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    expect(png.readUInt32BE(16)).toBe(pictureWidth)
    expect(png.readUInt32BE(20)).toBe(layOut(viewOf(), studio.measure).height)
    expect(png.length / 1024).toBeGreaterThan(20)
    expect(png.length / 1024).toBeLessThan(300)
  })

  it('is the same for the same lessons', async () => {
    const pictures = createPictures(surprise)

    expect(await pictures.schedule(viewOf())).toEqual(await pictures.schedule(viewOf()))
  })

  it('keeps every text inside its edges and none over another', () => {
    const { marks, height } = layOut(viewOf(), studio.measure)
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))

    for (const text of texts) {
      expect(text.x + studio.measure(text.text, text), text.text).toBeLessThanOrEqual(pictureWidth - 32)
      expect(text.y).toBeLessThan(height)
    }
    const places = texts.map(({ x, y }) => `${x},${y}`)
    expect(new Set(places).size).toBe(texts.length)
  })

  it('says 孩子 instead of a name that the font cannot write', async () => {
    const drawn: string[] = []
    const pictures = createPictures(surprise, async () => ({
      ...studio,
      draw: async ({ marks }) => {
        drawn.push(...marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])))
        return new Uint8Array()
      },
    }))

    await pictures.schedule(viewOf('王小\u{2FFF0}'))

    expect(drawn.join()).toContain('孩子')
    expect(drawn.join()).not.toContain('\u{2FFF0}')
  })
})

describe('the font', () => {
  const shape = (character: string): string => {
    const context = canvas.createCanvas(80, 80).getContext('2d')
    context.font = '60px card-bold'
    context.fillText(character, 10, 60)
    return Buffer.from(context.getImageData(0, 0, 80, 80).data).toString('base64')
  }

  it.each([...'㛃堃喆昇玥𬱖嘢雨〇㑇䶮𫖯𨱏·'])('has a glyph of its own for %s', (character) => {
    expect(canvas.GlobalFonts.has('card-bold')).toBe(true)
    expect(studio.covers(character)).toBe(true)
    expect(shape(character)).not.toBe(shape('\u{10FFFF}'))
    expect(shape(character)).not.toBe(shape(' '))
  })

  it('is known to lack what it lacks', () => {
    expect(studio.covers('\u{2FFF0}')).toBe(false)
    expect(studio.covers('雨\u{10FFFF}')).toBe(false)
  })
})

describe('where no picture can be made', () => {
  it('there is none, the failure is told, and the next one is tried anew', async () => {
    const failures: unknown[] = []
    let tries = 0
    const open = async () => {
      if (++tries === 1) throw new TypeError('no native module here')
      return studio
    }
    const pictures = createPictures((error) => failures.push(error), open)

    expect(await pictures.schedule(viewOf())).toBeNull()
    expect(failures).toEqual([new TypeError('no native module here')])
    expect(await pictures.schedule(viewOf())).not.toBeNull()
  })
})

describe('a line', () => {
  const byLetter = (text: string) => [...text].length

  it('breaks anywhere in Chinese, never before what closes, and keeps numbers and words whole', () => {
    expect(wrap('一二三四，五六', 4, byLetter)).toEqual(['一二三', '四，五六'])
    expect(wrap('走到1234号', 4, byLetter)).toEqual(['走到', '1234', '号'])
  })

  it('cuts what is wider than a line, and loses nothing', () => {
    expect(wrap('abcdefghij', 4, byLetter)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrap('', 4, byLetter)).toEqual([])
  })
})
