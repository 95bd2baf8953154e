import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { expect } from 'vitest'
import type { Family } from '../../shared/family.ts'
import { secondMs } from '../../shared/time.ts'
import {
  type Answers,
  choice,
  codeIn,
  enrol,
  fillIn,
  form,
  proven,
  saying,
  toCourses,
  toSummary,
} from './walk.ts'
import { type Parent, startWorld, type World, words } from './world.ts'

/** Everybody of one world, each counting own message ids, so that every world mints the same ids. */
export type Cast = (contact: string) => Parent

/** A turn that writes more than once, or once for several: who says what, after which talk. */
export interface CrashTurn {
  readonly name: string
  /** Brings the world to just before the turn; gives its words. */
  readonly prepare: (cast: Cast) => Promise<string>
  /** Who says it: `demo-li` unless told. */
  readonly by?: string
  /** Fault points that it must pass, lest the table lose them unnoticed. */
  readonly passes: readonly string[]
  /** What every answer says, where it need not be the same word for word. */
  readonly says?: RegExp
}

const sections = ['draw-hall', 'ball-canteen', 'ball-tiny', 'film-july'].map((id) => `mini-2027.${id}`)
const helping: Answers = { who: '帮别人报', 'guardian.relation': '妈妈' }

const threeForTwoSeats = async (cast: Cast): Promise<void> => {
  for (const contact of ['demo-li', 'demo-b', 'demo-c']) await enrol(cast(contact), '篮球 山前村')
}

const invited = async (cast: Cast): Promise<void> => {
  await enrol(cast('demo-li'), '绘画')
  const code = codeIn(await cast('demo-li').say('让孩子爸爸也能看'))
  await saying(cast('demo-father'), proven(code), '同意')
}

const joining = form({
  'child.name': '',
  'child.birth': '',
  'child.days': '',
  'guardian.relation': '爸爸',
  'guardian.name': '李大山',
  'guardian.phone': '13800002222',
  place: '',
  health: '',
  pickup: '',
})

const claims = ['turn.stepped', 'turn.decided.1', 'turn.performed.1', 'turn.saved']

