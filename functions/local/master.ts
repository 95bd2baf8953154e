import { fileMasterKey, type MasterKey, MasterKeyError, SealError } from '../crypto/index.ts'
import type { Installation } from './installation.ts'
import { stop } from './trouble.ts'

const proofId = 'proof:installation'
const proofText = new TextEncoder().encode('houniao: the key of these data, 1')

export const makeProof = (master: MasterKey): Promise<Uint8Array> =>
  master.wrap(proofId, proofText.slice(0, 32))

const missing = (file: string): never =>
  stop({
    code: 'setting',
    line: `The master key ${file} is missing, and these data cannot be read without it: bring the file back.`,
  })

const another = (file: string): never =>
  stop({
    code: 'setting',
    line: `${file} is not the master key that these data were locked with: name the right one.`,
  })

const load = async (file: string, isNew: boolean): Promise<MasterKey> => {
  try {
    return await fileMasterKey(file, { create: isNew })
  } catch (error) {
    if (!(error instanceof MasterKeyError)) throw error
    return error.code === 'master.missing'
      ? missing(file)
      : stop({ code: 'setting', line: `${error.message}.` })
  }
}

/**
 * The master key in a file. It is made for new data only: made anew beside old data it would lock everybody out in silence.
 *
 * @throws Stopped `setting` where it is missing, broken, or another one than the data know
 */
export const openMasterKey = async (
  file: string,
  about: Pick<Installation, 'proof'> | null,
): Promise<MasterKey> => {
  const master = await load(file, about === null)
  if (!about?.proof) return master
  await master.unwrap(proofId, about.proof).catch((error: unknown) => {
    if (error instanceof SealError) return another(file)
    throw error
  })
  return master
}
