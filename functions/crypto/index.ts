export { fileKeyStore } from './file-key-store.ts'
export type { Erasure, KeyId, KeyStore } from './key-store.ts'
export { createKeyring, KeyGoneError, type Keyring, keyCacheMs } from './keyring.ts'
export {
  fileMasterKey,
  kmsContext,
  kmsMasterKey,
  type MasterKey,
  MasterKeyError,
  masterKeyOf,
} from './master-key.ts'
export { memoryKeyStore } from './memory-key-store.ts'
export { minting } from './minting.ts'
export { SealError } from './sealed.ts'
export { keyTableRequest, tableKeyStore } from './table-key-store.ts'
export { createTickets } from './tickets.ts'