export const crashTurns = {
  consent: {
    name: 'consent, which makes the family',
    prepare: async (cast) => {
      await cast('demo-li').say('我家娃小明今年8岁在山前村想报画画')
      return '同意'
    },
    passes: ['turn.stepped', 'save.linked', 'turn.saved'],
  },
  one: {
    name: 'an enrolment in one section',
    prepare: async (cast) => {
      const filledIn = '全程都来 李大山 13800001234 没有第二个电话 爸爸 没过敏 奶奶接'
      const summary = await saying(cast('demo-li'), '我家娃小明今年8岁在山前村想报画画', '同意', filledIn)
      expect(summary.expects).toBe('confirm')
      return '1'
    },
    passes: claims,
  },
  two: {
    name: 'an enrolment in two sections',
    prepare: async (cast) => {
      const list = await toCourses(cast('demo-li'))
      await cast('demo-li').say(`${choice(list, '绘画')}和${choice(list, '篮球 山前村')}`)
      return '1'
    },
    passes: claims,
  },
  helper: {
    name: 'a helper’s entry, with a code and a hold',
    by: 'demo-zhou',
    prepare: async (cast) => {
      await toSummary(cast('demo-zhou'), '绘画', helping)
      return '1'
    },
    passes: claims,
  },
  helperLarge: {
    name: 'a helper’s entry in a large section',
    by: 'demo-zhou',
    prepare: async (cast) => {
      const list = await toCourses(cast('demo-zhou'), helping)
      const asked = await cast('demo-zhou').say(choice(list, '电影'))
      if (asked.expects !== 'confirm') await cast('demo-zhou').say('3个人')
      return '1'
    },
    passes: [...claims, 'claim.held'],
  },
  firm: {
    name: 'a guardian’s confirmation by code',
    prepare: async (cast) => {
      await toSummary(cast('demo-zhou'), '绘画', helping)
      await cast('demo-li').say(proven(codeIn(await cast('demo-zhou').say('1'))))
      return '同意'
    },
    passes: [...claims, 'save.linked'],
  },
  merge: {
    name: 'a guardian’s confirmation into the own family, in two rounds',
    prepare: async (cast) => {
      await enrol(cast('demo-li'), '绘画')
      const entry: Answers = { ...helping, 'child.name': '王小明', 'child.birth': '2019年3月' }
      await toSummary(cast('demo-zhou'), '绘画', entry)
      await cast('demo-li').say(proven(codeIn(await cast('demo-zhou').say('1'))))
      return '同意'
    },
    passes: [...claims, 'move.moved', 'turn.decided.2', 'erase.ledger', 'erase.family'],
  },
  change: {
    name: 'a change of class, in two rounds, with somebody waiting',
    prepare: async (cast) => {
      await threeForTwoSeats(cast)
      const asked = await cast('demo-li').say('换成绘画')
      if (asked.expects !== 'yes_no') await cast('demo-li').say(choice(asked, '绘画'))
      return '1'
    },
    passes: [...claims, 'turn.decided.2', 'turn.performed.2', 'release.promote', 'promote.next'],
  },
  cancel: {
    name: 'a cancellation, with somebody waiting',
    prepare: async (cast) => {
      await threeForTwoSeats(cast)
      await cast('demo-li').say('取消报名')
      return '1'
    },
    passes: [...claims, 'release.promote', 'promote.next'],
  },
  leave: {
    name: 'leaving the waiting list',
    by: 'demo-c',
    prepare: async (cast) => {
      await threeForTwoSeats(cast)
      await cast('demo-c').say('取消报名')
      return '1'
    },
    passes: claims,
  },
  join: {
    name: 'joining a family by code',
    by: 'demo-father',
    prepare: async (cast) => {
      await invited(cast)
      return joining
    },
    passes: ['turn.stepped', 'turn.saved'],
  },
  erase: {
    name: 'an erasure, with somebody waiting',
    prepare: async (cast) => {
      await threeForTwoSeats(cast)
      await cast('demo-li').say('删除我的信息')
      return '1'
    },
    passes: ['turn.decided.1', 'erase.ledger', 'erase.release', 'erase.key', 'erase.family', 'promote.next'],
  },
  eraseOfTwo: {
    name: 'an erasure by one of two guardians',
    prepare: async (cast) => {
      await invited(cast)
      await fillIn(cast('demo-father'), await cast('demo-father').say(joining))
      await saying(cast('demo-li'), '人工', '想换老师，孩子听不懂', '删除我的信息')
      return '1'
    },
    passes: ['turn.decided.1', 'erase.request', 'turn.performed.1', 'turn.saved'],
  },
  eraseRequests: {
    name: 'an erasure of requests to staff, without a family',
    prepare: async (cast) => {
      await saying(cast('demo-li'), '人工', '想换老师，孩子听不懂', '人工', '有没有校车', '删除我的信息')
      return '1'
    },
    passes: ['turn.decided.1', 'end.case', 'erase.request', 'turn.performed.1', 'turn.saved'],
  },
  calendar: {
    name: 'a new address of the calendar',
    prepare: async (cast) => {
      await enrol(cast('demo-li'), '绘画')
      return '换日历地址'
    },
    passes: ['turn.stepped', 'turn.decided.1', 'calendar.renewed', 'turn.performed.1', 'turn.saved'],
  },
  withdraw: {
    name: 'a withdrawal of consent',
    prepare: async (cast) => {
      await enrol(cast('demo-li'), '绘画')
      await cast('demo-li').say('撤回同意')
      return '1'
    },
    passes: ['turn.decided.1', 'erase.ledger', 'erase.family'],
    // Where the talk went with the family, nobody knows any more by which words it was asked for.
    says: /名额.*退了.*都删掉了|都删掉了.*名额.*退了/,
  },
} satisfies Record<string, CrashTurn>

interface Ready {
  readonly world: World
  readonly turn: CrashTurn
  readonly text: string
  /** Whoever has spoken. */
  readonly contacts: readonly string[]
}

/** A second passes with every message, as it does for people. */
const ticking = (world: World, parent: Parent): Parent => ({
  ...parent,
  say: (text, messageId) => {
    world.clock.now += secondMs
    return parent.say(text, messageId)
  },
})

const ready = async (turn: CrashTurn): Promise<Ready> => {
  const world = await startWorld()
  const known = new Map<string, Parent>()
  const cast: Cast = (contact) => {
    const parent = known.get(contact) ?? ticking(world, world.parent(contact))
    known.set(contact, parent)
    return parent
  }
  const text = await turn.prepare(cast)
  world.clock.now += secondMs
  return { world, turn, text, contacts: [...known.keys()] }
}

const theTurn = ({ world, turn, text }: Ready) =>
  world.parent(turn.by ?? 'demo-li').send({ kind: 'text', text, messageId: 'the-one' })

const again = ({ world, turn, text }: Ready) => world.parent(turn.by ?? 'demo-li').say(text, 'the-one')

/** Stops the program dead at the nth fault point that it passes, whatever runs beside it; names every point passed. */
const dieAt = (world: World, nth: number): { readonly passed: readonly string[] } => {
  const passed: string[] = []
  world.faults.point = (name) => {
    passed.push(name)
    if (passed.length >= nth) throw new Error(`killed at ${name}`)
  }
  return { passed }
}

const moments = ['rev', 'at', 'since', 'until', 'createdAt']

