/** Numerals as parents write them: 8, ８, 八, 两, 十二, 二十, 廿, 幺 (read digit by digit in phone numbers). */
export const numeral =
  '(?:\\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九俩仨廿])'

const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  o: 0,
  洞: 0,
  一: 1,
  幺: 1,
  妖: 1,
  腰: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  陆: 6,
  七: 7,
  拐: 7,
  八: 8,
  九: 9,
  勾: 9,
}

/** 0 to 99; null when it is no numeral. */
export const readNumber = (text: string): number | null => {
  if (/^\d+$/.test(text)) return Number(text)
  if (text === '廿') return 20
  const tens = /^(.?)十(.?)$/u.exec(text)
  if (tens)
    return (
      (tens[1] ? (digits[tens[1]] ?? Number.NaN) : 1) * 10 + (tens[2] ? (digits[tens[2]] ?? Number.NaN) : 0)
    )
  return text.length === 1 ? (digits[text] ?? null) : null
}

/** Digits spoken one by one: 幺三八 gives 138, 二零一七 gives 2017. Null where a character is no digit. */
export const readDigits = (text: string): string | null => {
  let out = ''
  for (const character of text) {
    const digit = /\d/.test(character) ? Number(character) : digits[character]
    if (digit === undefined) return null
    out += digit
  }
  return out
}
