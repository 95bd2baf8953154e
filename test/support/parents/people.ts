import type { Programme } from '../../../shared/programme.ts'
import { type Fortune, fortune } from './seeded.ts'

/** A made-up child, as a parent would tell of it. */
export interface SimulatedChild {
  readonly name: string
  /** 2018年3月. */
  readonly birth: string
  /** Courses as parents call them, the dearest first. */
  readonly wants: readonly [string, ...string[]]
  /** How many of them it is to have. */
  readonly courses: number
  readonly health: string
}

/** A made-up family. */
export interface Household {
  readonly surname: string
  readonly guardian: {
    readonly name: string
    readonly phone: string
    readonly phone2: string
    readonly relation: string
  }
  /** A village, or a firm. */
  readonly place: string
  readonly pickup: string
  readonly children: readonly [SimulatedChild, ...SimulatedChild[]]
}

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'] as [string, ...string[]]
const given = [
  ...['小雨', '小明', '小红', '小刚', '小丽', '小军', '小燕', '小宝', '小虎', '小芳'],
  ...['小海', '小月', '小星', '小天', '小龙', '小凤', '小云', '小冬', '小春', '小莲'],
] as [string, ...string[]]
const grownUp = ['大山', '大力', '大海', '阿强', '阿勇'] as const
const firstYear = 2015
const months = 6 * 12

/** The nth of a list, round and round. */
const nth = (list: readonly [string, ...string[]], n: number): string => list[n % list.length] ?? list[0]

/** Name and month of birth together are nobody else's among some thousand families: nobody is taken for a twin by chance. */
const named = (family: number, child: number): Pick<SimulatedChild, 'name' | 'birth'> => {
  const name = `${nth(surnames, family)}${nth(given, Math.floor(family / surnames.length) + child)}`
  const month = (family * 7 + child * 31) % months
  return { name, birth: `${firstYear + Math.floor(month / 12)}年${(month % 12) + 1}月` }
}

/** Eleven digits of which the last four are the family's own as well: they prove a code. */
const phoneOf = (family: number, second: boolean): string =>
  `${second ? '139' : '138'}${String((family * 7_919 + 1_000_003) % 100_000_000).padStart(8, '0')}`

/** Most want the same: what there is a queue for. */
const wanted = ['篮球', '篮球', '篮球', '绘画', '绘画', '手工', '舞蹈', '书法', '电影'] as const

const childOf = (chances: Fortune, family: number, child: number): SimulatedChild => {
  const first = chances.among(wanted, 'want', child)
  const others = (['绘画', '手工', '篮球', '书法', '安全教育'] as const).filter((one) => one !== first)
  return {
    ...named(family, child),
    wants: [first, ...others],
    courses: chances.has(0.25, 'courses', child) ? 2 : 1,
    health: chances.has(0.1, 'health', child) ? '花生过敏' : '没有',
  }
}

/** Villages that have classes, and firms; most families live where most classes are. */
export const homesOf = (programme: Programme): readonly [string, ...string[]] => {
  const owners = new Set(programme.sites.map(({ organisation }) => organisation))
  const homes = programme.organisations.filter(({ id, kind }) => kind !== 'union' && owners.has(id))
  const [first, ...rest] = homes.map(({ name }) => name)
  if (first === undefined) throw new Error(`nobody lives in ${programme.id}`)
  return [first, first, first, first, ...rest]
}

/** The nth family of a town: the same for the same seed, whatever else is simulated. */
export const householdOf = (
  seed: number,
  family: number,
  homes: readonly [string, ...string[]],
): Household => {
  const chances = fortune(seed, 'household', family)
  const surname = nth(surnames, family)
  const first = childOf(chances, family, 0)
  return {
    surname,
    guardian: {
      name: `${surname}${chances.among(grownUp, 'name')}`,
      phone: phoneOf(family, false),
      phone2: chances.has(0.3, 'phone2') ? phoneOf(family, true) : '没有',
      relation: chances.among(['妈妈', '爸爸', '奶奶'], 'relation'),
    },
    place: chances.among(homes, 'home'),
    pickup: chances.among(['外婆', '奶奶', '妈妈', '爸爸'], 'pickup'),
    children: chances.has(0.25, 'sibling') ? [first, childOf(chances, family, 1)] : [first],
  }
}
