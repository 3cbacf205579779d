/** The frame of every page: head, language links, main, foot. Knows no content. */
import type { PhraseBook } from '../../dialogs/phraseBook'
import { languages, type Language } from '../../language/languages'
import type { Answer } from '../http'
import { html, type Html } from './html'

export interface PageContent {
  readonly language: Language
  readonly title: string
  readonly main: Html
  /** The same page in another language; absent: no language links. */
  readonly pathIn?: (language: Language) => string
  /** More for the head: a script of ours. */
  readonly head?: Html
  readonly status?: number
}

/** What a page may load: nothing but our own files. `connect-src` is for the widget's calls home. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

export function page({ language, title, main, pathIn, head, status = 200 }: PageContent, phrases: PhraseBook): Answer {
  const say = (key: string): string => phrases.say(key, language)
  const names: Record<Language, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English' }
  const others = pathIn
    ? html`<nav class="languages" aria-label="${say('page_languages')}">
        ${languages.map((other) =>
          other === language
            ? html`<span lang="${other}" aria-current="true">${names[other]}</span> `
            : html`<a href="${pathIn(other)}" lang="${other}" hreflang="${other}">${names[other]}</a> `,
        )}
      </nav>`
    : undefined
  const body = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – Opastin</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pages.css" />
        ${head}
      </head>
      <body>
        <a class="skip" href="#main">${say('page_skip')}</a>
        <header><a class="home" href="/?lang=${language}">Opastin</a> ${others}</header>
        <main id="main" tabindex="-1">${main}</main>
        <footer>
          <p>${say('page_bot_notice')}</p>
          <ul class="links">
            <li><a href="/chat?lang=${language}">${say('page_chat_link')}</a></li>
            <li><a href="/guides/${language}">${say('page_guides_link')}</a></li>
            <li><a href="/about?lang=${language}">${say('page_about_link')}</a></li>
            <li><a href="/about/privacy?lang=${language}">${say('page_privacy_link')}</a></li>
            <li><a href="/about/accessibility?lang=${language}">${say('page_accessibility_link')}</a></li>
          </ul>
        </footer>
      </body>
    </html>`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'content-language': language,
    },
    body: body.text,
  }
}
