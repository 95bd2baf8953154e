import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { HttpDeps } from '../../../functions/http/deps.ts'
import {
  browserNote,
  chromiumPath,
  focused,
  launchBrowser,
  type Served,
  serveApp,
  show,
  sideways,
  smallTargets,
  violations,
  watchedPage,
} from '../../support/browser.ts'
import { aScriptedProgram } from '../../support/http.ts'
import { inSeason } from '../../support/programme.ts'

const long = 'https://example.com/averyveryverylongaddresswithoutanyplacetobreakitatallinanyway'

const script = {
  subscribe: {
    say: ['您好，我是报名小助手。'],
    choices: [
      { label: '给孩子报名', say: '1' },
      { label: '我的报名', say: '2' },
    ],
  },
  '1': { say: ['报名前请看一下：\n详细：/notice/mini-2027'], choices: [{ label: '同意', say: '同意' }] },
  同意: { say: ['好的。', '孩子叫什么名字？'] },
  卡片: {
    say: [
      { title: '小明的报名卡', lines: ['绘画：有名额', '时间 每周一三五 8:30–10:00，7月5日—8月6日', long] },
      long,
    ],
    choices: [{ label: '山前村文化礼堂绘画，每周一三五 8:30–10:00，还有5个名额', say: '3' }],
  },
  标签: { say: ['<img src=x onerror="document.title=1"><b>粗</b>'] },
} as const

