import type { Expects } from '../../shared/contract/expects.ts'
import { fieldReaders, saysNone } from './form.ts'
import type { Asked, Slot } from './meaning.ts'
import { nameAlone } from './names.ts'
import { findPhones } from './phones.ts'
import { mentionsOf, type Reading } from './reading.ts'

/** Labels that people copy from a form: 电话：…, 姓名 …. What follows belongs to the field. */
const labels: readonly (readonly [RegExp, Expects])[] = [
  [/^(?:第二|备用|紧急|另一个?)(?:联系)?(?:个)?(?:电话|号码|手机)?[: 是]*/, 'guardian.phone2'],
  [/^(?:家长|监护人|联系人|大人)(?:姓名|名字)?[: 是叫]*/, 'guardian.name'],
  [/^(?:我叫|我是叫|我的名字[叫是])[: ]*/, 'guardian.name'],
  [/^(?:手机|电话|联系电话|联系方式|手机号|号码)(?:号|号码)?[: 是]*/, 'guardian.phone'],
  [/^(?:孩子|小孩|娃|宝宝|学生)?(?:姓名|名字|大名)[: 是叫]+/, 'child.name'],
  [/^(?:生日|出生|出生年月|出生日期|年龄)[: 是]*/, 'child.birth'],
  [/^(?:年级)[: 是]+/, 'child.grade'],
  [/^(?:性别)[: 是]*/, 'child.sex'],
  [/^(?:关系|与孩子关系|和孩子的?关系)[: 是]*/, 'guardian.relation'],
  [/^(?:住址|地址|住|村|现住)[: 在是]+/, 'place'],
  [/^(?:单位|公司|厂)[: 是]+/, 'employer'],
  [/^(?:健康|过敏|过敏史|身体|病史)[: 是]+/, 'health'],
  [/^(?:接送|接送人|谁接|接的人|接孩子的人)[: 是]*/, 'pickup'],
]

const separators = /[\s,。;；、|/]+|(?<=[\u4e00-\u9fff])[.!](?=[\u4e00-\u9fff])/u
const phone = /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g

/** A name that a number is glued to: 李建国13900001111. After 电话 or 他爸 the number belongs to the word. */
const glued =
  /(?<=\p{Script=Han}{2})(?<![话机号用式系是打爸妈爷奶公婆姑姨舅叔伯个急线])(?=1[3-9]\d{9}(?!\d))/gu

/** A number that is spoken (幺三八…) is written out, so that a name before it stands apart. */
const inDigits = (text: string): string =>
  findPhones(text).reduceRight((out, { at, end, value }) => out.slice(0, at) + value + out.slice(end), text)

/** 家长 or 电话 alone: its value comes after a space. */
const isLabel = (part: string): boolean => labels.some(([label]) => label.exec(part)?.[0] === part)

/** The parts of a form's answer: split at spaces and punctuation, save within phone numbers. */
export const partsOf = (text: string): string[] =>
  inDigits(text)
    .replace(phone, (said) => said.replace(/[ -]/g, ''))
    .replace(glued, ' ')
    .replace(/(?<=1[3-9]\d{9})(?=\p{Script=Han})/gu, ' ')
    .replace(/(?<=[年月]) (?=\d)/g, '')
    .split(separators)
    .filter((part) => part !== '')
    .flatMap((part, n, parts) => {
      if (isLabel(parts[n - 1] ?? '')) return []
      return [isLabel(part) ? `${part}${parts[n + 1] ?? ''}` : part]
    })

/** Fields whose readers find nothing by chance go first; those that take almost any words go last. */
const order: readonly Expects[] = [
  'guardian.phone',
  'guardian.phone2',
  'child.birth',
  'child.grade',
  'child.days',
  'place',
  'employer',
  'child.sex',
  'pickup',
  'guardian.relation',
  'health',
  'modules',
  'wishes',
  'guardian.name',
  'child.name',
]
/** May be found in one part together (花生过敏我自己接). */
const together: ReadonlySet<Expects> = new Set([
  'health',
  'pickup',
  'guardian.relation',
  'place',
  'employer',
  'child.birth',
  'child.grade',
  'child.sex',
  'guardian.phone',
  'modules',
  'wishes',
  'child.days',
])

type ReadPart = (part: string) => Reading

const labelled = (
  part: string,
  open: readonly Expects[],
  readPart: ReadPart,
): { field: Expects; slots: Slot[] } | null => {
  for (const [label, field] of labels) {
    const match = label.exec(part)
    const rest = match ? part.slice(match[0].length) : ''
    if (!match || rest === '' || !open.includes(field)) continue
    const slots = fieldReaders[field]?.(readPart(rest), true) ?? []
    if (slots.length > 0) return { field, slots }
  }
  return null
}

const nameField = (part: string, open: readonly Expects[]): Slot[] => {
  const name = nameAlone(part)
  if (!name) return []
  const field = open.find((missing) => missing === 'child.name' || missing === 'guardian.name')
  return field ? [{ key: field === 'child.name' ? 'name' : 'gname', value: name }] : []
}

