import type { DeliveryLine, Notice } from '../../../shared/contract/outbox.ts'
import type { Family } from '../../../shared/family.ts'
import type { Desk, Menus, Outbox } from '../ports.ts'
import type { NoticeScene, Versions } from './scene.ts'

export interface VersionsDeps {
  readonly store: Pick<Menus, 'versionOf'> & Pick<Desk, 'entered'> & Pick<Outbox, 'linesTo'>
}

/** Told of two versions of a programme, and made from both. */
const ofVersions: ReadonlySet<string> = new Set(['session.changed', 'town.closure', 'waitlist.closed'])
export const isOfVersions = ({ what }: Notice): boolean => ofVersions.has(what)

/** A notice, or the line that staff see of it. */
type About = Pick<Notice, 'to' | 'what' | 'about'>

/** What a notice of a change is worded from. Null where the contact has nothing to do with the family (any more). */
export const changeScene = async (
  { store }: VersionsDeps,
  notice: About,
  own: Family | null,
): Promise<Pick<NoticeScene, 'family' | 'toHelper' | 'versions'> | null> => {
  const family = own?.id === notice.about.familyId ? own : await pendingOf(store, notice)
  return family && { family, toHelper: family !== own, versions: await versionsOf(store, notice, family) }
}

/** The family that the contact entered for others, while it waits for its guardian. */
const pendingOf = async (
  store: VersionsDeps['store'],
  { about: { familyId }, to }: About,
): Promise<Family | null> => {
  const found = familyId === undefined ? null : await store.entered({ familyId })
  return found?.kind === 'family' && found.family.pending?.helper === to ? found.family : null
}

const versionsOf = async (
  store: VersionsDeps['store'],
  notice: About,
  { programmeId }: Family,
): Promise<Versions | null> => {
  const version = ({ about }: Pick<Notice, 'about'>, which: 'before' | 'after') =>
    store.versionOf(programmeId, Number(about[which]))
  const unheard = notice.what === 'session.changed' ? unheardOf(await store.linesTo(notice.to), notice) : []
  const [before, after, ...known] = await Promise.all([
    version(notice, 'before'),
    version(notice, 'after'),
    ...unheard.map(async (line) => ({ at: line.at, before: await version(line, 'before') })),
  ])
  if (!before || !after) return null
  return {
    before,
    after,
    unheard: known.flatMap((one) => (one.before ? [{ at: one.at, before: one.before }] : [])),
  }
}

const wasHeard = ({ delivery: { state, heardAt } }: DeliveryLine): boolean =>
  heardAt !== null || state === 'sent' || state === 'sending' || state === 'in_review'

const afterOf = ({ about }: Pick<Notice, 'about'>): number => Number(about.after)

/** Changes up to this one that the contact was told nothing of since the last one that was handed over. Oldest first. */
const unheardOf = (lines: readonly DeliveryLine[], notice: About): readonly DeliveryLine[] => {
  const changes = lines
    .filter(({ what, familyId }) => what === notice.what && familyId === notice.about.familyId)
    .filter((line) => afterOf(line) <= afterOf(notice))
    .sort((a, b) => afterOf(a) - afterOf(b))
  const heard = changes.findLastIndex((line) => afterOf(line) < afterOf(notice) && wasHeard(line))
  return changes.slice(heard + 1)
}
