/** `/pages.css`: one small style sheet for the plain pages: large text, 44 px targets, light and dark, print. */
import { createHash } from 'node:crypto'
import type { Answer, Route } from '../http'

const css = `
:root { --ink: #16202e; --paper: #ffffff; --soft: #eef3fa; --line: #6b7c93; --blue: #00357a; --on-blue: #ffffff; --warm: #fff4d6; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef2f8; --paper: #10161f; --soft: #1d2836; --line: #93a5bd; --blue: #9cc4ff; --on-blue: #07182e; --warm: #3a3010; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1.125rem/1.6 "Source Sans 3", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
header, main, footer { max-width: 46rem; margin-inline: auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; }
.home { font-weight: 700; font-size: 1.3rem; text-decoration: none; }
a { color: var(--blue); }
.languages a, .languages span, footer a { display: inline-block; padding: .6rem .4rem; min-height: 2.75rem; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { position: static; padding: 0 .8rem; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: .5rem 0 1rem; hyphens: auto; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2rem 0 .5rem; }
li { margin-block: .35rem; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.notice { background: var(--warm); border-inline-start: .4rem solid var(--line); padding: .8rem 1rem; }
.summary { font-size: 1.2rem; background: var(--soft); padding: 1rem; }
.origin { font-size: 1rem; }
.button, button { display: inline-block; min-height: 2.75rem; padding: .6rem 1.2rem; border: 2px solid var(--blue); border-radius: .4rem; background: var(--blue); color: var(--on-blue); font: inherit; text-decoration: none; cursor: pointer; }
.choices button, .person button, .plain { background: var(--paper); color: var(--blue); margin: .25rem 0; }
.ask button, .standing button, .stack button { margin: .25rem .5rem .25rem 0; }
.standing { border: .2rem solid var(--blue); border-radius: .4rem; padding: .2rem 1rem .6rem; margin-block: 1.5rem; }
.standing h2 { margin-block-start: .6rem; }
.judging { margin-block: 1rem; }
.judging summary { min-height: 2.75rem; padding-block: .5rem; font-weight: 600; cursor: pointer; }
fieldset { border: 0; padding: 0; margin: 1rem 0; }
legend { padding: 0; font-weight: 600; }
label { display: block; font-weight: 600; }
input:not([type=hidden]) { display: block; width: 100%; max-width: 24rem; min-height: 2.75rem; }
input, textarea { font: inherit; color: inherit; background: var(--paper); border: 2px solid var(--line); border-radius: .4rem; padding: .6rem; margin-block: .3rem .6rem; }
textarea { width: 100%; }
.talk { list-style: none; padding: 0; }
.talk > li, .bot { padding: .8rem 1rem; margin-block: 1rem; border-radius: .4rem; background: var(--soft); }
.talk > li.person { background: none; border: 2px solid var(--line); }
.typed { white-space: pre-wrap; }
.speaker { margin: 0; font-weight: 700; font-size: 1rem; }
.citations a { display: inline-block; padding-block: .5rem; margin-inline-end: 1rem; }
.home, .skip { display: inline-flex; align-items: center; min-height: 2.75rem; }
.list { list-style: none; padding: 0; }
.list li { margin: 0; border-bottom: 1px solid var(--soft); }
.list a { display: block; padding: .6rem .2rem; }
.links { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; font-size: 1rem; }
.scan { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; margin-block: 2rem; break-inside: avoid; }
.qr { max-width: 11rem; height: auto; }
.address { overflow-wrap: anywhere; }
@media (forced-colors: active) { .button, button, .talk > li { border: 2px solid; } }
@media print { header nav, footer .links, form, .skip, .screen { display: none; } body { font-size: 14pt; } a { color: inherit; } }
`
export const styleRoute: Route = styleSheet('/pages.css', css)

/** One style sheet at its own path, sent again only when it has changed. */
export function styleSheet(path: string, css: string): Route {
  const etag = `"${createHash('sha256').update(css).digest('base64url').slice(0, 20)}"`
  const headers = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300', etag }
  return {
    method: 'GET',
    path,
    handle: (request): Answer =>
      request.headers['if-none-match'] === etag
        ? { status: 304, headers: { etag } }
        : { status: 200, headers, body: css },
  }
}
