/** `/w/1/site/<id>`: what the widget shows of a service site before anything is said. Knows no widget and no conversation. */
import type { PhraseBook } from '../../dialogs/phraseBook'
import { languageOn, mayCarry, type Site } from '../../dialogs/sites'
import { describePhone } from './describePhone'
import type { Knowledge } from '../../knowledge/types'
import { languageOfTag, type Language } from '../../language/languages'
import { openingPhrases } from '../../turn/greeting'
import { problem, type Answer, type HttpRequest, type Route } from '../http'

export interface SiteRoutesNeeds {
  readonly sites: readonly Site[]
  readonly knowledge: Pick<Knowledge, 'contacts'>
  readonly phrases: PhraseBook
  readonly drafts: boolean
  /** Whether a language model may word answers. */
  readonly modelWrites?: boolean
  /** Whether advisers are there now, in a sentence; absent while there are none. */
  hoursNow?(language: Language): string | undefined
}

const unknown = problem(404, 'site_unknown', 'There is no such service here.')

export function siteRoutes(needs: SiteRoutesNeeds): Route[] {
  return [{ method: 'GET', path: '/w/1/site/:id', handle: (request) => describe(request, needs) }]
}

function describe(request: HttpRequest, needs: SiteRoutesNeeds): Answer {
  const site = needs.sites.find(({ id }) => id === request.params['id'])
  if (!site) return unknown
  const { phrases, knowledge } = needs
  const language = languageOn(site, languageOfTag(request.query.get('lang')) ?? 'fi')
  const { origin } = request.headers
  const hours = needs.hoursNow?.(language)
  const contact = knowledge.contacts.get(site.support)
  const [first, ...rest] = openingPhrases(needs).map((key) => phrases.say(key, language))
  const greeting = [site.greeting?.[language] ?? first, ...rest, ...(hours ? [hours] : [])]
  return {
    status: 200,
    headers: {
      'cache-control': 'no-cache',
      ...(origin && mayCarry(needs.sites, origin, site.id)
        ? { 'access-control-allow-origin': origin, vary: 'origin' }
        : {}),
    },
    body: {
      languages: site.languages,
      greeting: greeting.join('\n\n'),
      topics: site.topics.map((topic) => ({ title: topic[language], value: topic[language] })),
      people: [...(hours ? [hours] : []), ...(contact ? [describePhone(contact, language, phrases)] : [])].join('\n\n'),
      ...(site.look ? { look: site.look } : {}),
    },
  }
}
