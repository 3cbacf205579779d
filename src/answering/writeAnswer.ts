/** A quoted answer put into words by a model and checked sentence by sentence, or left as it is. Knows no model and no channel; never rejects. */
import type { Citation, PassageId, Reply, ReplyPart } from '../conversation/reply'
import type { PhraseBook } from '../dialogs/phraseBook'
import type { Prompts } from '../dialogs/prompts'
import type { Knowledge } from '../knowledge/types'
import { createAnalyzer } from '../language/createAnalyzer'
import { languages } from '../language/languages'
import type { Search } from '../retrieval/types'
import { checkSentences, openGate } from './gate'
import { WriterFault, type AnswerWriter, type DraftSentence } from './ports'
import { sourcesOf, withoutInvisible, type WriterSources } from './writeAnswerSources'

/** A reply whose `passage` parts a model wrote: channels mark it so. */
export interface WrittenReply extends Reply {
  readonly writtenBy: 'model'
}

export interface Asked {
  /** What the person said, masked. */
  readonly question: string
  /** The guide that the conversation was at before. */
  readonly guideBefore?: string
  /** The service site that the person is on, for its switch. */
  readonly site?: string
}

/** Ends with the reply to show: written by the model, or `draft` itself. Never rejects, and never later than the deadline. */
export type WriteReply = (draft: Reply, asked: Asked, signal?: AbortSignal) => Promise<Reply | WrittenReply>

/** What became of one answer: for the log and the metrics. Ids and counts, never words. */
export interface WritingReport {
  readonly outcome: 'written' | 'lost_its_core' | 'fault'
  /** Names of the gate's rules that cut a sentence. */
  readonly cut: readonly string[]
  readonly fault?: string
  readonly ms: number
}

export interface WritingNeeds {
  readonly writer: AnswerWriter
  readonly prompts: Prompts
  readonly knowledge: Knowledge
  readonly phrases: PhraseBook
  readonly search: Search
  /** The most that a model may cost a person in time, in ms; then the quoted answer is given. */
  readonly deadlineMs: number
  /** Whether the model is switched on for a service site; asked before every answer, so that the switch works at once. */
  isOn(site: string | undefined): boolean
  report(report: WritingReport): void
}

/** Of the writer's sentences, how many must hold by the gate's rules for the rest to be shown. */
const leastKept = 0.5
/** Characters of a question that a writer is given. */
const longestQuestion = 1000

/** Builds it once. */
export function writeWithModel(needs: WritingNeeds): WriteReply {
  const analyzers = Object.fromEntries(languages.map((language) => [language, createAnalyzer(language)]))
  const names = addressLikeNames(needs.knowledge)
  const published = publishedNumbers(needs.knowledge)
  return async (draft, asked, signal) => {
    const found =
      draft.outcome === 'answered_guide' && needs.isOn(asked.site) ? sourcesFor(draft, asked, needs) : undefined
    if (!found) return draft
    const started = performance.now()
    const done = (report: Omit<WritingReport, 'ms'>): void =>
      needs.report({ ...report, ms: Math.round(performance.now() - started) })
    const request = {
      instructions: needs.prompts.answer[draft.language],
      question: withoutInvisible(asked.question).slice(0, longestQuestion),
      about: asked.guideBefore ? needs.knowledge.guide(asked.guideBefore, draft.language)?.title : undefined,
      language: draft.language,
      sources: found.numbered,
    }
    try {
      const sentences = await byDeadline((ended) => needs.writer.write(request, ended), needs.deadlineMs, signal)
      const context = { ...request, analyzer: analyzers[draft.language], published, addressLikeNames: names }
      const { kept, cut } = checkSentences(sentences, openGate(context))
      const hasCore =
        kept.length > 0 && kept.length >= sentences.length * leastKept && kept[0]?.text === sentences[0]?.text.trim()
      done({ outcome: hasCore ? 'written' : 'lost_its_core', cut })
      return hasCore ? replyOf(draft, kept, found) : draft
    } catch (fault) {
      done({ outcome: 'fault', cut: [], fault: fault instanceof WriterFault ? fault.code : 'UNKNOWN' })
      return draft
    }
  }
}

/** What the answer quotes, and what else of the guide fits the question; undefined when the guide is not in the person's language. */
function sourcesFor(
  draft: Reply,
  { question }: Asked,
  { knowledge, phrases, search }: WritingNeeds,
): WriterSources | undefined {
  const guide = knowledge.guide(draft.guides[0] ?? '', draft.language)
  if (!guide || guide.language !== draft.language) return undefined
  const quoted = guide.passages.filter(({ id }) => draft.passages.includes(id))
  const fitting =
    search.search(question, draft.language).guides.find((ranked) => ranked.guide.id === guide.id)?.passages ?? []
  return sourcesOf(guide, [...quoted, ...fitting.filter((passage) => !quoted.includes(passage))], knowledge, phrases)
}

/** The draft with the model's sentences in place of its quotations; what we say before and after them stays. */
function replyOf(draft: Reply, sentences: readonly DraftSentence[], sources: WriterSources): WrittenReply {
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
    // Sentences of one source make one paragraph.
    if (last?.citation === citation) last.text += ` ${restored}`
    else parts.push({ kind: 'passage', text: restored, citation })
  }
  const quotes = draft.parts.flatMap((part, index) => (part.kind === 'passage' ? [index] : []))
  const around: (from: number, to?: number) => ReplyPart[] = (from, to) =>
    draft.parts.slice(from, to).filter(({ kind }) => kind !== 'passage')
  const passages: PassageId[] = citations.map(({ passage }) => passage)
  return {
    ...draft,
    parts: [...around(0, quotes[0] ?? 0), ...parts, ...around(quotes[0] ?? 0)],
    citations,
    passages,
    writtenBy: 'model',
  }
}

/** The work, or a fault when the deadline passes or `signal` is aborted – also when the work does not listen. */
async function byDeadline<T>(
  work: (ended: AbortSignal) => Promise<T>,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<T> {
  const ending = new AbortController()
  const end = (): void => ending.abort(new WriterFault('TIMEOUT', `The model did not answer in ${deadlineMs} ms.`))
  const timer = setTimeout(end, deadlineMs)
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()
  try {
    const ended = new Promise<never>((_, reject) => {
      const refuse = (): void => reject(ending.signal.reason as WriterFault)
      if (ending.signal.aborted) refuse()
      else ending.signal.addEventListener('abort', refuse, { once: true })
    })
    return await Promise.race([work(ending.signal), ended])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}

/** "Suomi.fi" is the name of a service and looks like an address; such names are told by our own contacts. */
function addressLikeNames({ contacts }: Knowledge): ReadonlySet<string> {
  const names = [...contacts.values()].flatMap(({ name }) => Object.values(name))
  return new Set(names.flatMap((name) => name.toLowerCase().match(/\p{L}[\p{L}\d]*\.\p{L}{2,}/gu) ?? []))
}

function publishedNumbers({ contacts }: Knowledge): readonly string[] {
  return [...contacts.values()].flatMap(({ phone, sms, email }) =>
    [phone?.number, sms?.number, email?.address].filter((known) => known !== undefined),
  )
}
