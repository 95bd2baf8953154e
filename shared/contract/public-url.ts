import * as z from 'zod'

/** A pattern besides, for what can only be told one (an AWS template). */
export const publicUrlPattern = /^https?:\/\/[^\s/?#@]+(\/[^\s/?#]+)*$/

/**
 * Where other programs, such as a calendar or a messenger, find this one: put before paths, so it ends without a slash and
 * has no query. `https://houniao.example`, `http://127.0.0.1:8787`.
 */
export const publicUrl = z.url({ protocol: /^https?$/ }).regex(publicUrlPattern)
