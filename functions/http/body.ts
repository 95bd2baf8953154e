import { no, ok, type Result } from '../../shared/result.ts'

/** 10,000 characters pass even where every one is written as `\uXXXX`. */
export const bodyLimitBytes = 256 * 1024

/** Is it JSON by its own word? Parameters (`; charset=utf-8`) and capitals do not matter. */
export const isJson = (contentType: string | undefined): boolean =>
  contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json'

/**
 * The body as sent, or `too_large` as soon as it says or shows that it is larger than the limit: the rest is never read, so
 * that nobody fills the memory.
 */
export const readBody = async (
  request: Request,
  limit = bodyLimitBytes,
): Promise<Result<Uint8Array, 'too_large'>> => {
  const told = request.headers.get('content-length')
  if (Number(told ?? 0) > limit) return no('too_large')
  // The server holds a body to the length that it names: no more than that can come, and it is read in one piece.
  if (told !== null) return within(new Uint8Array(await request.arrayBuffer()), limit)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > limit) {
      await reader?.cancel()
      return no('too_large')
    }
    chunks.push(part.value)
  }
  return ok(Buffer.concat(chunks))
}

const within = (bytes: Uint8Array, limit: number): Result<Uint8Array, 'too_large'> =>
  bytes.byteLength > limit ? no('too_large') : ok(bytes)

/** Half a character (a lone surrogate) cannot be stored as UTF-8: it becomes the replacement character. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** The JSON value of a body with every string whole, or null where it is no JSON. Broken UTF-8 is replaced, not refused. */
export const parseJson = (body: Uint8Array): { readonly value: unknown } | null => {
  try {
    const whole = (_key: string, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value)
    return { value: JSON.parse(new TextDecoder().decode(body), whole) }
  } catch {
    return null
  }
}
