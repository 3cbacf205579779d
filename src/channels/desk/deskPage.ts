/** `/desk`: the frame of the advisers' page and its built files. Knows no conversation: the page talks to `/desk/api`. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Answer, Route } from '../http'
import { languageAsked } from '../pages/homePage'
import { html } from '../pages/html'
import { staticFiles } from '../staticFiles'

export interface DeskPageNeeds {
  readonly phrases: PhraseBook
  /** Where src/build.mjs has put `desk.js` and `desk.css`. */
  readonly folder: string
}

const filesPath = '/desk/files'

export function deskPageRoutes(needs: DeskPageNeeds): Route[] {
  return [
    { method: 'GET', path: '/desk', handle: (request) => deskPage(languageAsked(request), needs) },
    staticFiles({ prefix: filesPath, folder: needs.folder, immutable: false }),
  ]
}

function deskPage(language: 'fi' | 'sv' | 'en', { phrases, folder }: DeskPageNeeds): Answer {
  const nonce = randomBytes(16).toString('base64')
  const isBuilt = existsSync(path.join(folder, 'desk.js'))
  const body = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta property="csp-nonce" nonce="${nonce}" />
        <title>${phrases.say('desk_title', language)}</title>
        <link rel="icon" href="data:," />
        ${
          isBuilt &&
          html`<link rel="stylesheet" href="${filesPath}/desk.css" />
            <script type="module" src="${filesPath}/desk.js"></script>`
        }
      </head>
      <body>
        <div id="desk">
          <noscript><p>${phrases.say('desk_no_script', language)}</p></noscript>
          ${!isBuilt && html`<p>${phrases.say('desk_not_built', language)}</p>`}
        </div>
        <div id="said" class="unseen"></div>
      </body>
    </html>`
  return {
    status: isBuilt ? 200 : 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': policy(nonce),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: body.text,
  }
}

/**
 * Nothing but our own files. Suomi.fi's components make their styles while they run, in a `<style>` element that the browser drops
 * unless it carries a nonce; styled-components reads it from the page's `csp-nonce` meta element, where no style or script of somebody
 * else's can read it. So no `unsafe-inline`, and a new nonce for every answer. Styles that code sets on an element are no matter of CSP.
 */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}
