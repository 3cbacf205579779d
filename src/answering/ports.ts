/** What answering can take from outside: a writer that puts passages into words of its own. Optional; without it the passages are quoted. */
import type { PassageId } from '../conversation/reply'
import type { Language } from '../language/languages'

/** A passage as the writer may see it: plain words, every address, number and link of ours replaced by a mark such as `[[3]]`. */
export interface NumberedSource {
  /** From 1; what a sentence points to. */
  readonly number: number
  readonly id: PassageId
  readonly title: string
  readonly text: string
  /** What each mark in `text` stands for, in words. */
  readonly marks: readonly { readonly mark: string; readonly label: string }[]
}

export interface WriteRequest {
  /** What the writer is told to do: a prompt of dialogs/prompts. */
  readonly instructions: string
  /** What the person asked, masked. */
  readonly question: string
  /** Title of the guide that the conversation was at before this question. */
  readonly about?: string
  readonly language: Language
  readonly sources: readonly NumberedSource[]
}

/** One sentence as written, unchecked, and the numbers of the sources that it says it rests on. */
export interface DraftSentence {
  readonly text: string
  readonly sources: readonly number[]
}

/**
 * Writes sentences out of sources. What it returns is not trusted: the gate decides.
 * Rejects with a `WriterFault`, at the latest soon after `signal` is aborted.
 */
export interface AnswerWriter {
  /** @param onSentence is told of each sentence as soon as it is written, in the order of the result; a writer may also tell of none */
  write(
    request: WriteRequest,
    signal: AbortSignal,
    onSentence?: (sentence: DraftSentence) => void,
  ): Promise<readonly DraftSentence[]>
}

export interface RewriteRequest {
  /** What the rewriter is told to do: a prompt of dialogs/prompts. */
  readonly instructions: string
  /** What the person says now, masked. */
  readonly question: string
  /** What they said before, masked, oldest first. */
  readonly before: readonly string[]
  /** Title of the guide that the conversation is at. */
  readonly about: string
  readonly language: Language
}

/** Makes a question that needs the conversation one that stands alone. What it returns is not trusted. Rejects like a writer. */
export interface QuestionRewriter {
  rewrite(request: RewriteRequest, signal: AbortSignal): Promise<string>
}

/**
 * `TIMEOUT`: not done by the deadline. `UNREACHABLE`: no answer, or one that says the endpoint is at fault or wrongly set. `MALFORMED`:
 * an answer that is not what was asked for. `REFUSED`: the model or its content filter will not write. `BUSY`, `BUDGET`, `OPEN`: not
 * asked at all, because too many are being written, the day's budget is spent, or the last ones failed. `STOPPED`: the person wanted no
 * more of it.
 */
export type WriterFaultCode =
  'TIMEOUT' | 'UNREACHABLE' | 'MALFORMED' | 'REFUSED' | 'BUSY' | 'BUDGET' | 'OPEN' | 'STOPPED'

/** Nothing was written. The quoted answer stands in its place; `code` says why, for the log. */
export class WriterFault extends Error {
  constructor(
    readonly code: WriterFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'WriterFault'
  }
}
