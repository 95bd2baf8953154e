import { describe, expect, it } from 'vitest'
import { utterancesOf as utterancesAt } from '../../../../bot/channels/wechaty/say.ts'
import type { Answer, Choice, Reply } from '../../../../shared/contract/reply.ts'

const utterancesOf = (given: Answer) => utterancesAt(given, 'https://xhn.example.org')
const answer = (replies: readonly Reply[], choices: readonly Choice[] = []): Answer => ({
  replies,
  expects: null,
  choices,
})
const text = (words: string): Reply => ({ id: 't.1', kind: 'text', text: words })

describe('utterancesOf', () => {
  it('says each text in order', () => {
    expect(utterancesOf(answer([text('您好'), text('想做什么？')]))).toEqual([
      { kind: 'text', text: '您好' },
      { kind: 'text', text: '想做什么？' },
    ])
  })

  it('adds choices that the words lack, a line each, to the last text', () => {
    const choices = [
      { label: '报名', say: '1' },
      { label: '同意', say: '同意' },
    ]
    expect(utterancesOf(answer([text('想做什么？')], choices))).toEqual([
      { kind: 'text', text: '想做什么？\n1. 报名\n· 同意' },
    ])
  })

  it('adds no choice that the words name already', () => {
    const choices = [
      { label: '报名', say: '1' },
      { label: '课表', say: '2' },
      { label: '同意', say: '同意' },
    ]
    const words = text('1 报名\n2、课表\n回复“同意”继续')
    expect(utterancesOf(answer([words], choices))).toEqual([{ kind: 'text', text: words.text }])
  })

  it('takes the 1 of 11 for no first choice', () => {
    expect(utterancesOf(answer([text('11 报名')], [{ label: '报名', say: '1' }]))).toEqual([
      { kind: 'text', text: '11 报名\n1. 报名' },
    ])
  })

  it('gives the program’s pages the address at which a phone finds them, and leaves other words alone', () => {
    const words =
      '中饭12元/餐，今天/明天都行。\n详细：/notice/yuhuan-2027\n也在 https://a.example.org/notice/x'
    expect(utterancesOf(answer([text(words)]))).toEqual([
      { kind: 'text', text: words.replace('：/notice', '：https://xhn.example.org/notice') },
    ])
  })

  it('says a card as its text', () => {
    const card: Reply = {
      id: 't.2',
      kind: 'card',
      title: '报名成功',
      lines: ['篮球'],
      text: '报名成功：篮球',
    }
    expect(utterancesOf(answer([card]))).toEqual([{ kind: 'text', text: '报名成功：篮球' }])
  })

  it('sends a picture, and choices after it as words of their own', () => {
    const image: Reply = { id: 't.3', kind: 'image', url: '/cards/1.png', text: '明天 8:30 篮球' }
    expect(utterancesOf(answer([image], [{ label: '收到', say: '收到' }]))).toEqual([
      { kind: 'attachment', url: '/cards/1.png', name: 't.3.png', text: '明天 8:30 篮球' },
      { kind: 'text', text: '· 收到' },
    ])
  })

  it('says nothing where there is nothing to say', () => {
    expect(utterancesOf(answer([]))).toEqual([])
  })
})
