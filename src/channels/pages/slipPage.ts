/** `/slip/<language>/<id>`: a guide on one sheet to print and take along; its QR code opens the guide, never a conversation. */
import QRCode from 'qrcode'
import { describeOrigin } from '../../answering/cite'
import { fillContacts } from '../../dialogs/describeContact'
import type { PhraseBook } from '../../dialogs/phraseBook'
import type { Guide, Knowledge } from '../../knowledge/types'
import { isLanguage } from '../../language/languages'
import { problem, type Route } from '../http'
import { html, Html } from './html'
import { page } from './layout'
import { markdownToHtml } from './markdown'

export interface SlipPageNeeds {
  readonly knowledge: Knowledge
  readonly phrases: PhraseBook
  /** Whether drafts are shown and must say so. */
  readonly drafts: boolean
  /** The address of a page of ours as a phone outside reaches it. */
  pageUrl(path: string): string
}

/** What a person needs on paper, in this order. */
const sections = ['what-you-need', 'steps', 'if-it-fails', 'without-internet', 'who-helps']

export function slipPageRoutes(needs: SlipPageNeeds): Route[] {
  return [
    {
      method: 'GET',
      path: '/slip/:language/:id',
      handle({ params: { language, id } }) {
        const guide = isLanguage(language) ? needs.knowledge.guide(id ?? '', language) : undefined
        return guide ? slip(guide, needs) : problem(404, 'guide_unknown', 'There is no such guide.')
      },
    },
  ]
}

function slip(guide: Guide, { knowledge, phrases, drafts, pageUrl }: SlipPageNeeds) {
  const { language, id, title } = guide
  const say = (key: string, values?: Record<string, string>): string => phrases.say(key, language, values)
  const address = pageUrl(`/guides/${language}/${id}`)
  const shown = sections.flatMap((anchor) => guide.passages.find((passage) => passage.anchor === anchor) ?? [])
  const main = html`<article class="slip">
    <h1>${title}</h1>
    ${drafts && guide.status === 'draft' && html`<p class="notice">${say('page_draft')}</p>`}
    <p class="summary">${guide.summary}</p>
    ${shown.map(
      ({ heading, markdown }) => html`<h2>${heading}</h2>
        ${markdownToHtml(fillContacts(markdown, language, knowledge, phrases))}`,
    )}
    <div class="scan">
      ${qrCode(address, say('widget_slip_scan'))}
      <p>${say('widget_slip_scan')}<br /><span class="address">${address}</span></p>
    </div>
    <p class="origin">${say('answer_origin', { origin: describeOrigin(guide, knowledge, phrases) })}</p>
  </article>`
  return page({ language, title, main, pathIn: (other) => `/slip/${other}/${id}` }, phrases)
}

/** As SVG of one path, black on white whatever the page's colours: a camera must read it. */
function qrCode(text: string, label: string): Html {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const edge = 4
  const size = modules.size + edge * 2
  let path = ''
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) path += `M${column + edge} ${row + edge}h1v1h-1z`
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" width="${size * 4}" height="${size * 4}">
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${path}" fill="#000" />
  </svg>`
}
