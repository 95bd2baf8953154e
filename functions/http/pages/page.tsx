import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { bird } from './icons.tsx'

interface PageProps {
  readonly title: string
  readonly nonce: string
  /** Trusted: one of our own files. */
  readonly css: string
  /** Fetched at once, not one after the other as each names the next. */
  readonly scripts?: readonly string[]
  readonly children?: Child
}

/** What every page has around it. Styles are in the page itself, so that the first paint waits for nothing. */
export const Page: FC<PageProps> = ({ title, nonce, css, scripts = [], children }) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f9f7" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171c1a" />
      <meta name="format-detection" content="telephone=no" />
      <title>{title}</title>
      <link rel="icon" href={`data:image/svg+xml,${encodeURIComponent(bird)}`} />
      {scripts.map((path) => (
        <link rel="modulepreload" href={path} nonce={nonce} />
      ))}
      <style nonce={nonce}>{raw(css)}</style>
    </head>
    <body>{children}</body>
  </html>
)
