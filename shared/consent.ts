import type { Family, Scope } from './family.ts'
import type { Programme } from './programme.ts'
import type { Section } from './section.ts'

/**
 * Raise it whenever what the notice says about purposes, retention or rights changes (bot/wording/notice.ts), so that
 * families are asked again (PIPL 14).
 */
export const noticeEdition = 1

/** FNV-1a, 32 bits: tells two texts apart, protects nothing. */
const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}

/**
 * Which text of the notice a person was shown: `<programme>-<edition>-<fingerprint>`. It changes when who holds the data,
 * whom to ask, where it is stored, or the edition of the text changes; not when a section does.
 */
export const noticeVersion = (programme: Pick<Programme, 'id' | 'holder' | 'organisations'>): string => {
  const { organisation, post, phone, address, complaints, storedIn } = programme.holder
  const holder = programme.organisations.find((each) => each.id === organisation)?.name ?? organisation
  const said = JSON.stringify([holder, post, phone, address, complaints, storedIn])
  return `${programme.id}-${noticeEdition}-${fingerprint(said)}`
}

/** The last line of the ledger on a scope holds; no line is a no. */
export const may = (family: Pick<Family, 'consents'>, scope: Scope): boolean =>
  family.consents.findLast((line) => line.scope === scope)?.given ?? false

export const basicGiven = (family: Pick<Family, 'consents'>): boolean => may(family, 'basic')

/** Must a guardian still be asked for a consent of its own before a child may be in this section (PIPL 29)? */
export const lacksConsent = (family: Pick<Family, 'consents'>, { plan }: Pick<Section, 'plan'>): boolean =>
  plan.consent !== undefined && !may(family, plan.consent)

/** The basic consent was given, but to another text than the one that holds now: ask again. */
export const mustAskAgain = (
  family: Pick<Family, 'consents'>,
  programme: Pick<Programme, 'id' | 'holder' | 'organisations'>,
): boolean => {
  const last = family.consents.findLast((line) => line.scope === 'basic')
  return last?.given === true && last.notice !== noticeVersion(programme)
}
