/**
 * Names for the strings that identify things, and the one check that every id from outside passes before it may become part
 * of a key. Ids carry no personal data: they are random, counted, or written by whoever wrote the programme file.
 */
export type ContactId = string
export type FamilyId = string
export type ChildId = string
export type GuardianId = string
export type MessageId = string
export type TurnId = string
export type ProgrammeId = string
export type OrganisationId = string
export type SiteId = string
export type ModuleId = string
/** `<programme>.<section>`: unique in the whole table, since section ids of the file are unique in their programme only. */
export type SectionId = string

const checked = /^[A-Za-z0-9][A-Za-z0-9_.:@=-]{0,127}$/

/** At most 128 characters of letters, digits and `_.:@=-`, the first a letter or digit: no `#`, which separates keys. */
export const isId = (text: string): boolean => checked.test(text)

export const sectionId = (programme: ProgrammeId, section: string): SectionId => `${programme}.${section}`
