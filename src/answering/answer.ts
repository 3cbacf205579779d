/** Hop 7: an answer in the words of approved passages, a question which guide is meant, or an honest abstention. Knows no conversation. */
import type { Citation, Choice, ReplyPart } from '../conversation/reply'
import { offer, type ChoiceKey } from '../dialogs/choices'
import { fillContacts } from '../dialogs/describeContact'
import type { PhraseBook } from '../dialogs/phraseBook'
import type { Guide, Knowledge, Passage } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { Found } from '../retrieval/types'
import { canBePractised } from './canBePractised'
import { citePassage, citeSummary, oldestSourceDate, originOf } from './cite'

/** A reply whose every sentence stands in a cited passage. */
export interface Answer {
  readonly kind: 'answer'
  readonly guide: Guide
  readonly parts: readonly ReplyPart[]
  readonly citations: readonly Citation[]
  readonly choices: readonly Choice[]
  readonly asOf?: string
  readonly confidence: number
}

/** Several guides may be meant; the person is asked which. */
export interface Clarification {
  readonly kind: 'clarification'
  readonly guides: readonly Guide[]
  readonly confidence: number
}

/** An honest refusal with its reason. */
export interface Abstention {
  readonly kind: 'abstention'
  readonly reason: 'empty' | 'no_match' | 'weak_match'
  /** What came closest, best first: for the record and for those who mend the content, never shown. */
  readonly closest: readonly Guide[]
  readonly confidence: number
}

export interface Sources {
  readonly knowledge: Knowledge
  readonly phrases: PhraseBook
  /** Whether guides that nobody has approved are being served and must say so. */
  readonly drafts: boolean
}

/** How many guides a "did you mean" offers. */
const mostChoices = 3

/**
 * What to say to a question for which `found` was found.
 * @param extent `passage`: without the guide's summary, where the guide has been told already
 */
export function answer(
  found: Found,
  language: Language,
  sources: Sources,
  extent: 'whole' | 'passage' = 'whole',
): Answer | Clarification | Abstention {
  const best = found.guides[0]
  if (found.band === 'abstain' || !best)
    return {
      kind: 'abstention',
      reason: found.reason ?? 'no_match',
      closest: found.guides.slice(0, mostChoices).map(({ guide }) => guide),
      confidence: found.confidence,
    }
  if (found.band === 'clarify')
    return {
      kind: 'clarification',
      guides: found.guides.slice(0, mostChoices).map(({ guide }) => guide),
      confidence: found.confidence,
    }
  const [passage] = best.passages
  if (extent === 'passage' && passage)
    return { ...answerSection(best.guide, passage.anchor, sources), confidence: found.confidence }
  return answerFrom(best.guide, passage, language, found.confidence, sources)
}

/** The guide's summary and one of its passages (default: the steps), with what they rest on and where to go on. */
export function answerFrom(
  guide: Guide,
  passage: Passage | undefined,
  language: Language,
  confidence: number,
  sources: Sources,
): Answer {
  const { knowledge, phrases } = sources
  const shown = passage ?? guide.passages.find(({ anchor }) => anchor === 'steps') ?? guide.passages[0]
  const parts: ReplyPart[] = []
  if (guide.language !== language) parts.push({ kind: 'phrase', key: 'answer_other_language' })
  parts.push({ kind: 'passage', text: guide.summary, citation: 1 })
  const citations = [citeSummary(guide, knowledge, phrases)]
  if (shown) {
    citations.push(citePassage(guide, shown, knowledge, phrases))
    parts.push(passagePart(shown, 2, sources))
  }
  return finish(guide, shown, parts, citations, confidence, sources)
}

/** One section of the guide at hand, asked for by a follow-up. */
export function answerSection(guide: Guide, anchor: string, sources: Sources): Answer {
  const passage = guide.passages.find((candidate) => candidate.anchor === anchor)
  const shown = passage ?? guide.passages.find((candidate) => candidate.anchor === 'who-helps') ?? guide.passages[0]
  const parts: ReplyPart[] = passage ? [] : [{ kind: 'phrase', key: 'section_missing' }]
  const citations: Citation[] = []
  if (shown) {
    citations.push(citePassage(guide, shown, sources.knowledge, sources.phrases))
    parts.push(passagePart(shown, 1, sources))
  }
  return finish(guide, shown, parts, citations, 1, sources)
}

