/** Citations and origins: which passage a sentence rests on, and where its facts come from and when. Knows no reply. */
import type { Citation } from '../conversation/reply'
import type { PhraseBook } from '../dialogs/phraseBook'
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

/** "Kela (2025-05), OmaKela (the pages show no date)": the sources' own dates, never a claim that anyone has checked them. */
export function describeOrigin(guide: Guide, knowledge: Knowledge, phrases: PhraseBook): string {
  const { language } = guide
  const sources = sourcesOf(guide, knowledge)
  const dated = sources
    .filter(({ fact }) => fact.sourceDate !== 'undated')
    .map(({ name, fact }) => phrases.say('origin_dated', language, { name, date: fact.sourceDate }))
  const names = [...new Set(sources.filter(({ fact }) => fact.sourceDate === 'undated').map(({ name }) => name))]
  const undated = names.length > 0 ? [phrases.say('origin_undated', language, { name: names.join(', ') })] : []
  const origins = [...new Set(dated), ...undated]
  return origins.length > 0 ? origins.join('; ') : phrases.say('origin_own_text', language)
}

/** The oldest date among the guide's dated sources as YYYY-MM-DD (a year or month alone: its first day), or undefined. */
export function oldestSourceDate(guide: Guide, knowledge: Knowledge): string | undefined {
  return sourcesOf(guide, knowledge)
    .map(({ fact }) => fact.sourceDate)
    .filter((date) => /^\d{4}/.test(date))
    .map(
      (date) =>
        `${date}-01-01`.slice(0, 4) +
        (date.length > 4 ? date.slice(4, 7) : '-01') +
        (date.length > 7 ? date.slice(7, 10) : '-01'),
    )
    .sort()[0]
}

function sourcesOf(guide: Guide, knowledge: Knowledge): { name: string; fact: Provenance }[] {
  return guide.sources.flatMap((key) => {
    const contact = knowledge.contacts.get(key)
    const fact = contact?.url ?? contact?.phone
    return contact && fact ? [{ name: contact.name[guide.language], fact }] : []
  })
}

/** At most `longest` characters, ended at a word with an ellipsis when something is left out. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const head = text.slice(0, longest - 1)
  const space = head.lastIndexOf(' ')
  return `${head.slice(0, space > longest / 2 ? space : undefined)}…`
}
