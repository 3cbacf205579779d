/** `/conversations/<id>/save`: the person's own record as text or HTML, at any time and after the end, with the conversation's token. */
import type { LogEntry } from '../../conversation/conversation'
import type { PhraseBook } from '../../dialogs/phraseBook'
import { readOn, type LogToRead } from '../../handoff/readOn'
import { todayInFinland } from '../../knowledge/todayInFinland'
import { isLanguage, type Language } from '../../language/languages'
import type { Tokens } from '../directline/tokens'
import { type Answer, type HttpRequest, problem, type Route } from '../http'
import { html } from '../pages/html'
import { markdownToHtml } from '../pages/markdown'
import { tellMasks } from '../pages/tellMasks'

export interface SaveNeeds {
  readonly log: LogToRead
  readonly tokens: Tokens
  readonly phrases: PhraseBook
  readonly clock: { now(): Date }
  /** The address of a page of ours: a saved file is read elsewhere. */
  pageUrl(path: string): string
  limit(request: HttpRequest): Answer | undefined
}

const refused = problem(403, 'token_invalid', 'The token is not valid here.')
const badFormat = problem(400, 'format_invalid', 'The format is txt or html.')

export function saveRoutes(needs: SaveNeeds): Route[] {
  return [{ method: 'GET', path: '/conversations/:conversationId/save', handle: (request) => save(request, needs) }]
}

async function save(request: HttpRequest, needs: SaveNeeds): Promise<Answer> {
  const refusal = needs.limit(request)
  if (refusal) return refusal
  const { conversationId = '' } = request.params
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const verdict = needs.tokens.verify('chat', bearer ?? request.query.get('c') ?? '')
  if (!('claims' in verdict) || verdict.claims.conv !== conversationId) return refused
  const format = request.query.get('format') ?? 'txt'
  if (format !== 'txt' && format !== 'html') return badFormat
  const lines = await readOn(needs.log, conversationId, 0)
  const asked = request.query.get('lang')
  const language = isLanguage(asked) ? asked : (lines.findLast((line) => line.language)?.language ?? 'fi')
  const body = format === 'txt' ? asText(lines, language, needs) : asPage(lines, language, needs)
  return {
    status: 200,
    headers: {
      'content-type': format === 'txt' ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8',
      'content-disposition': `attachment; filename="opastin-${todayInFinland(needs.clock.now())}.${format}"`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
    body,
  }
}

/** Every line whole: who, when, what, and where it comes from. */
export function asText(lines: readonly LogEntry[], language: Language, { phrases, clock, pageUrl }: SaveNeeds): string {
  const said = lines.map((line) => {
    const sources = (line.reply?.citations ?? []).map(
      ({ title, path, origin }) => `  - ${title}: ${pageUrl(path)} (${origin})`,
    )
    return [
      `[${timeOf(line.at)}] ${speakerOf(line, language, phrases)}:`,
      saidIn(line, language, phrases),
      ...(sources.length > 0 ? [phrases.say('handoff_save_sources', language), ...sources] : []),
    ].join('\n')
  })
  const head = [
    phrases.say('handoff_save_title', language),
    phrases.say('handoff_save_saved_at', language, { time: timeOf(clock.now().toISOString()) }),
  ]
  return `\uFEFF${[head.join('\n'), ...said].join('\n\n')}\n`
}

/** One file that needs nothing else: it opens, prints and is read aloud anywhere. */
export function asPage(lines: readonly LogEntry[], language: Language, { phrases, clock, pageUrl }: SaveNeeds): string {
  const title = phrases.say('handoff_save_title', language)
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          body {
            font: 1rem/1.5 sans-serif;
            max-width: 45rem;
            margin: 1rem auto;
            padding: 0 1rem;
          }
          ol {
            list-style: none;
            padding: 0;
          }
          li {
            border-top: 1px solid #767676;
            padding: 0.5rem 0;
          }
          h2 {
            font-size: 1rem;
            margin: 0;
          }
          time {
            font-weight: normal;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${phrases.say('handoff_save_saved_at', language, { time: timeOf(clock.now().toISOString()) })}</p>
          <ol>
            ${lines.map((line) => {
              const citations = line.reply?.citations ?? []
              const words =
                line.speaker === 'person'
                  ? html`<p style="white-space:pre-wrap">${saidIn(line, language, phrases)}</p>`
                  : markdownToHtml(line.text)
              return html`<li lang="${line.language ?? language}">
                <h2>${speakerOf(line, language, phrases)} <time datetime="${line.at}">${timeOf(line.at)}</time></h2>
                ${words}
                ${
                  citations.length > 0 &&
                  html`<p>${phrases.say('handoff_save_sources', language)}</p>
                    <ul>
                      ${citations.map(({ title: name, path, origin }) => html`<li><a href="${pageUrl(path)}">${name}</a> (${origin})</li>`)}
                    </ul>`
                }
              </li> `
            })}
          </ol>
        </main>
      </body>
    </html> `.text
}

/** A person's own line, with what was hidden in it named by its kind. */
function saidIn({ speaker, text }: LogEntry, language: Language, phrases: PhraseBook): string {
  return speaker === 'person' ? tellMasks(text, (key, values) => phrases.say(key, language, values)) : text
}

function speakerOf({ speaker, adviser }: LogEntry, language: Language, phrases: PhraseBook): string {
  const name = phrases.say(`speaker_${speaker}`, language)
  return adviser ? `${name} ${adviser}` : name
}

/** Finnish time, to the second. */
function timeOf(at: string): string {
  return new Intl.DateTimeFormat('fi-FI', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Europe/Helsinki',
  }).format(new Date(at))
}
