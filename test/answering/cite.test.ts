/** Only a page that somebody has read is named as a guide's source; any other contact is where the reader should check. */
import path from 'node:path'
import { answerFrom } from '../../src/answering/answer'
import { citeSummary, describeOrigin, oldestSourceDate, originOf } from '../../src/answering/cite'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { renderReply } from '../../src/dialogs/renderReply'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import type { Contact, Guide, Knowledge } from '../../src/knowledge/types'
import { languages } from '../../src/language/languages'
import { replyFrom } from '../../src/turn/sayings'
import { guideOf, knowledgeOf } from './sample'

const root = path.resolve(__dirname, '../..')
const { phrases } = loadDialogs(path.join(root, 'dialogs'))

const contactOf = (key: string, source: string, sourceDate = 'undated', shown = true): [string, Contact] => [
  key,
  {
    key,
    kind: 'page',
    name: { fi: key, sv: key, en: key },
    ...(shown && {
      url: {
        address: { fi: 'https://a.fi', sv: 'https://a.fi', en: 'https://a.fi' },
        source,
        sourceDate,
        confidence: source === 'general knowledge' ? 'GK' : 'M',
      },
    }),
    line: 1,
  },
]
const contacts = new Map([
  contactOf('Kela', 'kela.fi', '2025-05'),
  contactOf('OmaKela', 'kela.fi'),
  contactOf('Posti', 'general knowledge'),
  contactOf('OmaPosti', 'general knowledge', '2024'),
  contactOf('Piilossa', 'kela.fi', '2025', false),
])
const plain = guideOf({ steps: '1. Avaa.' })
const withSources = (sources: readonly string[], more: Partial<Guide> = {}): [Guide, Knowledge] => {
  const guide = { ...plain, sources, ...more }
  return [guide, { ...knowledgeOf(guide), contacts }]
}
const approval = { file: '', hash: '', by: 'Editor', at: '2026-11-22' } as unknown as Guide['approval']

test('pages that were read are named as sources, with their own dates', () => {
  expect(describeOrigin(...withSources(['Kela', 'OmaKela']), phrases)).toBe(
    'Lähde: Kela (2025-05); OmaKela (ei päiväystä)',
  )
})

test('what nobody has read is never called a source, but is where to check', () => {
  const words = describeOrigin(...withSources(['Posti', 'OmaPosti']), phrases)
  expect(words).toBe('Ohjetta ei ole vielä verrattu viralliseen lähteeseen. Tarkista tieto täältä: Posti, OmaPosti.')
})

test('with both kinds each is called what it is', () => {
  expect(describeOrigin(...withSources(['Kela', 'Posti']), phrases)).toBe(
    'Lähde: Kela (2025-05). Tarkista tieto myös täältä: Posti.',
  )
})

test('of an approved guide nobody says that it was not compared, and still no page nobody read is its source', () => {
  expect(describeOrigin(...withSources(['Posti'], { approval }), phrases)).toBe('Tarkista tieto täältä: Posti.')
})

test('a contact of which nothing may be shown is no source', () => {
  expect(describeOrigin(...withSources(['Piilossa'], { approval }), phrases)).toBe('Tarkista tieto täältä: Piilossa.')
})

test('a guide of our own says so, and a draft says on a trial that it is one', () => {
  expect(describeOrigin(...withSources([]), phrases)).toMatch(/^Lähde: yleistä laitetietoa/)
  expect(originOf(...withSources([]), phrases, true).key).toBe('answer_origin_draft')
  expect(originOf(...withSources(['Posti']), phrases, true).key).toBe('answer_origin_unread_draft')
  expect(originOf(...withSources(['Posti', 'Kela']), phrases, true).key).toBe('answer_origin_both_draft')
  expect(originOf(...withSources(['Kela'], { approval }), phrases, true).key).toBe('answer_origin')
})

test('the date of an answer is that of a page that was read', () => {
  expect(oldestSourceDate(...withSources(['Kela', 'OmaPosti']))).toBe('2025-05-01')
  expect(oldestSourceDate(...withSources(['OmaPosti']))).toBeUndefined()
})

test('in every language, no answer and no citation names as a source what is general knowledge', () => {
  const knowledge = loadKnowledge({ folder: path.join(root, 'knowledge'), mode: 'trial', today: '2026-11-22' })
  const named = { fi: /Lähde: ([^.]*)/, sv: /Källa: ([^.]*)/, en: /Source: ([^.]*)/ }
  const unread = (guide: Guide): string[] =>
    guide.sources.flatMap((key) => {
      const contact = knowledge.contacts.get(key)
      const fact = contact?.url ?? contact?.phone
      return contact && fact?.source === 'general knowledge' ? [contact.name[guide.language]] : []
    })
  const answered = knowledge.guides.map((guide) => {
    const answer = answerFrom(guide, undefined, guide.language, 1, { knowledge, phrases, drafts: true })
    const reply = replyFrom(answer, 'answered_guide', 'question', guide.language)
    const origin = renderReply(reply, knowledge, phrases).split('\n\n').at(-1) ?? ''
    const texts = [origin, citeSummary(guide, knowledge, phrases).origin]
    const sources = texts.flatMap((text) => named[guide.language].exec(text)?.[1]?.split(/[,;] /) ?? [])
    return { guide, texts, wrong: unread(guide).filter((name) => sources.some((source) => source.startsWith(name))) }
  })
  expect(answered.filter(({ wrong }) => wrong.length > 0).map(({ guide, texts }) => [guide.file, texts])).toEqual([])
  // Each is named all the same: as the place to check.
  expect(answered.every(({ guide, texts }) => unread(guide).every((name) => texts[0]?.includes(name)))).toBe(true)
  expect(new Set(answered.map(({ guide }) => guide.language)).size).toBe(languages.length)
})
