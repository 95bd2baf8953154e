import { describe, expect, it } from 'vitest'
import { readStartOptions } from '../../../functions/local/options.ts'
import { instantOf } from '../../../shared/time.ts'

const optionsOf = (...argv: string[]) => {
  const asked = readStartOptions(argv)
  if (!asked.ok || asked.value.kind !== 'start') throw new Error(JSON.stringify(asked))
  return asked.value.options
}

const refusalOf = (...argv: string[]): string => {
  const asked = readStartOptions(argv)
  return asked.ok ? '' : asked.error
}

describe('what npm start is asked', () => {
  it('serves this machine alone on 8787 from ./data unless told otherwise', () => {
    expect(optionsOf()).toEqual({
      port: 8787,
      host: '127.0.0.1',
      data: './data',
      now: null,
      programmes: [],
      production: false,
      proxies: [],
    })
  })

  it('takes a time without an offset as +08:00', () => {
    expect(optionsOf('--now', '2027-07-05T17:59').now).toBe(instantOf('2027-07-05', '17:59'))
    expect(optionsOf('--now', '2027-07-05T09:59Z').now).toBe(instantOf('2027-07-05', '17:59'))
  })

  it('takes several programme files in order', () => {
    expect(optionsOf('--programme', 'a.yaml', '--programme', 'b.yaml').programmes).toEqual([
      'a.yaml',
      'b.yaml',
    ])
  })

  it('takes the addresses of proxies, and nothing that is none', () => {
    expect(optionsOf('--proxy', '10.0.0.5', '--proxy', '2001:db8::5').proxies).toEqual([
      '10.0.0.5',
      '2001:db8::5',
    ])
    expect(refusalOf('--proxy', 'nginx')).toBe('--proxy is an address such as 10.0.0.5, not nginx.')
  })

  it('gives the help and nothing else', () => {
    expect(readStartOptions(['--help', '--port', '1'])).toEqual({ ok: true, value: { kind: 'help' } })
  })

  it.each([
    [['--prot', '1'], '--prot'],
    [['serve'], 'serve'],
    [['--port'], '--port'],
    [['--port', '65536'], '65536'],
    [['--port', '80a'], '80a'],
    [['--port', '-1'], '--port'],
    [['--now', 'tomorrow'], 'tomorrow'],
    [['--now', '2027-02-30'], '2027-02-30'],
    [['--data', ''], '--data'],
    [['--production', '--now', '2027-07-05'], '--now'],
  ])('refuses %j in one line that names it', (argv, named) => {
    expect(refusalOf(...argv)).toContain(named)
    expect(refusalOf(...argv)).not.toContain('\n')
  })
})
