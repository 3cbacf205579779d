/** What an index is made from: the knowledge of one language, and what is learnt beside it. Knows no index and no ranking. */
import type { Guide, Knowledge, OutsideTopic } from '../knowledge/types'
import { languages, type Language } from '../language/languages'
import type { ConceptMatch, ConceptMatcher } from '../language/matchConcepts'
import { tokenize } from '../language/tokenize'
import type { Analyzer } from '../language/word'
import type { OutsideSubject } from './buildIndex'
import { collectFields } from './collectFields'

/** Without `lines` nothing is learnt but from the guides themselves. */
export type SearchedKnowledge = Pick<Knowledge, 'guides' | 'terms' | 'version'> & Partial<Pick<Knowledge, 'lines'>>

/** Text by text, by guide id. */
export type ConceptsByGuide = ReadonlyMap<string, readonly (readonly ConceptMatch[])[]>

/** Chosen on topics left out of what was learnt: 1, 12, 24 and one a topic were tried. */
const outsideSubjects = 12

/** Concepts of the title, questions and summary of each guide in this language, text by text, by guide id; likewise of what is outside. */
export function conceptsByGuide(
  knowledge: SearchedKnowledge,
  { language, analyzer, matcher }: { language: Language; analyzer: Analyzer; matcher: ConceptMatcher },
): ConceptsByGuide {
  const matchesIn = (texts: readonly string[]): ConceptMatch[][] =>
    texts.map((text) => matcher.match(tokenize(text).map((token) => analyzer.word(token))))
  const byGuide = new Map(outsideIn(knowledge, language).map(({ id, lines }) => [id, matchesIn(lines)]))
  for (const guide of knowledge.guides)
    if (guide.language === language)
      byGuide.set(guide.id, matchesIn([guide.title, ...guide.questions, guide.summary, ...askedOf(knowledge, guide)]))
  return byGuide
}

/**
 * What no guide answers, as a few subjects: the person's own case, which is asked about in words of its own whatever the matter, and
 * topics that stand near each other in the file. One subject for all would have no words of its own; one a topic knows no new topic.
 */
export function outsideIn({ lines }: SearchedKnowledge, language: Language): OutsideSubject[] {
  const { outside } = lines?.() ?? { outside: [] }
  const others = outside.filter(({ ownCase }) => !ownCase)
  const subjects = new Map<string, OutsideTopic[]>([['own case', outside.filter(({ ownCase }) => ownCase)]])
  others.forEach((topic, place) => {
    const subject = String(Math.floor((place * outsideSubjects) / others.length))
    subjects.set(subject, [...(subjects.get(subject) ?? []), topic])
  })
  return [...subjects].map(([name, topics]) => ({
    id: `outside ${name}`,
    lines: topics.flatMap((topic) => topic[language]),
  }))
}

export function askedOf({ lines }: SearchedKnowledge, { id, language }: Guide): readonly string[] {
  return lines?.().asked.get(id)?.[language] ?? []
}

/** Words that stand at least twice in a language's guides and lines: a word that stands but once is mostly a slip of one writer. */
export function commonWords(knowledge: SearchedKnowledge, language: Language): string[] {
  const counts = new Map<string, number>()
  const count = (text: string): void => {
    for (const word of tokenize(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  for (const guide of knowledge.guides) {
    if (guide.language !== language) continue
    Object.values(collectFields(guide, [])).flat().forEach(count)
    askedOf(knowledge, guide).forEach(count)
  }
  for (const { lines } of outsideIn(knowledge, language)) lines.forEach(count)
  return [...counts].flatMap(([word, times]) => (times > 1 ? [word] : []))
}

export function joinConcepts(maps: readonly ConceptsByGuide[]): ConceptsByGuide {
  const joined = new Map<string, (readonly ConceptMatch[])[]>()
  for (const map of maps) for (const [guide, texts] of map) joined.set(guide, [...(joined.get(guide) ?? []), ...texts])
  return joined
}

/** Every guide once: in `language`, else in Finnish, Swedish or English. */
export function guidesFor(guides: readonly Guide[], language: Language): Guide[] {
  const order = [language, ...languages.filter((other) => other !== language)]
  const chosen = new Map<string, Guide>()
  for (const wanted of order) {
    for (const guide of guides) if (guide.language === wanted && !chosen.has(guide.id)) chosen.set(guide.id, guide)
  }
  return [...chosen.values()]
}
