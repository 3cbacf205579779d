/** `/about`, `/about/privacy`, `/about/accessibility`: what the service is and promises, what it keeps, and for whom it may not work yet. */
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Knowledge } from '../../knowledge/types'
import type { Language } from '../../language/languages'
import type { Answer, Route } from '../http'
import { describePhone } from './describePhone'
import { languageAsked } from './homePage'
import { html, type Html } from './html'
import { page } from './layout'
import { markdownToHtml } from './markdown'

export interface AboutPagesNeeds {
  readonly phrases: PhraseBook
  readonly knowledge: Pick<Knowledge, 'contacts'>
  readonly drafts: boolean
  readonly responsiblePerson?: string
  /** Advisers sit in Teams too; `decision`: on how long people's words may stand there, without which none does. */
  readonly teams?: { readonly decision?: string }
  /** Whether a language model may word answers: then /about says how. */
  readonly modelWrites?: boolean
  /** What the operator says of the service; what is absent is said not to have been decided. */
  readonly notice: {
    readonly owner?: string
    readonly contact?: string
    readonly accessibilityContact?: string
    readonly dataProtectionContact?: string
    readonly processors?: string
    readonly retentionDecision?: string
  }
  /** Where words leave the service, by how it is set up. */
  readonly leaves: { readonly toModel: boolean; readonly toOutsideDesk: boolean; readonly toMicrosoft: boolean }
}

type Say = (key: string, values?: Record<string, string>) => string

export function aboutPageRoutes(needs: AboutPagesNeeds): Route[] {
  return [about, privacy, accessibility].map(({ path, title, main }) => ({
    method: 'GET',
    path,
    handle: (request): Answer => {
      const language = languageAsked(request)
      const say: Say = (key, values) => needs.phrases.say(key, language, values)
      return page(
        {
          language,
          title: say(title),
          main: html`<h1>${say(title)}</h1>
            ${main(say, needs, language)}`,
          pathIn: (other) => `${path}?lang=${other}`,
        },
        needs.phrases,
      )
    },
  }))
}

interface AboutPage {
  readonly path: string
  /** Key of its heading. */
  readonly title: string
  main(say: Say, needs: AboutPagesNeeds, language: Language): Html
}

const about: AboutPage = {
  path: '/about',
  title: 'page_about_title',
  main: (say, { drafts, modelWrites, teams, responsiblePerson, notice }, language) =>
    html`<p>${say('greeting')}</p>
      ${drafts && html`<p class="notice">${say('greeting_trial')}</p>`}
      ${['can', 'cannot', 'person', 'privacy'].map((topic) => topicOf(`page_about_${topic}`, say))}
      <p><a href="/about/privacy?lang=${language}">${say('notice_about_privacy_link')}</a></p>
      ${['sources', ...(modelWrites ? ['model'] : []), 'languages'].map((topic) => topicOf(`page_about_${topic}`, say))}
      ${teams && section(say('teams_about_title'), paragraph(teamsWords(teams, say)))}
      ${section(
        say('notice_help_title'),
        paragraph(told(say, 'notice_help', 'contact', notice.contact)),
        paragraph(say('notice_help_in_talk')),
      )}
      ${section(
        say('notice_accessibility_title'),
        html`<p><a href="/about/accessibility?lang=${language}">${say('notice_about_accessibility_link')}</a></p>`,
      )}
      ${section(say('notice_owner_title'), paragraph(told(say, 'notice_owner', 'owner', notice.owner)))}
      ${section(
        say('page_about_responsible_title'),
        paragraph(responsiblePerson ?? say('page_about_responsible_missing')),
      )}`,
}