/** What two runs of one turn have in common: a revision or a moment may differ. */
const comparable = (family: Family | null): unknown =>
  JSON.parse(JSON.stringify(family, (key, inner: unknown) => (moments.includes(key) ? undefined : inner)))

/** Keys of every item, without the moments in them: nothing less was written, and nothing more. */
const itemsOf = async ({ table }: World): Promise<readonly string[]> => {
  const { Items = [] } = await table.client.send(
    new ScanCommand({ TableName: table.tableName, ConsistentRead: true }),
  )
  return Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`.replace(/#\d{13,}(?=#|$)/g, '#')).sort()
}

/** Everything that stands written, but for when. */
const written = async ({ world, contacts }: Ready) => ({
  items: await itemsOf(world),
  seats: [...(await world.store.look([{ kind: 'seats', sections }])).seats],
  contacts: await Promise.all(
    contacts.map(async (contact) => {
      const { conversation, family } = await world.store.open(contact)
      const notices = (await world.store.after(contact, '', 50)).map(({ what }) => what)
      return { contact, familyId: conversation?.familyId ?? null, family: comparable(family), notices }
    }),
  ),
})

/** Nothing is half done: no turn is open, and every count is what its holders and its waiting list add up to. */
const expectWhole = async ({ world, contacts }: Ready): Promise<void> => {
  for (const contact of contacts)
    expect((await world.store.open(contact)).conversation?.open ?? null, contact).toBe(null)
  for (const section of sections) {
    const recount = await world.store.recountSection(section)
    expect(recount?.left.stored, section).toBe(recount?.left.counted)
    expect(recount?.waiting.stored, section).toBe(recount?.waiting.counted)
    expect(recount?.orphans, section).toEqual([])
  }
}

/** What everybody is told afterwards. */
const told = async ({ world, contacts }: Ready): Promise<readonly string[]> => {
  const all: string[] = []
  for (const contact of contacts) all.push(words(await world.parent(contact).say('我的报名', 'afterwards')))
  // An offer lasts from when it was made, which a sweep does a minute later.
  return all.map((said) => said.replace(/给您留到[^，。\n]+/g, '给您留到…'))
}

/** The same turn with no crash: what every other run is measured by. */
const calm = async (turn: CrashTurn) => {
  const is = await ready(turn)
  const before = await written(is)
  const { passed } = dieAt(is.world, Number.POSITIVE_INFINITY)
  expect((await theTurn(is)).status).toBe(200)
  is.world.faults.point = () => undefined
  const after = await written(is)
  expect(after, 'the turn has an effect').not.toEqual(before)
  await expectWhole(is)
  expect(passed, turn.name).toEqual(expect.arrayContaining([...turn.passes]))
  return { before, after, passed, answer: words(await again(is)), told: await told(is) }
}

const crashed = async (
  turn: CrashTurn,
  nth: number,
): Promise<Ready & { readonly passed: readonly string[] }> => {
  const is = await ready(turn)
  const { passed } = dieAt(is.world, nth)
  const { status } = await theTurn(is)
  // Two looks at a list may be one more or one fewer from run to run: a turn that had fewer points to die at came through.
  expect(status, passed.join()).toBe(passed.length < nth ? 200 : 500)
  return { ...is, world: await is.world.restart(), passed }
}

/** Killed at every point in turn, then the same message: it is as if nothing had happened. */
export const surviveByRepeating = async (turn: CrashTurn): Promise<void> => {
  const expected = await calm(turn)
  for (let nth = 1; nth <= expected.passed.length; nth++) {
    const is = await crashed(turn, nth)
    const at = `killed at ${nth}: ${is.passed[nth - 1]}`
    const answer = words(await again(is))
    if (turn.says) expect(answer, at).toMatch(turn.says)
    else expect(answer, at).toBe(expected.answer)
    await expectWhole(is)
    expect(await written(is), at).toEqual(expected.after)
    expect(await told(is), at).toEqual(expected.told)
  }
}

/**
 * Killed at every point in turn, then a sweep: what was written down as decided is done, what was not has not begun. Said
 * again it is done in either case, once.
 */
export const surviveBySweeping = async (turn: CrashTurn): Promise<void> => {
  const expected = await calm(turn)
  for (let nth = 1; nth <= expected.passed.length; nth++) {
    const is = await crashed(turn, nth)
    const at = `killed at ${nth}: ${is.passed[nth - 1]}`
    is.world.clock.now += 61_000
    await is.world.sweep()
    await expectWhole(is)
    // The first write follows the first point: there is nothing to undo before it, and no way back after it.
    expect(await written(is), at).toEqual(nth === 1 ? expected.before : expected.after)
    await again(is)
    await expectWhole(is)
    expect(await written(is), at).toEqual(expected.after)
    expect(await told(is), at).toEqual(expected.told)
  }
}
