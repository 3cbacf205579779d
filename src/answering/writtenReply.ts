/** A reply with a writer's checked sentences in place of its quotations: cited, marked, and said to be written by a model. Knows no model. */
import type { Citation, PassageId, Reply, ReplyPart } from '../conversation/reply'
import type { DraftSentence } from './ports'
import type { WriterSources } from './writeAnswerSources'

/** A reply whose `passage` parts a model wrote: channels mark it so. */
export interface WrittenReply extends Reply {
  readonly writtenBy: 'model'
}

/**
 * The draft with the sentences in place of its quotations; what we say before and after them stays.
 * @param extent `soFar`: without what comes after them, so that a longer one begins with the same words
 */
export function writtenReply(
  draft: Reply,
  sentences: readonly DraftSentence[],
  sources: WriterSources,
  extent: 'whole' | 'soFar' = 'whole',
): WrittenReply {
  const { parts, citations } = citedParts(sentences, sources)
  const quotes = draft.parts.flatMap((part, index) => (part.kind === 'passage' ? [index] : []))
  const around = (from: number, to?: number): ReplyPart[] =>
    draft.parts.slice(from, to).filter(({ kind }) => kind !== 'passage')
  const first = quotes[0] ?? 0
  const passages: PassageId[] = citations.map(({ passage }) => passage)
  const after: ReplyPart[] = extent === 'whole' ? [{ kind: 'phrase', key: 'answer_by_model' }, ...around(first)] : []
  return { ...draft, parts: [...around(0, first), ...parts, ...after], citations, passages, writtenBy: 'model' }
}

/** Sentences of one source in a row make one paragraph. */
function citedParts(
  sentences: readonly DraftSentence[],
  sources: WriterSources,
): { parts: ReplyPart[]; citations: Citation[] } {
  const citations: Citation[] = []
  const parts: { kind: 'passage'; text: string; citation: number }[] = []
  for (const {
    text,
    sources: [first = 0],
  } of sentences) {
    const source = sources.citations.get(first)
    if (!source) continue
    if (!citations.includes(source)) citations.push(source)
    const citation = citations.indexOf(source) + 1
    const last = parts.at(-1)
    const restored = sources.restore(text)
    if (last?.citation === citation) last.text += ` ${restored}`
    else parts.push({ kind: 'passage', text: restored, citation })
  }
  return { parts, citations }
}
