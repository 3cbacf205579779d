/** `/guides/<language>` and `/guides/<language>/<id>`: the guide itself, readable and printable; what a citation links to. */
import { describeOrigin, summaryAnchor } from '../../answering/cite'
import { fillContacts } from '../../dialogs/describeContact'
import type { PhraseBook } from '../../dialogs/phraseBook'
import { topics, type Guide, type Knowledge } from '../../knowledge/types'
import { isLanguage, languages, type Language } from '../../language/languages'
import type { Answer, Route } from '../http'
import { html } from './html'
import { page } from './layout'
import { markdownToHtml } from './markdown'

export interface GuidePagesNeeds {
  readonly knowledge: Knowledge
  readonly phrases: PhraseBook
  /** Whether drafts are shown and must say so. */
  readonly drafts: boolean
}

export function guidePageRoutes(needs: GuidePagesNeeds): Route[] {
  return [
    { method: 'GET', path: '/guides', handle: () => ({ status: 302, headers: { location: '/guides/fi' } }) },
    { method: 'GET', path: '/guides/:language', handle: ({ params }) => guideList(params['language'] ?? '', needs) },
    {
      method: 'GET',
      path: '/guides/:language/:id',
      handle: ({ params }) => guidePage(params['language'] ?? '', params['id'] ?? '', needs),
    },
  ]
}

function guidePage(language: string, id: string, needs: GuidePagesNeeds): Answer {
  const guide = isLanguage(language) ? needs.knowledge.guide(id, language) : undefined
  return guide ? showGuide(guide, needs) : missing(isLanguage(language) ? language : 'fi', needs)
}

function showGuide(guide: Guide, { knowledge, phrases, drafts }: GuidePagesNeeds): Answer {
  const { language } = guide
  const say = (key: string, values?: Record<string, string>): string => phrases.say(key, language, values)
  const main = html`<article>
    <h1>${guide.title}</h1>
    ${drafts && guide.status === 'draft' && html`<p class="notice">${say('page_draft')}</p>`}
    <p id="${summaryAnchor}" class="summary">${guide.summary}</p>
    <p class="screen"><a href="/slip/${language}/${guide.id}">${say('slip_link')}</a></p>
    ${guide.passages.map(
      (passage) =>
        html`<section aria-labelledby="${passage.anchor}">
          <h2 id="${passage.anchor}">${passage.heading}</h2>
          ${markdownToHtml(fillContacts(passage.markdown, language, knowledge, phrases))}
        </section>`,
    )}
    <p class="origin">${describeOrigin(guide, knowledge, phrases)}</p>
    <p class="origin">${say('page_owner', { owner: guide.owner })}</p>
  </article>`
  return page({ language, title: guide.title, main, pathIn: (other) => `/guides/${other}/${guide.id}` }, phrases)
}

function guideList(language: string, needs: GuidePagesNeeds): Answer {
  if (!isLanguage(language)) return missing('fi', needs)
  const { knowledge, phrases } = needs
  const guides = knowledge.guides.filter((guide) => guide.language === language)
  const main = html`<h1>${phrases.say('page_guides_title', language)}</h1>
    ${topics.map((topic) => {
      const ofTopic = guides
        .filter((guide) => guide.topics[0] === topic)
        .sort((a, b) => a.title.localeCompare(b.title, language))
      if (ofTopic.length === 0) return ''
      return html`<h2>${phrases.say(`topic_${topic.replace(/-/g, '_')}`, language)}</h2>
        <ul class="list">
          ${ofTopic.map(({ id, title }) => html`<li><a href="/guides/${language}/${id}">${title}</a></li>`)}
        </ul>`
    })}`
  const title = phrases.say('page_guides_title', language)
  return page({ language, title, main, pathIn: (other) => `/guides/${other}` }, phrases)
}

/** No guide here: say so in all languages' reach, and show where to go on. */
function missing(language: Language, { phrases }: GuidePagesNeeds): Answer {
  const title = phrases.say('page_missing_title', language)
  const main = html`<h1>${title}</h1>
    <p>${phrases.say('page_missing', language)}</p>
    <ul class="list">
      ${languages.map((other) => html`<li><a lang="${other}" href="/guides/${other}">${phrases.say('page_guides_title', other)}</a></li>`)}
    </ul>`
  return page({ language, title, main, status: 404 }, phrases)
}
