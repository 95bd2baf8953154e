import { html } from 'hono/html'
import { noticePageWords as words } from '../../../bot/wording/pages.ts'
import { stylesOf } from './files.ts'
import { Page } from './page.tsx'

export interface NoticePageData {
  readonly nonce: string
  /** The chat that the reader came from. */
  readonly back: string
  readonly title: string
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[]
}

const css = stylesOf('base', 'paper')

export const noticePage = ({ nonce, back, title, sections }: NoticePageData) =>
  html`<!doctype html>${(
    <Page title={title} nonce={nonce} css={css}>
      <main>
        <nav>
          <a href={back}>{words.back}</a>
        </nav>
        <h1>{title}</h1>
        {sections.map((section) => (
          <section>
            <h2>{section.heading}</h2>
            {section.paragraphs.map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </section>
        ))}
      </main>
    </Page>
  )}`
