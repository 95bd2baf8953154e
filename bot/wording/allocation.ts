import type { Accepted, Place, Reason, Refused, Row, Table } from '../../shared/allocation.ts'
import type { Instant } from '../../shared/time.ts'
import { momentWords } from './dates.ts'

// What npm run allocate prints at an officer's terminal: ids and registration numbers, no person.

export const allocateUsage = `npm run -s allocate -- --programme 编号 [--seed 种子] [--save 文件] [--data 文件夹]
npm run -s allocate -- --file 文件 --seed 种子
npm run -s allocate -- --programme 编号 --seed 种子 --carry-out

按志愿分名额，打印结果表；不写 --carry-out 就什么都不改。同样的名单和种子，谁来算都是同一张表。最后一行是 JSON。

  --programme 编号 哪个项目
  --seed 种子      公布的种子；不写就用项目里公布的那个
  --save 文件      把这次抽签用的名单（只有编号）写进文件，好让别人重算
  --file 文件      不读数据，用这样一个文件重算
  --carry-out      志愿收完以后，照这张表给名额、排候补、通知各家；种子没公布的同时公布
  --data 文件夹    数据文件夹（./data）`

export const whatToDraw = '没写抽哪个项目：加上 --programme 编号，或者 --file 文件。加上 --help 看用法。'
export const otherProgramme = (inFile: string): string =>
  `文件里是项目 ${inFile}，和 --programme 写的不一样。`
export const noDraw = '不是抽签的名单，或者写坏了'
export const drawRefused = (ids: readonly string[]) => ({
  programme: ids.length > 0 ? `没有这个项目。有的是：${ids.join('、')}。` : '这里还没有发布项目。',
  wishes: '这个项目没有按志愿分名额的班。',
  seed: '种子还没有公布：加上 --seed 种子。',
})

const becauseWords: Readonly<Record<string, string>> = {
  seats: '名额不够一起',
  limit: '一个的课数到了上限',
  overlap: '一个的时间冲突',
  one_period: '一个已在别的期',
}

/** A place in the order, as the table shows it: `hill-first 1234`, or the number alone. */
const placeWords = ({ group, number }: Place): string => (group === null ? `${number}` : `${group} ${number}`)

const reasonWords = (reason: Reason): string => {
  switch (reason.code) {
    case 'full':
      return reason.last ? `满了，最后一位是 ${placeWords(reason.last)}` : '只有预留名额'
    case 'limit':
      return `最多${reason.courses}门课`
    case 'overlap':
      return `和 ${reason.with} 时间冲突`
    case 'one_period':
      return `已有别的期 ${reason.with}`
    case 'together':
      return `要和${reason.with.join('、')}一起，${becauseWords[reason.because] ?? reason.because}`
    case 'not_offered':
      return '不在这次抽签里'
  }
}

const acceptedWords = ({ section, quota }: Accepted): string =>
  quota === null ? section : `${section}（${quota} 预留）`

const missedWords = ({ section, reason }: Refused): string => `${section}（${reasonWords(reason)}）`

/** One child a line: turn, registration number, child, group and lottery number, what it got, what it did not and why. */
export const rowWords = (row: Row, registration: string): string => {
  const { turn, childId, accepted, refused } = row
  const got = accepted.length > 0 ? accepted.map(acceptedWords).join('、') : '没有'
  const rest = refused.length > 0 ? `  没排上：${refused.map(missedWords).join('、')}` : ''
  return `${turn}  ${registration}  ${childId}  ${placeWords(row)}  排上：${got}${rest}`
}

export const waitingWords = ({ sectionId, childIds }: Table['waiting'][number]): string =>
  `候补 ${sectionId}：${childIds.join('、')}`
export const blockingWords = (count: number): string => `因为兄弟姐妹要一起而让过名额的：${count}处。`
export const notPublished = (published: string | null): string =>
  published === null
    ? '注意：项目还没有公布种子，这只是试算。'
    : `注意：公布的种子是 ${published}，这只是试算。`

export const whatToCarryOut = '--carry-out 要写明 --programme 编号 和 --seed 种子，不能和 --file 一起用。'
export const carriedEarly = (closesAt: Instant): string =>
  `志愿要收到${momentWords(closesAt - 1)}，还不能照表给名额。先试算，去掉 --carry-out。`
export const carriedOther = (published: string): string => `公布的种子是 ${published}，不能用别的种子给名额。`
export const willCarryOut = (sum: {
  readonly children: number
  readonly accepted: number
  readonly waiting: number
}): string =>
  `现在照这张表办：${sum.children}个孩子，给出${sum.accepted}个名额，排候补${sum.waiting}个，再通知各家。中断了重跑一次就行，不会多给。`
export const carriedOut = '办完了：名额给了，候补排了，通知写好了。'
export const carriedElsewhere = '以前已经办完了，或者服务器正在办，没有重复给。'