/** 小明2018年5月生 in one part is who was born then. */
const nameBesideBirth = (reading: Reading, open: readonly Expects[], found: readonly Slot[]): Slot[] => {
  const [name] = mentionsOf(reading, 'name')
  const born = found.some(({ key }) => key === 'birth' || key === 'age')
  return name && born && open.includes('child.name') ? [{ key: 'name', value: name.value }] : []
}

/** 我是他爸爸李大山: the name of who speaks, right after the relation. */
const nameAfterKin = (part: string, open: readonly Expects[], found: readonly Slot[]): Slot[] => {
  const rel = found.find(({ key }) => key === 'rel')
  const rest = /^我是.{0,3}?(?:爸爸?|妈妈?|爷爷|奶奶|外公|外婆|父亲|母亲)([\p{Script=Han}·]{2,4})$/u.exec(
    part,
  )?.[1]
  const name = rel && rest && open.includes('guardian.name') ? nameAlone(rest) : null
  return name ? [{ key: 'gname', value: name }] : []
}

const noneField = (part: string, open: readonly Expects[]): Slot[] => {
  if (!saysNone(part)) return []
  const field = open.find((missing) => missing === 'guardian.phone2' || missing === 'health')
  return field ? [{ key: field === 'health' ? 'health' : 'phone2', value: 'none' }] : []
}

const fieldOfSlot: Readonly<Partial<Record<Slot['key'], readonly Expects[]>>> = {
  name: ['child.name'],
  gname: ['guardian.name'],
  phone: ['guardian.phone'],
  phone2: ['guardian.phone2'],
  rel: ['guardian.relation'],
  health: ['health'],
  pickup: ['pickup'],
  pickup_name: ['pickup'],
  birth: ['child.birth', 'child.grade'],
  age: ['child.birth', 'child.grade'],
  grade: ['child.grade', 'child.birth'],
  sex: ['child.sex'],
  place: ['place', 'employer'],
  emp: ['employer', 'place'],
  date: ['child.days'],
  days: ['child.days'],
}

const stillOpen = (open: readonly Expects[], slots: readonly Slot[]): Expects[] => {
  const filled = new Set(slots.flatMap(({ key }) => fieldOfSlot[key] ?? []))
  return open.filter((field) => !filled.has(field))
}

/** 爷爷奶奶接 tells no relation, 他爸电话139… neither, and 我是他妈妈 no collector. */
const notForIt = (field: Expects, part: string): boolean =>
  (field === 'guardian.relation' && !/我是/.test(part) && /[接领送]|\d{11}/.test(part)) ||
  (field === 'pickup' && !/[接领送]/.test(part) && /我是|\d{11}/.test(part))

const fromPart = (part: string, open: readonly Expects[], readPart: ReadPart): Slot[] => {
  const given = labelled(part, open, readPart)
  if (given) return given.slots
  const reading = readPart(part)
  const found: Slot[] = []
  for (const field of order.filter((candidate) => open.includes(candidate))) {
    if (found.length > 0 && !together.has(field)) continue
    if (notForIt(field, part)) continue
    const sure =
      field === 'guardian.relation' || field === 'child.birth' || field === 'child.days' || field === 'pickup'
    const asked = sure && !(field === 'pickup' && open.includes('guardian.relation'))
    found.push(
      ...(fieldReaders[field]?.(reading, asked) ?? []).filter(
        ({ key }) => field !== 'pickup' || key !== 'pickup_name' || /[接领送]/.test(part),
      ),
    )
  }
  if (found.length > 0)
    return [...nameBesideBirth(reading, open, found), ...found, ...nameAfterKin(part, open, found)]
  const none = noneField(part, open)
  return none.length > 0 ? none : nameField(part, open)
}

/**
 * One message that fills several fields of a form: 2019年5月 张小丽 13800001111 没有第二个 妈妈 没过敏 我自己接. Each part goes to
 * the field it fits; what fits several (a name, 没有) goes to the first still missing.
 */
export const fillForm = (text: string, asked: Asked, readPart: ReadPart): Slot[] => {
  // A course may be named in any form: its name is one of the catalogue, so nothing is found by chance.
  let open = [...new Set<Expects>([...(asked.expects ? [asked.expects] : []), ...asked.missing, 'modules'])]
  const slots: Slot[] = []
  const parts = partsOf(text)
  for (const [n, part] of parts.entries()) {
    // 全程都来 王大花 13800001111: the name before a number is who is called, save the first word where the child's is asked.
    const called = /^1[3-9]\d{9}$/.test(parts[n + 1] ?? '') && open.includes('guardian.name') && n > 0
    const among = called ? open.filter((field) => field !== 'child.name') : open
    const found = fromPart(part, among, readPart)
    slots.push(...found)
    open = stillOpen(open, found)
  }
  return slots.filter(
    (slot, n) => slots.findIndex((other) => other.key === slot.key && other.value === slot.value) === n,
  )
}
