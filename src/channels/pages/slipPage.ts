/** `/slip/<language>/<guide>`: a page to print and to read aloud: steps, who helps in large type, and a code that opens the guide. Holds nothing of any conversation. */
import { create } from 'qrcode'
import { describeOrigin } from '../../answering/cite'
import { describeBlock, fillContacts } from '../../dialogs/describeContact'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Contact, Guide, Knowledge } from '../../knowledge/types'
import { isLanguage, languages, type Language } from '../../language/languages'
import type { Answer, Route } from '../http'
import { html, Html } from './html'
import { page } from './layout'
import { styleSheet } from './styles'
import { markdownToHtml } from './markdown'

export interface SlipNeeds {
  readonly knowledge: Knowledge
  readonly phrases: PhraseBook
  /** Whether drafts are shown and must say so. */
  readonly drafts: boolean
  /** How people reach us from outside, without a slash at the end; read at each request. */
  readonly address: { readonly url: string }
}

export function slipRoutes(needs: SlipNeeds): Route[] {
  return [
    styles,
    {
      method: 'GET',
      path: '/slip/:language/:id',
      handle: ({ params }) => {
        const language = isLanguage(params['language']) ? params['language'] : undefined
        const guide = language && needs.knowledge.guide(params['id'] ?? '', language)
        return guide ? slip(guide, needs) : missing(language ?? 'fi', needs.phrases)
      },
    },
  ]
}

/** Sections shown after the steps, in this order. */
const sections = ['without-internet', 'who-helps'] as const

/** Sections whose contacts are worth having on paper in large type, the most pressing first. */
const contactSections = ['urgent', 'who-helps', 'without-internet', 'if-it-fails'] as const

/** Besides general advice; what cannot wait is never left out. */
const mostContacts = 4

function slip(guide: Guide, needs: SlipNeeds): Answer {
  const { knowledge, phrases, drafts, address } = needs
  const { language } = guide
  const say = (key: string, values?: Record<string, string>): string => phrases.say(key, language, values)
  const title = say('slip_title', { title: guide.title })
  const target = `${address.url}/guides/${language}/${guide.id}`
  const passage = (anchor: string) => guide.passages.find((one) => one.anchor === anchor)
  const words = (markdown: string): Html => markdownToHtml(fillContacts(markdown, language, knowledge, phrases))
  const [urgent, steps] = [passage('urgent'), passage('steps')]
  const main = html`<article class="slip">
    <h1>${title}</h1>
    ${drafts && guide.status === 'draft' && html`<p class="notice">${say('page_draft')}</p>`}
    ${
      urgent &&
      html`<section class="urgent" aria-labelledby="slip-urgent">
        <h2 id="slip-urgent">${urgent.heading}</h2>
        ${words(urgent.markdown)}
      </section>`
    }
    <p class="aloud">${say('slip_read_aloud')} ${say('slip_print')}</p>
    <p class="summary">${guide.summary}</p>
    ${
      steps &&
      html`<section aria-labelledby="slip-steps">
        <h2 id="slip-steps">${say('slip_steps')}</h2>
        ${words(steps.markdown)}
      </section>`
    }
    ${contactsOf(guide, needs)}
    ${sections.flatMap((anchor) => {
      const one = passage(anchor)
      return one
        ? [
            html`<section>
              <h2>${one.heading}</h2>
              ${words(one.markdown)}
            </section>`,
          ]
        : []
    })}
    <section class="code" aria-labelledby="slip-code">
      <h2 id="slip-code">${say('slip_qr_title')}</h2>
      <p>${say('slip_qr')}</p>
      ${squareCode(target, say('slip_qr_alt', { address: target }))}
      <p class="address">${say('slip_address', { address: target })}</p>
      <p class="screen"><a href="/guides/${language}/${guide.id}">${say('slip_to_guide')}</a></p>
    </section>
    <p class="origin">${describeOrigin(guide, knowledge, phrases)}</p>
  </article>`
  const head = html`<link rel="stylesheet" href="${styles.path}" />`
  return page({ language, title, main, head, pathIn: (other) => `/slip/${other}/${guide.id}` }, phrases)
}

/** The one helper who can be asked about anything, on every slip. */
const everywhere = 'kansalaisneuvonta'

/** The guide's contacts in large type, in its own order, each once; general advice is last. Only what has a number or a page. */
function contactsOf(guide: Guide, { knowledge, phrases }: SlipNeeds): Html | undefined {
  const { language } = guide
  const named = (anchors: readonly string[]): string[] =>
    anchors.flatMap((anchor) => {
      const markdown = guide.passages.find((one) => one.anchor === anchor)?.markdown ?? ''
      return [...markdown.matchAll(/\{\{\s*([\w-]+)/g)].map((match) => match[1] ?? '')
    })
  const shown = (keys: readonly string[]): Contact[] =>
    [...new Set(keys)]
      .flatMap((key) => knowledge.contacts.get(key) ?? [])
      .filter((contact) => (contact.phone ?? contact.url) !== undefined)
  const isOwn = (key: string): boolean => key !== everywhere
  const pressing = shown(named(['urgent']).filter(isOwn)).length
  const own = shown(named(contactSections).filter(isOwn)).slice(0, Math.max(pressing, mostContacts))
  const contacts = [...own, ...shown([everywhere])]
  if (contacts.length === 0) return undefined
  return html`<section class="contacts" aria-labelledby="slip-contacts">
    <h2 id="slip-contacts">${phrases.say('slip_contacts', language)}</h2>
    ${contacts.map((contact) => html`<div class="contact">${markdownToHtml(describeBlock(contact, language, phrases).replace('\n', '\n\n'))}</div>`)}
  </section>`
}

/** Quiet squares that a reader needs around the code (ISO/IEC 18004). */
const quietZone = 4

/** The address as a square code, drawn here: no picture is fetched and no script runs. */
function squareCode(address: string, label: string): Html {
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  const size = modules.size + 2 * quietZone
  let path = ''
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      const start = column
      while (column < modules.size && modules.get(row, column)) column++
      const length = column - start
      if (length > 0) path += `M${start + quietZone} ${row + quietZone}h${length}v1h-${length}z`
    }
  return html`<svg
    class="square"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${path}" fill="#000" />
  </svg>`
}

function missing(language: Language, phrases: PhraseBook): Answer {
  const title = phrases.say('page_missing_title', language)
  const main = html`<h1>${title}</h1>
    <p>${phrases.say('page_missing', language)}</p>
    <ul class="list">
      ${languages.map((other) => html`<li><a lang="${other}" href="/guides/${other}">${phrases.say('page_guides_title', other)}</a></li>`)}
    </ul>`
  return page({ language, title, main, status: 404 }, phrases)
}

const css = `
.slip { font-size: 1.3rem; }
.slip ol > li { margin-block: 1rem; padding-inline-start: .4rem; }
.aloud { font-size: 1.1rem; border: 2px solid var(--line); padding: .8rem 1rem; }
.urgent { border: 4px solid var(--ink); padding: 0 1rem; }
.contacts .contact { font-size: 1.6rem; border-block-start: 2px solid var(--line); padding-block: .4rem; }
.contacts ul { list-style: none; padding: 0; margin: .2rem 0; }
.square { display: block; width: 14rem; max-width: 100%; height: auto; }
.address { overflow-wrap: anywhere; }
@media print {
  header, footer, .aloud, .screen { display: none; }
  .slip { font-size: 16pt; } .contacts .contact { font-size: 22pt; }
  .slip section, .contact, .slip li { break-inside: avoid; }
  .square { width: 5cm; }
}
`
const styles = styleSheet('/slip.css', css)
