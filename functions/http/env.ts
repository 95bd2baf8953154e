/** What a server knows of the other end of the line, whatever the request itself may say. */
export interface Line {
  /** Node's own server. */
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } }
  /** An HTTP API (payload 2.0). */
  readonly requestContext?: { readonly http?: { readonly sourceIp: string } }
}

/** What one request carries from door to door. */
export interface HttpEnv {
  readonly Bindings: Line
  readonly Variables: { requestId: string; nonce: string }
}
