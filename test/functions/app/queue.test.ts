import { describe, expect, it } from 'vitest'
import { createQueue } from '../../../functions/app/queue.ts'

const gate = () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = () => resolve()
  })
  return { open: () => open(), opened }
}

const forEver = () => new Promise<void>(() => {})

describe('the queue of one contact', () => {
  it('runs work of one key one after another, in the order of coming', async () => {
    const queue = createQueue(forEver)
    const first = gate()
    const done: string[] = []
    const a = queue.run('li', async () => {
      await first.opened
      done.push('a')
    })
    const b = queue.run('li', async () => void done.push('b'))
    const c = queue.run('li', async () => void done.push('c'))
    first.open()
    await Promise.all([a, b, c])
    expect(done).toEqual(['a', 'b', 'c'])
  })

  it('does not let one key wait for another', async () => {
    const queue = createQueue(forEver)
    void queue.run('li', forEver)
    expect(await queue.run('wang', async () => 'answered')).toBe('answered')
  })

  it('gives up when patience ends, and never does that work afterwards', async () => {
    const patience = gate()
    const first = gate()
    const patiences = [patience.opened]
    const queue = createQueue(() => patiences.shift() ?? forEver())
    let worked = 0
    const a = queue.run('li', () => first.opened)
    const b = queue.run('li', async () => ++worked)
    patience.open()
    expect(await b).toBe('busy')
    first.open()
    await a
    expect(await queue.run('li', async () => 'next')).toBe('next')
    expect(worked).toBe(0)
  })

  it('goes on after work that threw', async () => {
    const queue = createQueue(forEver)
    await expect(
      queue.run('li', async () => {
        throw new Error('surprise')
      }),
    ).rejects.toThrow('surprise')
    expect(await queue.run('li', async () => 'next')).toBe('next')
  })
})
