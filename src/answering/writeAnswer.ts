/** A quoted answer put into words by a model and checked sentence by sentence, or left as it is. Knows no model and no channel; never rejects. */
import type { Reply } from '../conversation/reply'
import type { PhraseBook } from '../dialogs/phraseBook'
import type { Prompts } from '../dialogs/prompts'
import { publishedNumbers } from '../knowledge/publishedNumbers'
import type { Knowledge } from '../knowledge/types'
import { createAnalyzer } from '../language/createAnalyzer'
import { languages } from '../language/languages'
import type { Search } from '../retrieval/types'
import { byDeadline } from './deadline'
import { beginChecking, openGate } from './gate'
import { WriterFault, type AnswerWriter, type DraftSentence } from './ports'
import { sourcesOf, withoutInvisible, type WriterSources } from './writeAnswerSources'
import { writtenReply, type WrittenReply } from './writtenReply'

export type { WrittenReply } from './writtenReply'

export interface Asked {
  /** What the person said, masked, or what stands for it by itself. */
  readonly question: string
  /** The guide that the conversation was at before. */
  readonly guideBefore?: string
  /** What the model has cost this turn already, in ms: taken off the deadline. */
  readonly spentMs?: number
}

/** Somebody watches while the answer is written. */
export interface Watching {
  /** Aborted when the person wants no more of it: what has been shown by then is kept. */
  readonly stopped?: AbortSignal
  /** The reply as far as it is written and checked; each begins with the same words as the one before. */
  show?(reply: WrittenReply): void
}

/** Ends with the reply to show: written by the model, or `draft` itself. Never rejects, and never later than the deadline. */
export type WriteReply = (draft: Reply, asked: Asked, watching?: Watching) => Promise<Reply | WrittenReply>

/** What became of one answer: for the log and the metrics. Ids and counts, never words. */
export interface WritingReport {
  readonly outcome: 'written' | 'lost_its_core' | 'stopped' | 'fault'
  /** Names of the gate's rules that cut a sentence. */
  readonly cut: readonly string[]
  readonly fault?: string
  /** Passages that were not given to the model because they speak to a machine: somebody should look at them. */
  readonly refused: readonly string[]
  readonly ms: number
}

export interface WritingNeeds {
  readonly writer: AnswerWriter
  readonly prompts: Pick<Prompts, 'answer'>
  readonly knowledge: Knowledge
  readonly phrases: PhraseBook
  readonly search: Pick<Search, 'within'>
  /** The most that a model may cost a person in time, in ms; then the quoted answer is given. */
  readonly deadlineMs: number
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
  return async (draft, asked, { stopped, show } = {}) => {
    const found = draft.outcome === 'answered_guide' ? sourcesFor(draft, asked, needs) : undefined
    if (!found || found.numbered.length === 0) return draft
    const started = performance.now()
    const request = {
      instructions: needs.prompts.answer[draft.language],
      question: withoutInvisible(asked.question).slice(0, longestQuestion),
      about: asked.guideBefore ? needs.knowledge.guide(asked.guideBefore, draft.language)?.title : undefined,
      language: draft.language,
      sources: found.numbered,
    }
    const context = { ...request, analyzer: analyzers[draft.language], published, addressLikeNames: names }
    const checking = beginChecking(openGate(context))
    let written = 0
    let startsWell = false
    /** An answer stands when its first sentence holds and at least half of all that was written. */
    const stands = (): boolean => startsWell && checking.kept.length >= written * leastKept
    const take = (sentence: DraftSentence): void => {
      const kept = checking.take(sentence)
      written += 1
      if (written === 1) startsWell = kept
    }
    const done = (outcome: WritingReport['outcome'], fault?: string): void =>
      needs.report({
        outcome,
        cut: checking.cut,
        ...(fault !== undefined && { fault }),
        refused: found.refused,
        ms: Math.round(performance.now() - started),
      })
    const onSentence = (sentence: DraftSentence): void => {
      if (ended) return
      const before = checking.kept.length
      take(sentence)
      if (checking.kept.length > before && stands()) show?.(writtenReply(draft, checking.kept, found, 'soFar'))
    }
    let ended = false
    try {
      const sentences = await byDeadline(
        (signal) => needs.writer.write(request, signal, onSentence),
        needs.deadlineMs - (asked.spentMs ?? 0),
        stopped,
      )
      ended = true
      for (const sentence of sentences.slice(written)) take(sentence)
      done(stands() ? 'written' : 'lost_its_core')
      return stands() ? writtenReply(draft, checking.kept, found) : draft
    } catch (fault) {
      ended = true
      const code = fault instanceof WriterFault ? fault.code : 'UNKNOWN'
      if (code !== 'STOPPED') done('fault', code)
      else done('stopped')
      return code === 'STOPPED' && stands() ? writtenReply(draft, checking.kept, found) : draft
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
  const fitting = search.within(question, draft.language, guide.id)?.passages ?? []
  return sourcesOf(guide, [...quoted, ...fitting.filter((passage) => !quoted.includes(passage))], knowledge, phrases)
}

/** "Suomi.fi" is the name of a service and looks like an address; such names are told by our own contacts. */
export function addressLikeNames({ contacts }: Knowledge): ReadonlySet<string> {
  const names = [...contacts.values()].flatMap(({ name }) => Object.values(name))
  return new Set(names.flatMap((name) => name.toLowerCase().match(/\p{L}[\p{L}\d]*\.\p{L}{2,}/gu) ?? []))
}
