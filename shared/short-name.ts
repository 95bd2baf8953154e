/** Family names of two characters that children of today bear. */
const compound =
  /^(欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|长孙|宇文|令狐|轩辕|端木|申屠|闻人|百里|呼延|东郭|西门|钟离|赫连|澹台|公冶|太史|淳于|单于|第五)/u
/** 小明, 阿雨: a pet name has no family name to leave out. */
const pet = /^[小阿大]/u
const han = /^\p{Script=Han}+$/u
/** Which shape of a character is meant, invisible: it belongs to the character before it. */
const selectors = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu

/** 雨 is called 小雨. */
const petName = (given: string): string => ([...given].length === 1 ? `小${given}` : given)

/** 王雨 and 子豪 look alike: either way the second character alone tells nobody a family name. */
const ofTwo = (first: string, second: string): string =>
  pet.test(first) || first === second ? first + second : petName(second)

const ofHan = (name: string): string => {
  const [first = '', second = '', ...rest] = [...name]
  if (rest.length === 0) return second === '' ? name : ofTwo(first, second)
  const given = compound.test(name) ? rest : [second, ...rest]
  return petName(given.slice(-2).join(''))
}

/**
 * A child's name for what may be passed on (pictures, calendars): without the family name. 王小雨 → 小雨, 王雨 → 小雨,
 * 欧阳明 → 小明, 古丽·买买提 → 古丽, Tom Smith → Tom; 小明 and 乐乐 stay. At most two characters of a longer Chinese name.
 */
export const shortName = (name: string): string => {
  const [own = ''] = name
    .replace(selectors, '')
    .trim()
    .split(/[·•‧・.．\s]+/u)
  return han.test(own) && !/[·•‧・]/u.test(name) ? ofHan(own) : own
}
