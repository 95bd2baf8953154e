import { capacityOf } from '../capacity.ts'
import type { Found, Path } from './mistake.ts'
import type { Outline, SectionOutline } from './outline.ts'

const ratioByDefault = 10

const bandReversed = (band: SectionOutline['ages'], path: Path): readonly Found[] =>
  band?.from !== undefined && band.to !== undefined && band.from > band.to
    ? [{ path: [...path, 'to'], rule: `${band.to} 小于开头的 ${band.from}` }]
    : []

/** What the rest of the file says about sections, looked up by id. */
interface Around {
  readonly ratio: number
  readonly free: boolean
  readonly places: ReadonlyMap<string | undefined, number | undefined>
  readonly kinds: ReadonlyMap<string | undefined, string | undefined>
}

const aroundOf = (outline: Outline): Around => ({
  ratio: outline.capacity?.ratio ?? ratioByDefault,
  free: outline.free === true,
  places: new Map((outline.sites ?? []).map((site) => [site?.id, site?.places])),
  kinds: new Map((outline.modules ?? []).map((module) => [module?.id, module?.kind])),
})

/** Places of a section as far as they can be told: its site must be known. */
const placesOf = (section: SectionOutline, around: Around): number | undefined => {
  const places = around.places.get(section.site)
  if (places === undefined) return undefined
  const { adults, insured, cap, ratio = around.ratio } = section.capacity ?? {}
  return capacityOf({ places, adults, ratio, insured, cap }).capacity
}

const ofPlaces = (section: SectionOutline, path: Path, around: Around): readonly Found[] => {
  const places = placesOf(section, around)
  if (places === undefined) return []
  const quotas = section.quotas ?? []
  const kept = quotas.reduce((sum, quota) => sum + (quota?.seats ?? 0), 0)
  const found: Found[] = []
  if (places === 0) found.push({ path, rule: '这个班一个名额都没有' })
  if (kept > places)
    found.push({ path: [...path, 'quotas'], rule: `预留了 ${kept} 个名额，多于全部的 ${places} 个` })
  const party = section.party?.max ?? 1
  if (places > 0 && party > places) {
    found.push({
      path: [...path, 'party', 'max'],
      rule: `一次可以带 ${party} 人，多于全部的 ${places} 个名额`,
    })
  }
  return found
}

const quotaTwice = (section: SectionOutline, path: Path): readonly Found[] => {
  const met = new Set<string>()
  return (section.quotas ?? []).flatMap((quota, index): readonly Found[] => {
    const id = quota?.organisation
    if (id === undefined) return []
    if (met.has(id))
      return [{ path: [...path, 'quotas', index, 'organisation'], rule: `${id} 的预留名额写了两次` }]
    met.add(id)
    return []
  })
}

const ofPrice = (price: SectionOutline['fee'], path: Path, free: boolean): readonly Found[] => {
  const { yuan, member } = price ?? {}
  const found: Found[] = []
  if (free && yuan !== undefined && yuan > 0)
    found.push({ path: [...path, 'yuan'], rule: '项目写的是免费（free: true），这里却要收钱' })
  if (yuan !== undefined && member !== undefined && member > yuan) {
    found.push({ path: [...path, 'member'], rule: `会员价 ${member} 高于原价 ${yuan}` })
  }
  return found
}

/** Each outing needs the guardian's own consent (PIPL 23; FACTS row 3). */
const excursionWithoutConsent = (section: SectionOutline, path: Path, around: Around): readonly Found[] =>
  section.module !== undefined &&
  around.kinds.get(section.module) === 'excursion' &&
  section.consent === undefined
    ? [{ path, rule: '外出活动要写 consent: excursion，让家长单独同意' }]
    : []

const ofSection = (section: SectionOutline | undefined, index: number, around: Around): readonly Found[] => {
  if (!section) return []
  const path = ['sections', index]
  return [
    ...bandReversed(section.ages, [...path, 'ages']),
    ...bandReversed(section.grades, [...path, 'grades']),
    ...ofPlaces(section, path, around),
    ...quotaTwice(section, path),
    ...ofPrice(section.fee, [...path, 'fee'], around.free),
    // Lunch may cost something where the class itself is free.
    ...ofPrice(section.lunch?.price, [...path, 'lunch', 'price'], false),
    ...excursionWithoutConsent(section, path, around),
  ]
}

const halfPoints = (outline: Outline): readonly Found[] =>
  (outline.sites ?? []).flatMap((site, index) =>
    site && (site.lat === undefined) !== (site.lon === undefined)
      ? [{ path: ['sites', index], rule: '纬度 lat 和经度 lon 要么都写，要么都不写' }]
      : [],
  )

export const foundInNumbers = (outline: Outline): readonly Found[] => {
  const around = aroundOf(outline)
  return [
    ...halfPoints(outline),
    ...(outline.sections ?? []).flatMap((section, index) => ofSection(section, index, around)),
  ]
}
