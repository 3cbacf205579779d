/** `/`: a demo service page that carries the widget, and the way to the chat without JavaScript. */
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Site } from '../../dialogs/sites'
import { languageOfTag, type Language } from '../../language/languages'
import type { HttpRequest, Route } from '../http'
import { html } from './html'
import { page } from './layout'

export interface HomePageNeeds {
  readonly phrases: PhraseBook
  /** Path of the widget's script, or undefined when it is not built. */
  readonly widgetPath?: string
  readonly widgetIntegrity?: string
  /** Service sites: `/?service=<id>` shows the page as that site would carry the widget. */
  readonly sites?: readonly Site[]
}

/** The language that a page is asked in: `?lang=`, else the browser's first that we speak, else Finnish. */
export function languageAsked(request: HttpRequest): Language {
  const asked = languageOfTag(request.query.get('lang'))
  if (asked) return asked
  const accepted = String(request.headers['accept-language'] ?? '').split(',')
  for (const tag of accepted) {
    const language = languageOfTag(tag.trim().split(';')[0])
    if (language) return language
  }
  return 'fi'
}

export function homePageRoutes(needs: HomePageNeeds): Route[] {
  return [
    {
      method: 'GET',
      path: '/',
      handle: (request) => home(languageAsked(request), request.query.get('service'), needs),
    },
  ]
}

function home(
  language: Language,
  service: string | null,
  { phrases, widgetPath, widgetIntegrity, sites = [] }: HomePageNeeds,
) {
  const say = (key: string): string => phrases.say(key, language)
  const site = sites.find(({ id }) => id === service)
  const head = widgetPath
    ? html`<script
        async
        src="${widgetPath}"
        integrity="${widgetIntegrity}"
        crossorigin="anonymous"
        data-service="${site?.id ?? 'demo'}"
        data-lang="${language}"
        data-open="true"
      ></script>`
    : undefined
  const main = html`<h1>${site?.name[language] ?? say('page_home_title')}</h1>
    <p>${say('page_home_intro')}</p>
    <p>${say('page_home_examples')}</p>
    <ul>
      ${['page_home_example_1', 'page_home_example_2', 'page_home_example_3'].map((key) => html`<li>${say(key)}</li>`)}
    </ul>
    <p><a class="button" href="/chat?lang=${language}">${say('page_home_no_script')}</a></p>`
  return page(
    {
      language,
      title: say('page_home_title'),
      main,
      head,
      pathIn: (other) => `/?${site ? `service=${site.id}&` : ''}lang=${other}`,
    },
    phrases,
  )
}
