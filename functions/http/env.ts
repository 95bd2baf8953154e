/** What one request carries from door to door. */
export interface HttpEnv {
  readonly Variables: { requestId: string; nonce: string }
}