/** One step of the guide at hand; `step` is 0-based and clamped to the steps there are. */
export function answerStep(guide: Guide, step: number, sources: Sources): Answer & { readonly step: number } {
  const { knowledge, phrases } = sources
  const steps = walkedSteps(guide)
  const at = Math.max(0, Math.min(step, steps.length - 1))
  const here = steps[at]
  if (!here) return { ...answerSection(guide, 'steps', sources), step: 0 }
  const parts: ReplyPart[] = [
    ...(step < 0 ? [{ kind: 'phrase', key: 'first_step_already' } as const] : []),
    { kind: 'phrase', key: 'step_of', values: { step: at + 1, count: steps.length } },
    { kind: 'passage', text: fillContacts(here.text, guide.language, knowledge, phrases), citation: 1 },
    ...(at === steps.length - 1 ? [{ kind: 'phrase', key: 'last_step' } as const] : []),
  ]
  const keys: ChoiceKey[] = [
    ...(at < steps.length - 1 ? (['choice_next'] as const) : []),
    ...(at > 0 ? (['choice_back'] as const) : []),
    'choice_if_it_fails',
    ...(hasSection(guide, 'without-internet') ? (['choice_without_internet'] as const) : []),
    'choice_person',
  ]
  return {
    kind: 'answer',
    guide,
    parts,
    citations: [citePassage(guide, here.passage, knowledge, phrases)],
    choices: keys.map((key) => offer(key, guide.language, phrases)),
    asOf: oldestSourceDate(guide, knowledge),
    confidence: 1,
    step: at,
  }
}

/** The steps, after what must be done at once where the guide puts that first. */
function walkedSteps({ passages }: Guide): { readonly passage: Passage; readonly text: string }[] {
  const last = passages.findIndex(({ anchor }) => anchor === 'steps')
  return passages
    .slice(0, last + 1)
    .filter(({ anchor }) => anchor === 'urgent' || anchor === 'steps')
    .flatMap((passage) => passage.steps.map((text) => ({ passage, text })))
}

function passagePart(passage: Passage, citation: number, { knowledge, phrases }: Sources): ReplyPart {
  const text = fillContacts(passage.markdown, passage.language, knowledge, phrases)
  return { kind: 'passage', text: `**${passage.heading}**\n\n${text}`, citation }
}

/** Adds where it comes from, and the next steps that the person has not just been shown. */
function finish(
  guide: Guide,
  shown: Passage | undefined,
  parts: ReplyPart[],
  citations: readonly Citation[],
  confidence: number,
  { knowledge, phrases, drafts }: Sources,
): Answer {
  if (citations.length > 0) parts.push({ kind: 'phrase', ...originOf(guide, knowledge, phrases, drafts) })
  return {
    kind: 'answer',
    guide,
    parts,
    citations,
    choices: nextSteps(guide, shown, knowledge).map((key) => offer(key, guide.language, phrases)),
    asOf: oldestSourceDate(guide, knowledge),
    confidence,
  }
}

/**
 * What is worth offering after an answer: the ladder of help, in its order. By oneself with the guide · practise · the service's own advice
 * from afar · beside somebody, at a place that has a device · a course or a peer · without the internet, through somebody else or by word
 * of mouth. `choice_nearby` stands for the fourth and the fifth: the finder knows both. The last rung and a way to a person are always
 * there, so that nobody has to climb.
 */
const ladder: readonly { readonly key: ChoiceKey; readonly anchor?: string }[] = [
  { key: 'choice_steps', anchor: 'steps' },
  { key: 'choice_if_it_fails', anchor: 'if-it-fails' },
  { key: 'choice_practise' },
  { key: 'choice_who_helps', anchor: 'who-helps' },
  { key: 'choice_nearby' },
  { key: 'choice_without_internet', anchor: 'without-internet' },
]

function nextSteps(guide: Guide, shown: Passage | undefined, knowledge: Knowledge): ChoiceKey[] {
  const isOffered = ({ key, anchor }: (typeof ladder)[number]): boolean => {
    if (anchor) return anchor !== shown?.anchor && hasSection(guide, anchor)
    return key !== 'choice_practise' || (shown?.anchor !== 'practise' && canBePractised(guide, knowledge))
  }
  const walk: ChoiceKey[] = shown?.anchor === 'steps' && shown.steps.length > 1 ? ['choice_one_step'] : []
  return [...walk, ...ladder.filter(isOffered).map(({ key }) => key), 'choice_person']
}

function hasSection(guide: Guide, anchor: string): boolean {
  return guide.passages.some((passage) => passage.anchor === anchor)
}
