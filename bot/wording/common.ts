import type { Expects } from '../../shared/contract/expects.ts'
import type { Birth, ToldAge } from '../../shared/family.ts'
import type { Programme } from '../../shared/programme.ts'

/** Short names of the fields of a form: in a list of what is missing, and to edit one by its name. */
const fieldNames: Partial<Record<Expects, string>> = {
  'child.name': '孩子姓名',
  'child.birth': '出生年月',
  'child.grade': '年级',
  'child.sex': '男孩女孩',
  'child.days': '来的日期',
  'guardian.name': '家长姓名',
  'guardian.phone': '手机号',
  'guardian.phone2': '备用电话',
  'guardian.relation': '跟孩子的关系',
  place: '住的村或上班的厂',
  employer: '上班的厂',
  health: '健康过敏',
  pickup: '谁来接',
  modules: '课程',
}

export const fieldName = (field: Expects): string => fieldNames[field] ?? '这一项'

/** 1 甲\n2 乙, counted from `first`. */
export const numberedFrom = (first: number, lines: readonly string[]): string =>
  lines.map((line, index) => `${first + index} ${line}`).join('\n')

/** Where there is no name to say. */
export const thisFamily = '这家'
export const thisCourse = '这门课'

export const listed = (words: readonly string[]): string => words.join('、')

const grades = ['一', '二', '三', '四', '五', '六']
const below: Record<number, string> = { [-2]: '小班', [-1]: '中班', 0: '大班' }

/** -2 小班 … 0 大班, 1 一年级 … 6 六年级, 7 初一 … 9 初三. */
export const gradeWords = (grade: number): string =>
  below[grade] ?? (grade > 6 ? `初${grades[grade - 7] ?? ''}` : `${grades[grade - 1] ?? ''}年级`)

/** 2019年, 2019年5月, 2019年5月3日. */
export const birthWords = (birth: Birth): string => {
  const [year, month, day] = birth.split('-')
  return `${year}年${month ? `${Number(month)}月` : ''}${day ? `${Number(day)}日` : ''}`
}

/** 8岁（2027年6月说的）: what was said, with when, since it grows old. */
export const toldWords = ({ age, on }: ToldAge): string => `${age}岁（${birthWords(on.slice(0, 7))}说的）`

/** An organisation by its name; its id where the programme does not know it. */
export const organisationName = (programme: Programme, id: string): string =>
  programme.organisations.find((each) => each.id === id)?.name ?? id

/** 玉环市总工会，0576-12345678: whom to ask, and where the paper form is. */
export const deskWords = (programme: Programme): string =>
  `${organisationName(programme, programme.holder.organisation)}${programme.holder.post}，电话${programme.holder.phone}`

/** Where no name was told yet. */
export const theChild = '孩子'
export const theParent = '家长'
/** Among those who collect a child, as the parser calls whoever is talking. */
export const oneself = '本人'
