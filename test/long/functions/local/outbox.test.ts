import { describe, expect, it } from 'vitest'
import { createChatClient } from '../../../../functions/local/chat-client.ts'
import type { Program } from '../../../../functions/local/program.ts'
import type { Notice } from '../../../../shared/contract/outbox.ts'
import { refOf } from '../../../../shared/notice-ref.ts'
import { acknowledged, begun } from '../../../../shared/outbox.ts'
import { instantOf } from '../../../../shared/time.ts'
import { aFolder, command } from '../../../support/commands.ts'
import { startProgram } from '../../../support/program.ts'

const noon = instantOf('2027-07-05', '12:00')

const aNotice = (to: string): Notice => ({
  id: 'n-1',
  to,
  what: 'family.joined',
  at: noon,
  about: { familyId: 'fam-1' },
})

/** A message whose call to the channel came to nothing that anybody knows of. */
const inReview = async ({ store, clock }: Program): Promise<Notice> => {
  const notice = aNotice('wx-li')
  await store.put(notice)
  const [now, realNow, leaseId] = [clock.now(), Date.now(), 'lease-1']
  await store.lease('gateway', { limit: 1, leaseId, now, realNow })
  await store.change(refOf(notice), (delivery) => begun(delivery, leaseId, now, realNow))
  const told = { leaseId, result: 'ambiguous', now, random: 0 } as const
  await store.change(refOf(notice), (delivery) => acknowledged(delivery, told))
  return notice
}

describe('npm run outbox', () => {
  it('lists what needs a person while the server runs, and sends it again', async () => {
    const data = aFolder()
    const program = await startProgram({ data, now: noon, samples: false })
    const notice = await inReview(program)
    const outbox = (...args: string[]) =>
      command('functions/local/outbox.ts', [...args, '--data', data]).ended
    const listed = await outbox()
    expect(listed.out).toContain(`wx-li  family fam-1  by gateway\n  不知道收没收到（ambiguous）`)
    expect(listed.out).toContain(refOf(notice))
    expect(await outbox('--again', refOf(notice))).toMatchObject({ code: 0, out: '再发一次，已排上。\n' })
    expect((await program.store.lines([refOf(notice)]))[0]?.delivery.state).toBe('queued')
  }, 60_000)
})

describe('npm run chat', () => {
  it('prints what came while it was closed', async () => {
    const data = aFolder()
    const program = await startProgram({ data, now: noon, samples: false })
    await program.store.put(aNotice('demo-li'))
    const { out, code } = await command('functions/local/chat.ts', ['--as', 'li', '--data', data]).ended
    expect([code, out]).toEqual([0, expect.stringContaining('另一位家长')])
    const client = createChatClient({ url: program.url, secret: program.gatewaySecret, as: 'li' })
    expect(await client.later()).toHaveLength(1)
    expect((await program.store.lines([refOf(aNotice('demo-li'))]))[0]?.delivery.state).toBe('sent')
  }, 30_000)
})
