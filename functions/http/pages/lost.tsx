import { html } from 'hono/html'
import { lostWords } from '../../../bot/wording/pages.ts'
import { stylesOf } from './files.ts'
import { Page } from './page.tsx'

const css = stylesOf('base', 'paper')

/** For people at an address that does not exist. */
export const lostPage = ({ nonce }: { readonly nonce: string }) =>
  html`<!doctype html>${(
    <Page title={lostWords.title} nonce={nonce} css={css}>
      <main>
        <h1>{lostWords.title}</h1>
        <p>{lostWords.text}</p>
        <p>
          <a href="/">{lostWords.home}</a>
        </p>
      </main>
    </Page>
  )}`