const privacy: AboutPage = {
  path: '/about/privacy',
  title: 'notice_privacy_title',
  main(say, { notice, leaves, teams, ...needs }, language) {
    const keeps = ['words', 'state', 'rating', 'callback', 'notes', 'code']
    const seers = [
      say('notice_privacy_seen_adviser'),
      say('notice_privacy_seen_operator'),
      ...(leaves.toModel ? [say('notice_privacy_seen_model')] : []),
      ...(leaves.toOutsideDesk ? [say('notice_privacy_seen_outside')] : []),
      ...(leaves.toMicrosoft ? [say('notice_privacy_seen_microsoft')] : []),
      ...(teams ? [teamsWords(teams, say)] : []),
    ]
    return html`<p>${say('notice_privacy_intro')}</p>
      ${section(
        say('notice_privacy_controller_title'),
        paragraph(told(say, 'notice_privacy_controller', 'owner', notice.owner)),
        paragraph(told(say, 'notice_privacy_contact', 'contact', notice.dataProtectionContact)),
      )}
      ${section(
        say('notice_privacy_why_title'),
        paragraph(say('notice_privacy_why')),
        paragraph(say(notice.owner ? 'notice_privacy_basis' : 'notice_privacy_basis_missing')),
        paragraph(say('notice_privacy_no_decisions')),
      )}
      ${section(
        say('notice_privacy_what_title'),
        listOf(keeps.map((what) => say(`notice_privacy_what_${what}`))),
        paragraph(say('page_about_privacy')),
        paragraph(say('notice_privacy_address')),
      )}
      ${section(
        say('notice_privacy_where_title'),
        paragraph(say('notice_privacy_where')),
        paragraph(told(say, 'notice_privacy_processors', 'processors', notice.processors)),
        paragraph(say('notice_privacy_browser')),
      )}
      ${section(
        say('notice_privacy_long_title'),
        paragraph(told(say, 'notice_privacy_long', 'decision', notice.retentionDecision)),
        paragraph(say('notice_privacy_erase', { end: say('widget_end'), all: say('widget_end_all') })),
        paragraph(say('notice_privacy_left')),
      )}
      ${section(say('notice_privacy_seen_title'), listOf(seers))}
      ${section(
        say('notice_privacy_rights_title'),
        paragraph(say('notice_privacy_rights')),
        paragraph(say('notice_privacy_rights_how')),
        paragraph(say('notice_privacy_complain')),
        contactOf('tietosuojavaltuutettu', language, needs),
      )}`
  },
}

const accessibility: AboutPage = {
  path: '/about/accessibility',
  title: 'notice_accessibility_title',
  main: (say, { notice, ...needs }, language) =>
    html`<p>${say('notice_accessibility_intro')}</p>
      <p>${told(say, 'notice_owner', 'owner', notice.owner)}</p>
      ${topicOf('notice_accessibility_status', say)}
      ${section(
        say('notice_accessibility_gaps_title'),
        listOf(['users', 'browser', 'plain', 'refresh', 'others'].map((gap) => say(`notice_accessibility_gap_${gap}`))),
      )}
      ${topicOf('notice_accessibility_how', say)}
      ${section(
        say('notice_accessibility_ways_title'),
        listOf(['chat', 'slip', 'person'].map((way) => say(`notice_accessibility_way_${way}`))),
      )}
      ${section(
        say('notice_accessibility_feedback_title'),
        paragraph(told(say, 'notice_accessibility_feedback', 'contact', notice.accessibilityContact)),
      )}
      ${section(
        say('notice_accessibility_supervisor_title'),
        paragraph(say('notice_accessibility_supervisor')),
        contactOf('saavutettavuuden-valvonta', language, needs),
      )}`,
}

const paragraph = (words: string): Html => html`<p>${words}</p>`
const listOf = (lines: readonly string[]): Html =>
  html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`
const section = (title: string, ...parts: readonly Html[]): Html =>
  html`<h2>${title}</h2>
    ${parts}`
const topicOf = (key: string, say: Say): Html => section(say(`${key}_title`), paragraph(say(key)))

/** What the operator has set, in the sentence for it; else the one that says that nothing has been decided. */
function told(say: Say, key: string, name: string, value: string | undefined): string {
  return value === undefined ? say(`${key}_missing`) : say(key, { [name]: value.replace(/\.$/, '') })
}

function teamsWords({ decision }: { readonly decision?: string }, say: Say): string {
  return decision ? say('teams_about_on', { decision }) : say('teams_about_off')
}

function contactOf(
  key: string,
  language: Language,
  { knowledge, phrases }: Pick<AboutPagesNeeds, 'knowledge' | 'phrases'>,
): Html {
  const contact = knowledge.contacts.get(key)
  return contact ? markdownToHtml(describePhone(contact, language, phrases).replace('\n', '\n\n')) : html``
}
