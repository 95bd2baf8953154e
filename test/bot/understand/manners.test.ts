import { describe, expect, it } from 'vitest'
import type { Expects } from '../../../shared/contract/expects.ts'
import { answered } from './figures.ts'

const commandOf = (text: string, ctx: string | null = null) => answered(text, ctx).meaning.command
const quietOf = (text: string) => {
  const { command, slots } = answered(text, null).meaning
  return command === 'quiet_hours' ? slots.map(({ value }) => value).join() : command
}

describe('收到', () => {
  it.each([
    '收到',
    '收到了',
    '收到啦',
    '好的收到',
    '知道了收到',
    '好的，收到。',
    '嗯嗯收到了',
    'OK 收到',
    '“收到”',
    '【收到】',
    '收到，谢谢老师',
    '收到👌',
    '收到，您辛苦了',
    '知道了',
    '我看到了',
    '明白了',
  ])('%s confirms', (text) => {
    expect(commandOf(text)).toBe('heard')
  })

  const asked: readonly Expects[] = [
    'child.name',
    'place',
    'health',
    'pickup',
    'consent',
    'confirm',
    'yes_no',
  ]
  it.each(asked)('is no answer where %s is asked', (expects) => {
    const { meaning } = answered('收到', expects)
    expect([meaning.command, meaning.slots]).toEqual(['heard', []])
  })

  it.each(['收到了吗', '没收到', '没有收到消息', '怎么没收到通知', '收到明天请假', '知道了我同意'])(
    '%s says something else',
    (text) => {
      expect(commandOf(text)).not.toBe('heard')
    },
  )
})

describe('hours of rest', () => {
  it.each([
    ['我上夜班', '07:00-15:00'],
    ['我是夜班', '07:00-15:00'],
    ['老师我这个月上夜班的，白天要睡觉', '07:00-15:00'],
    ['白天要睡觉别发', '07:00-15:00'],
    ['我上夜班，早上8点到下午4点别发', '08:00-16:00'],
    ['晚上9点到早上8点别发', '21:00-08:00'],
    ['9点到8点别发', '21:00-08:00'],
    ['九点半到七点不要给我发消息', '21:30-07:00'],
    ['22:30到6:30不要打扰', '22:30-06:30'],
    ['晚上10点到早上7点不要发', '22:00-07:00'],
    ['晚上9点到12点别发', '21:00-00:00'],
    ['上班8点到5点别发', '08:00-17:00'],
    ['下午1点到5点别打扰我', '13:00-17:00'],
    ['晚上十点以后不要发了', '22:00-07:00'],
    ['十二点以后别发', '00:00-07:00'],
    ['早上8点以前别给我发消息', '22:00-08:00'],
    ['晚上12点以后再发', '07:00-00:00'],
    ['下午3点以后再发', '07:00-15:00'],
    ['晚上别发消息', '20:00-07:00'],
    ['半夜别发', '22:00-07:00'],
  ])('%s means %s', (text, hours) => {
    expect(quietOf(text)).toBe(hours)
  })

  it.each([
    '我上夜班没人接孩子',
    '我上夜班能不能放一整天',
    '想给外孙报个名他爸妈都在厂里上夜班',
    '晚班',
    '明天8点到5点有课吗',
    '我8点以后再来接',
    '照片晚上别发群里',
    '晚上8点到晚上8点别发',
    '25点到26点别发',
  ])('%s sets none', (text) => {
    expect(quietOf(text)).toBe(null)
  })

  it.each(['不上夜班了', '我不上夜班了', '恢复正常', '我上白班了', '现在改白班了', '白天可以发'])(
    '%s brings the usual ones back',
    (text) => {
      expect(commandOf(text)).toBe('usual_hours')
    },
  )
})

describe('no messages', () => {
  it.each([
    '退订',
    'TD',
    '回复TD',
    '别发了',
    '不要再发消息',
    '别再给我发',
    '以后不要给我发消息了',
    '不想收到消息了',
    '取消通知',
  ])('%s stops them', (text) => {
    expect(commandOf(text)).toBe('stop_messages')
  })

  it.each(['恢复消息', '继续发', '接着发', '重新订阅', '还是发吧', '恢复通知吧'])('%s undoes it', (text) => {
    expect(commandOf(text)).toBe('resume_messages')
  })

  it.each(['别报了', '取消报名', '不同意了', '不要了', '别', '停课了吗', '照片不要发出去其他可以', '退课'])(
    '%s is something else',
    (text) => {
      expect(['stop_messages', 'quiet_hours', 'resume_messages', 'usual_hours']).not.toContain(
        commandOf(text),
      )
    },
  )
})
