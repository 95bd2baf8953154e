import { publicUrl } from '../../shared/contract/public-url.ts'
import { stop } from './trouble.ts'

/**
 * Where other programs find this one: HOUNIAO_PUBLIC_URL, in the demo else the address that it serves on. '' where nobody
 * said it: behind a proxy it cannot be known.
 *
 * @throws Stopped `setting`
 */
export const publicUrlOf = (
  mode: 'demo' | 'production',
  { HOUNIAO_PUBLIC_URL: given = '' }: Readonly<Record<string, string | undefined>>,
  served: string,
): string => {
  if (given === '') return mode === 'demo' ? served : ''
  const parsed = publicUrl.safeParse(given)
  if (parsed.success) return parsed.data
  const line = 'HOUNIAO_PUBLIC_URL is an address such as https://houniao.example, without a slash at its end.'
  return stop({ code: 'setting', line })
}
