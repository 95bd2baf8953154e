import { GatewayError } from './client.ts'

/**
 * A line for whoever watches the gateway: what went wrong with which id, and the class of what was thrown. Its message may
 * quote a message of a family, so only `debug` shows it.
 */
export const reportLine = (what: string, error: unknown, debug: boolean): string => {
  if (error === null) return what
  if (!(error instanceof Error)) return `${what}: ${debug ? String(error) : typeof error}`
  const status = error instanceof GatewayError && error.status !== null ? ` ${error.status}` : ''
  return `${what}: ${error.name}${status}${debug ? ` ${error.message}` : ''}`
}
