import { html, raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import {
  assistant,
  chatWords,
  demoWords,
  productName,
  chatPageWords as words,
} from '../../../bot/wording/pages.ts'
import type { Instant } from '../../../shared/time.ts'
import { scriptPaths } from '../assets.ts'
import { stylesOf } from './files.ts'
import { bird, home } from './icons.tsx'
import { Page } from './page.tsx'

export interface ChatPageData {
  readonly nonce: string
  /** Keeps the talks of several parents in one tab apart. An id, not a secret. */
  readonly contact: string
  readonly programmes: readonly { readonly id: string; readonly name: string }[]
  readonly now: Instant
  readonly pollSeconds: number
  readonly demo: { readonly as: string | null; readonly clock: boolean } | null
}

const css = stylesOf('base', 'phone', 'head', 'demo', 'talk', 'card', 'composer', 'picture', 'print')

export const chatPage = (data: ChatPageData) => html`<!doctype html>${<ChatPage {...data} />}`

const ChatPage: FC<ChatPageData> = (data) => (
  <Page title={nameOf(data)} nonce={data.nonce} css={css} scripts={scriptPaths}>
    <div class="phone">
      <Head {...data} />
      {data.demo && <Demo {...data.demo} />}
      <p class="net" id="net" role="status" hidden></p>
      <main class="talk" id="talk" tabindex={0} aria-label={words.log}>
        <div id="log" role="log" aria-live="polite" aria-label={words.log} aria-busy="true"></div>
        <div class="row typing" id="typing" aria-hidden="true" hidden>
          <div class="face">{raw(bird)}</div>
          <div class="bubble">
            <i></i>
            <i></i>
            <i></i>
          </div>
        </div>
        <NoScript {...data} />
      </main>
      <Composer />
    </div>
    <CardDialog />
    <template id="bird">{raw(bird)}</template>
    <template id="home">{raw(home)}</template>
    <script type="application/json" id="config">
      {raw(json(configOf(data)))}
    </script>
    <script type="module" src={scriptPaths[0]} nonce={data.nonce}></script>
  </Page>
)

/** One programme gives the page its name; several share the product's. */
const nameOf = ({ programmes }: ChatPageData): string =>
  (programmes.length === 1 ? programmes[0]?.name : null) ?? productName

const configOf = ({ contact, now, pollSeconds, demo }: ChatPageData) => ({
  contact,
  now,
  pollMs: pollSeconds * 1000,
  as: demo?.as ?? null,
  words: chatWords,
})

/** JSON that cannot end the script element it stands in. */
const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

const Head: FC<ChatPageData> = (data) => (
  <header class="head">
    <div class="face" aria-hidden="true">
      {raw(bird)}
    </div>
    <div class="who">
      <h1>{nameOf(data)}</h1>
      <p id="about">{assistant}</p>
    </div>
    <details class="menu" id="menu">
      <summary aria-label={words.menu}>
        <svg width="22" height="22" viewBox="0 0 22 22" fill="currentColor" aria-hidden="true">
          <circle cx="4" cy="11" r="2" />
          <circle cx="11" cy="11" r="2" />
          <circle cx="18" cy="11" r="2" />
        </svg>
      </summary>
      <div>
        <Notices {...data} />
        <button type="button" id="clear">
          {words.clear}
        </button>
      </div>
    </details>
  </header>
)

/** Where several programmes are on offer, each holds its own data and has its own notice. */
const Notices: FC<ChatPageData> = ({ programmes, demo }) => (
  <>
    {programmes.map(({ id, name }) => (
      <a href={`/notice/${id}${demo?.as ? `?as=${encodeURIComponent(demo.as)}` : ''}`}>
        {programmes.length === 1 ? words.notice : `${name} ${words.notice}`}
      </a>
    ))}
  </>
)

const NoScript: FC<ChatPageData> = (data) => (
  <noscript>
    <div class="noscript">
      <p>{words.noScript}</p>
      <Notices {...data} />
    </div>
  </noscript>
)

const Composer: FC = () => (
  <footer class="foot">
    <button type="button" class="more" id="more" hidden>
      <span class="aloud">{words.more}</span>
      <svg
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        stroke-width="2.2"
        aria-hidden="true"
      >
        <path d="M10 3v13M4.5 10.5 10 16l5.5-5.5" />
      </svg>
    </button>
    <form class="composer" id="composer">
      <label class="aloud" for="words">
        {words.composer}
      </label>
      <textarea
        id="words"
        rows={1}
        maxlength={10_000}
        placeholder={words.placeholder}
        autocomplete="off"
        enterkeyhint="send"
      ></textarea>
      <button type="submit" id="send">
        {words.send}
      </button>
    </form>
  </footer>
)

const CardDialog: FC = () => (
  <dialog class="picture" id="picture" aria-label={words.cardImage}>
    <img alt="" />
    <p>{words.saveHint}</p>
    <div>
      <a download="houniao.png" href="#picture">
        {words.download}
      </a>
      <button type="button" value="print">
        {words.print}
      </button>
      <button type="button" value="close">
        {words.close}
      </button>
    </div>
  </dialog>
)

const Demo: FC<{ as: string | null; clock: boolean }> = ({ as, clock }) => (
  <details class="demo" id="demo">
    <summary>
      <b>{demoWords.label}</b>
      <time id="clock"></time>
      <span>{personOf(as)}</span>
    </summary>
    {clock && (
      <form id="move" aria-labelledby="time">
        <h2 id="time">{demoWords.time}</h2>
        <button type="button" value="60">
          {demoWords.hour}
        </button>
        <button type="button" value="1440">
          {demoWords.day}
        </button>
        <label for="to">{demoWords.pick}</label>
        <input id="to" type="datetime-local" required />
        <button type="submit">{demoWords.go}</button>
      </form>
    )}
    <output id="moved"></output>
    <nav aria-label={demoWords.who}>
      <h2>{demoWords.who}</h2>
      <a href="/" aria-current={as === null ? 'page' : undefined}>
        {demoWords.self}
      </a>
      {demoWords.people.map((person) => (
        <a href={`/?as=${person.as}`} aria-current={as === person.as ? 'page' : undefined}>
          {person.label}
        </a>
      ))}
    </nav>
  </details>
)

const personOf = (as: string | null): string =>
  as === null ? demoWords.self : (demoWords.people.find((person) => person.as === as)?.label ?? as)
