import { KMSClient } from '@aws-sdk/client-kms'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { type CardPath, cardPath } from '../app/cards.ts'
import { createLink, type Link } from '../app/link.ts'
import type { Clock, Minting, Tickets } from '../app/ports.ts'
import { createKeyring, createTickets, minting, tableKeyStore } from '../crypto/index.ts'
import { dynamoClient, dynamoStore, type HouseStore } from '../store/index.ts'
import { masterKeyIn } from './master.ts'
import { readSettings, type Settings } from './settings.ts'

/** What every handler works with. */
export interface House {
  readonly store: HouseStore
  readonly clock: Clock
  readonly minting: Minting
  readonly gatewaySecret: string
  readonly cookieSecret: () => Promise<string>
  /** For the addresses of pictures and calendars. */
  readonly tickets: { readonly cards: Tickets; readonly calendar: Tickets }
  /** The path of the picture of a day's lessons. */
  readonly card: CardPath
  readonly link: Link
  readonly publicUrl: string
  readonly delay: (ms: number) => Promise<void>
}

/**
 * Puts the program together in an AWS account; once a process. The secret and the master key are fetched at once, since a
 * cold start waits for both. The addresses of the services and the account's credentials come from the SDK's own settings.
 */
export const openHouse = async (
  environment: Readonly<Record<string, string | undefined>>,
): Promise<House> => {
  const settings = readSettings(environment)
  const client = dynamoClient()
  const place = { dynamo: client, kms: new KMSClient(), keyTable: settings.keyTable, kmsKey: settings.kmsKey }
  const [master, gatewaySecret] = await Promise.all([masterKeyIn(place), gatewaySecretOf(settings)])
  const keyring = createKeyring({ keys: tableKeyStore(client, settings.keyTable), master })
  const clock = { now: () => Date.now() }
  const store = dynamoStore({ client, tableName: settings.table, keyring, clock })
  const cookieSecret = () => master.secretFor('cookies')
  const tickets = {
    cards: createTickets(() => master.secretFor('cards')),
    calendar: createTickets(() => master.secretFor('calendar')),
  }
  const card: CardPath = (familyId, day) => cardPath(tickets.cards, familyId, day)
  const { publicUrl } = settings
  const link = createLink({ store, tickets: tickets.calendar, publicUrl })
  const secrets = { minting: minting(gatewaySecret), gatewaySecret, cookieSecret }
  return { store, clock, ...secrets, tickets, card, link, publicUrl, delay }
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Read from where it is kept, so that neither the function's settings nor a template shows it. */
const gatewaySecretOf = async ({ gatewaySecretArn }: Settings): Promise<string> => {
  const request = new GetSecretValueCommand({ SecretId: gatewaySecretArn })
  const { SecretString } = await new SecretsManagerClient().send(request)
  if (!SecretString) throw new Error('the gateway secret is empty')
  return SecretString
}
