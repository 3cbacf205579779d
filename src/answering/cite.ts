/** Citations and origins: which passage a sentence rests on, and where its facts come from and when. Knows no reply. */
import type { Citation } from '../conversation/reply'
import type { PhraseBook } from '../dialogs/phraseBook'
import { wasRead } from '../knowledge/contacts'
import type { Guide, Knowledge, Passage, Provenance } from '../knowledge/types'
import type { Language } from '../language/languages'

/** Contract limits of a citation on the wire, in characters. */
const longestTitle = 80
const longestExcerpt = 160

/** The anchor under which a guide's own summary is cited; the guide page carries it too. */
export const summaryAnchor = 'summary'

export function citePassage(guide: Guide, passage: Passage, knowledge: Knowledge, phrases: PhraseBook): Citation {
  return {
    passage: passage.id,
    title: cut(guide.title, longestTitle),
    excerpt: cut(passage.plainText, longestExcerpt),
    path: guidePath(guide, passage.anchor),
    origin: describeOrigin(guide, knowledge, phrases),
  }
}

export function citeSummary(guide: Guide, knowledge: Knowledge, phrases: PhraseBook): Citation {
  return {
    passage: `${guide.id}#${summaryAnchor}@${guide.language}`,
    title: cut(guide.title, longestTitle),
    excerpt: cut(guide.summary, longestExcerpt),
    path: guidePath(guide, summaryAnchor),
    origin: describeOrigin(guide, knowledge, phrases),
  }
}

export function guidePath(guide: { id: string; language: Language }, anchor?: string): string {
  return `/guides/${guide.language}/${guide.id}${anchor ? `#${anchor}` : ''}`
}

/** The phrase that says what a guide rests on, and what stands in it. */
export interface Origin {
  readonly key: string
  readonly values: Readonly<Record<string, string>>
}

/**
 * What may be said of a guide's origin. Only a page that somebody has read is named as its source, with that page's own date; a contact
 * known from general knowledge alone is where the reader should check. Every place that tells of origins asks here.
 * @param trial whether to say of a guide without an approval that it is a draft
 */
export function originOf(guide: Guide, knowledge: Knowledge, phrases: PhraseBook, trial = false): Origin {
  const { language } = guide
  const sources = sourcesOf(guide, knowledge)
  const read = sources.flatMap(({ name, fact }) => (fact && wasRead(fact) ? [{ name, date: fact.sourceDate }] : []))
  const readNames = read.map(({ name }) => name)
  const unread = sources.map(({ name }) => name).filter((name) => !readNames.includes(name))
  const dated = read.filter(({ date }) => date !== 'undated').map((one) => phrases.say('origin_dated', language, one))
  const undatedNames = read.filter(({ date }) => date === 'undated').map(({ name }) => name)
  const undated =
    undatedNames.length > 0 ? [phrases.say('origin_undated', language, { name: unique(undatedNames).join(', ') })] : []
  const origin = [...unique(dated), ...undated].join('; ') || phrases.say('origin_own_text', language)
  const check = unique(unread).join(', ')
  const draft = trial && !guide.approval ? '_draft' : ''
  if (unread.length === 0) return { key: `answer_origin${draft}`, values: { origin } }
  if (read.length > 0) return { key: `answer_origin_both${draft}`, values: { origin, check } }
  // Whoever approved the guide has compared it; we still know of no page that it was read from.
  return { key: guide.approval ? 'answer_origin_check' : `answer_origin_unread${draft}`, values: { check } }
}

/** The same in words, without a word on drafts: "Source: Kela (2025-05), OmaKela (no date given)". */
export function describeOrigin(guide: Guide, knowledge: Knowledge, phrases: PhraseBook): string {
  const { key, values } = originOf(guide, knowledge, phrases)
  return phrases.say(key, guide.language, values)
}

/** The oldest date among the guide's dated sources that somebody has read as YYYY-MM-DD (a year or month alone: its first day), or undefined. */
export function oldestSourceDate(guide: Guide, knowledge: Knowledge): string | undefined {
  return sourcesOf(guide, knowledge)
    .flatMap(({ fact }) => (fact && wasRead(fact) ? [fact.sourceDate] : []))
    .filter((date) => /^\d{4}/.test(date))
    .map(
      (date) =>
        `${date}-01-01`.slice(0, 4) +
        (date.length > 4 ? date.slice(4, 7) : '-01') +
        (date.length > 7 ? date.slice(7, 10) : '-01'),
    )
    .sort()[0]
}

/** The contacts that the guide names as its sources; without a fact where nothing of them may be shown. */
function sourcesOf(guide: Guide, knowledge: Knowledge): { name: string; fact: Provenance | undefined }[] {
  return guide.sources.flatMap((key) => {
    const contact = knowledge.contacts.get(key)
    return contact ? [{ name: contact.name[guide.language], fact: contact.url ?? contact.phone }] : []
  })
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

/** At most `longest` characters, ended at a word with an ellipsis when something is left out. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const head = text.slice(0, longest - 1)
  const space = head.lastIndexOf(' ')
  return `${head.slice(0, space > longest / 2 ? space : undefined)}…`
}