describe.skipIf(chromiumPath === null)(`the chat page in a browser${browserNote}`, () => {
  let browser: Browser
  let program: ReturnType<typeof aScriptedProgram>
  let complaints: string[] = []
  let served: Served | null = null
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    served?.stop()
    served = null
    expect(complaints).toEqual([])
  })

  /** Serves the script and opens its page, greeted already unless told to come earlier. */
  const visit = async (
    options: BrowserContextOptions & {
      readonly deps?: Partial<HttpDeps>
      readonly path?: string
      readonly early?: (page: Page) => Promise<void>
    } = {},
  ) => {
    const { deps, path = '/', early, ...context } = options
    if (!served) {
      program = aScriptedProgram(script)
      served = await serveApp({ converse: program.converse, later: program.later, pollSeconds: 0.1, ...deps })
    }
    const watched = await watchedPage(browser, context)
    complaints = watched.complaints
    closing.push(watched.close)
    await early?.(watched.page)
    await watched.page.goto(served.origin + path)
    if (!early) await watched.page.getByText('您好，我是报名小助手。').waitFor()
    return watched.page
  }

  const say = async (page: Page, text: string) => {
    await page.getByLabel('要说的话').fill(text)
    await page.getByRole('button', { name: '发送' }).click()
  }
  const texts = (): string[] =>
    program.heard.map((message) => (message.kind === 'text' ? message.text : message.kind))
  const bubbles = async (page: Page): Promise<string[]> => page.locator('.bubble:visible').allTextContents()

  test('greets who comes for the first time, and only then', async () => {
    const page = await visit()
    await page.reload()
    await page.getByText('您好，我是报名小助手。').waitFor()

    expect(program.heard).toMatchObject([{ kind: 'event', event: 'subscribe' }])
  })

  test('sends a tapped answer as its words, shows its label, and takes the answers away', async () => {
    const page = await visit({ hasTouch: true })
    await page.getByRole('button', { name: '给孩子报名' }).tap()
    await page.getByRole('button', { name: '同意' }).waitFor()

    expect(texts()).toEqual(['event', '1'])
    expect(await page.locator('.me .bubble').textContent()).toContain('给孩子报名')
    expect(await page.locator('.choices button').allTextContents()).toEqual(['同意'])
    await say(page, '同意')
    await page.getByText('孩子叫什么名字？').waitFor()
    expect(await page.locator('.choices').count()).toBe(0)
  })

  test.each([
    { width: 320, height: 480 },
    { width: 390, height: 780 },
  ])('never scrolls sideways, and every target takes a thumb, at $width', async (viewport) => {
    const page = await visit({ viewport, path: '/?as=li' })
    await say(page, '卡片')
    await page.getByText('小明的报名卡').waitFor()
    expect(await sideways(page)).toBe(0)
    await page.locator('#demo summary').click()
    await page.locator('#menu summary').click()
    expect(await sideways(page)).toBe(0)

    expect(await smallTargets(page)).toEqual([])
    const size = await page.evaluate<string>(`getComputedStyle(document.getElementById('words')).fontSize`)
    expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(16)
  })

  test('works by the keyboard alone, with the focus seen at each step', async () => {
    const page = await visit()
    const stops: string[] = []
    for (let press = 0; press < 7; press++) {
      await page.keyboard.press('Tab')
      stops.push(await focused(page))
    }
    expect(stops).toEqual(['menu', 'demo', 'talk', '给孩子报名', '我的报名', 'words', 'send'])

    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '同意' }).waitFor()
    expect(await focused(page)).toBe('words')
    await page.keyboard.type('第一行')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('第二行')
    await page.keyboard.press('Enter')
    await page.getByText('您说的是').waitFor()
    expect(texts()).toEqual(['event', '1', '第一行\n第二行'])
  })

  test('does not send what an input method is still spelling, nor nothing', async () => {
    const page = await visit()
    await page.getByLabel('要说的话').fill('bao ming')
    await page.getByLabel('要说的话').dispatchEvent('keydown', { key: 'Enter', isComposing: true })
    expect(await page.getByLabel('要说的话').inputValue()).toBe('bao ming')
    await say(page, '   ')
    await say(page, '有话')
    await page.getByText('您说的是“有话”').waitFor()
    expect(texts()).toEqual(['event', '有话'])
  })

  test('sends again what got lost on the way, under the same id, and shows one answer', async () => {
    const page = await visit()
    const ids: string[] = []
    let lost = 0
    await page.route('**/chat/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      ids.push(route.request().postDataJSON().messageId)
      if (ids.length > 2) return route.fallback()
      /* The first is lost going there, the second coming back. */
      if (ids.length === 2) await route.fetch()
      lost += 1
      await route.abort()
    })
    await page.clock.install()
    await say(page, '我要报名')
    await expect.poll(() => lost).toBe(1)
    await page.clock.runFor(1_100)
    await expect.poll(() => lost).toBe(2)
    await page.clock.runFor(2_100)
    await page.getByText('您说的是“我要报名”').waitFor()

    expect(new Set(ids).size).toBe(1)
    expect(ids).toHaveLength(3)
    expect(texts()).toEqual(['event', '我要报名'])
    expect(await page.getByText('您说的是“我要报名”').count()).toBe(1)
    expect(await page.locator('#net').isVisible()).toBe(false)
  })

  test('gives up after half a minute, keeps the words and their order, and sends them at a tap', async () => {
    const page = await visit()
    let down = true
    await page.route('**/chat/messages*', (route) => (down ? route.abort() : route.fallback()))
    await page.clock.install()
    await say(page, '第一句')
    await say(page, '第二句')
    const failed = page.getByRole('button', { name: '没发出去，点这里重发' })
    await expect
      .poll(async () => {
        await page.clock.runFor(5_000)
        return failed.count()
      })
      .toBe(2)
    expect(await page.getByText('网络断了').isVisible()).toBe(true)

    down = false
    await failed.first().click()
    await page.getByText('您说的是“第二句”').waitFor()

    expect(texts()).toEqual(['event', '第一句', '第二句'])
    expect(await failed.count()).toBe(0)
    expect(await page.getByText('网络断了').isVisible()).toBe(false)
  })

  test('waits while offline and sends by itself when the network is back', async () => {
    const page = await visit()
    await page.context().setOffline(true)
    await say(page, '在路上')
    await page.getByText('网络断了').waitFor()
    await page.context().setOffline(false)
    await page.getByText('您说的是“在路上”').waitFor()

    expect(texts()).toEqual(['event', '在路上'])
  })

  test('says so where a message cannot be taken, and goes on with the next', async () => {
    const page = await visit({ deps: { chatPerMinute: 60 } })
    await page.route('**/chat/messages', (route) =>
      route.request().postData()?.includes('太长') ? route.fulfill({ status: 413 }) : route.fallback(),
    )
    await say(page, '太长')
    await page.getByText('这条发不出去').waitFor()
    await say(page, '短的')
    await page.getByText('您说的是“短的”').waitFor()
  })

  test('keeps the talk over a reload, its answers and what was under way', async () => {
    const page = await visit()
    await page.getByRole('button', { name: '给孩子报名' }).click()
    await page.getByRole('button', { name: '同意' }).waitFor()
    const before = await bubbles(page)
    await page.reload()
    await page.getByRole('button', { name: '同意' }).waitFor()
    expect(await bubbles(page)).toEqual(before)

    await page.route('**/chat/messages', (route) =>
      route.request().method() === 'POST' ? new Promise(() => {}) : route.fallback(),
    )
    await say(page, '路上断了')
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.reload()
    await page.getByText('您说的是“路上断了”').waitFor()
    expect(texts()).toEqual(['event', '1', '路上断了'])
  })

  test('forgets the talk when told to, after asking', async () => {
    const page = await visit()
    page.on('dialog', (dialog) => dialog.accept())
    await page.locator('#menu summary').click()
    await page.getByRole('button', { name: '清空聊天记录' }).click()
    await page.getByText('聊天记录已清空').waitFor()

    expect(await bubbles(page)).toEqual([])
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('小助手。')
  })

  test('fetches late replies while it is seen, once each, and rests while it is not', async () => {
    const page = await visit()
    program.sayLater('有名额了。', inSeason + 600_000)
    await page.getByText('有名额了。').waitFor()
    await page.getByText('18:10').waitFor()

    let asked = 0
    page.on('request', (request) => {
      if (request.method() === 'GET' && request.url().includes('/chat/messages')) asked += 1
    })
    await page.clock.install()
    await show(page, 'hidden')
    asked = 0
    await page.clock.runFor(60_000)
    expect(asked).toBeLessThanOrEqual(1)

    program.sayLater('再说一句。', inSeason + 700_000)
    await show(page, 'visible')
    await page.getByText('再说一句。').waitFor()
    expect(await page.getByText('有名额了。').count()).toBe(1)
  })

  test('is two parents in two tabs of the demo', async () => {
    await visit({ path: '/?as=li' })
    const other = await visit({ path: '/?as=wang' })
    await say(other, '我是王家')
    await other.getByText('您说的是“我是王家”').waitFor()

    expect(program.heard.map((message) => message.contactId)).toEqual(['demo-li', 'demo-wang', 'demo-wang'])
  })

  test('shows the program’s time in the demo and moves it on, never back', async () => {
    const page = await visit()
    const clock = page.locator('#clock')
    expect(await clock.textContent()).toBe('7月6日 周二 18:00')
    await page.locator('#demo summary').click()
    await page.getByRole('button', { name: '+1小时' }).click()
    await expect.poll(() => clock.textContent()).toBe('7月6日 周二 19:00')
    await page.getByRole('button', { name: '+1天' }).click()
    await expect.poll(() => clock.textContent()).toBe('7月7日 周三 19:00')
    await page.getByLabel('调到哪一刻').fill('2027-07-09T07:30')
    await page.getByRole('button', { name: '调过去' }).click()
    await expect.poll(() => clock.textContent()).toBe('7月9日 周五 07:30')
    await page.locator('#demo summary').click()
    await say(page, '早')
    await page.getByText('07:30', { exact: true }).waitFor()
  })

  test('shows a card as a picture that can be kept', async () => {
    const page = await visit()
    await say(page, '卡片')
    await page.getByRole('button', { name: '保存卡片' }).click()
    const picture = page.getByRole('dialog', { name: '卡片图片' })
    const source = await picture.getByRole('img').getAttribute('src')

    expect(source).toMatch(/^data:image\/png;base64,.{1000}/)
    expect(await picture.getByRole('img').getAttribute('alt')).toContain('小明的报名卡')
    await page.keyboard.press('Escape')
    expect(await picture.isVisible()).toBe(false)
  })

  test('makes links of addresses and never code of words', async () => {
    const page = await visit()
    await page.getByRole('button', { name: '给孩子报名' }).click()
    const notice = page.getByRole('log').getByRole('link', { name: '个人信息告知书' })
    expect(await notice.getAttribute('href')).toBe('/notice/mini-2027')

    await say(page, '标签')
    await page.getByText('<b>粗</b>').waitFor()
    expect(await page.title()).toBe('小候鸟暑期班')
  })

  test.each(['light', 'dark'] as const)('has nothing that axe objects to (%s)', async (colorScheme) => {
    const page = await visit({ colorScheme, viewport: { width: 390, height: 3000 }, reducedMotion: 'reduce' })
    await page.getByRole('button', { name: '给孩子报名' }).click()
    await page.getByRole('button', { name: '同意' }).waitFor()
    await say(page, '卡片')
    await page.getByText('小明的报名卡').waitFor()
    expect(await violations(page)).toEqual([])

    await page.route('**/chat/messages', (route) => route.fulfill({ status: 413 }))
    await say(page, '太长')
    await page.getByText('这条发不出去').waitFor()
    await page.locator('#demo summary').click()
    await page.locator('#menu summary').click()
    expect(await violations(page)).toEqual([])
    await page.locator('#menu summary').click()
    await page.getByRole('button', { name: '保存卡片' }).click()
    expect(await violations(page)).toEqual([])
    await page.goto(`${served?.origin}/notice/mini-2027`)
    expect(await violations(page)).toEqual([])
  })

  test('keeps still for who asks for that', async () => {
    const page = await visit({ reducedMotion: 'reduce' })
    await say(page, '你好')
    await page.getByText('您说的是“你好”').waitFor()
    const moving = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.new, .typing i')].map((element) => getComputedStyle(element).animationName)`,
    )
    expect(new Set(moving)).toEqual(new Set(['none']))
  })

  test('tells who has no JavaScript what to do instead', async () => {
    const page = await visit({ javaScriptEnabled: false, early: async () => {} })
    expect(await page.locator('.noscript').textContent()).toContain('纸质')
    expect(await page.locator('.noscript a').getAttribute('href')).toBe('/notice/mini-2027')
  })
})
