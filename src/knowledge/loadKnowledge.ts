/** Knowledge as the service uses it: read once, checked, frozen. Production gets only what a person has approved or verified. Knows no wording. */
import type { Language } from '../language/languages'
import { servableGuides, servableTerms, withApproval } from './approvals'
import { verifiedOnly } from './contacts'
import { KnowledgeError } from './faults'
import { contentHash } from './hash'
import { once } from './once'
import { readContent, type Content } from './readContent'
import type { Guide, Knowledge, Lines, Passage, Term } from './types'

export interface LoadOptions {
  /** The knowledge folder. */
  readonly folder: string
  /** `trial` serves everything; `production` only approved guides and terms in date and verified facts of contacts. */
  readonly mode: 'trial' | 'production'
  /** YYYY-MM-DD in Finland, for the review dates. */
  readonly today: string
}

/**
 * Reads and checks the whole folder.
 * @throws {KnowledgeError} naming file, line and what to do for every file that cannot be used
 */
export function loadKnowledge(options: LoadOptions): Knowledge {
  const content = readContent(options.folder)
  if (content.faults.length > 0) throw new KnowledgeError([...content.faults, ...content.lines().faults])
  return knowledgeOf(content, options)
}

/** What may be served of content that has no faults. */
export function knowledgeOf(content: Content, { mode, today }: Pick<LoadOptions, 'mode' | 'today'>): Knowledge {
  const approvals = content.approvals
  const allGuides = content.guideFiles.flatMap(({ guide }) => (guide ? [withApproval(guide, approvals)] : []))
  const allTerms = content.termFiles.flatMap(({ term }) => (term ? [withApproval(term, approvals)] : []))
  const production = mode === 'production'
  const guides = production ? servableGuides(allGuides, today) : allGuides
  const terms = production ? servableTerms(allTerms) : allTerms
  const contacts = [...content.contacts].map(
    ([key, contact]) => [key, production ? verifiedOnly(contact) : contact] as const,
  )

  const guideByKey = new Map<string, Guide>(guides.map((guide) => [`${guide.id}@${guide.language}`, guide]))
  const passageById = new Map<string, Passage>(
    guides.flatMap((guide) => guide.passages).map((passage) => [passage.id, passage]),
  )
  const termById = new Map<string, Term>(terms.map((term) => [term.id, term]))
  return deepFreeze({
    guides,
    terms,
    lines: once(() => linesOf(content)),
    contacts: new Map(deepFreeze(contacts)),
    municipalities: content.places.municipalities,
    formerMunicipalities: content.places.formerMunicipalities,
    postcodes: content.places.postcodes,
    version: contentHash([mode, ...content.hashes, ...guideByKey.keys(), ...termById.keys()].join('\n')).slice(0, 16),
    guide: (id: string, language: Language) => guideByKey.get(`${id}@${language}`),
    passage: (id: string) => passageById.get(id),
    term: (id: string) => termById.get(id),
  })
}

/** @throws {KnowledgeError} when they cannot be read */
function linesOf(content: Content): Lines {
  const { asked, outside, faults } = content.lines()
  if (faults.length > 0) throw new KnowledgeError(faults)
  return { asked, outside }
}

/** Freezes plain data all the way down; a Map cannot be frozen and is handed out as read-only by its type. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}
