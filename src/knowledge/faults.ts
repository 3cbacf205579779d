/** What is wrong in knowledge/: a place and a sentence that says what to do. Knows no rule and prints nothing. */

export interface Fault {
  /** Path from the project root, e.g. `knowledge/guides/omakanta/fi.md`. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly sentence: string
}

/** `file:line sentence`, sorted by file and line, each once. */
export function faultLines(faults: readonly Fault[]): string[] {
  const sorted = [...faults].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
  return [...new Set(sorted.map((fault) => `${fault.file}:${fault.line} ${fault.sentence}`))]
}

/** Thrown when content cannot be trusted to be served; the message lists every fault, one a line. */
export class KnowledgeError extends Error {
  readonly code = 'knowledge_broken'

  constructor(readonly faults: readonly Fault[]) {
    super(
      `The content in knowledge/ has ${faults.length} fault(s). Mend them and start again.\n${faultLines(faults).join('\n')}`,
    )
    this.name = 'KnowledgeError'
  }
}

/** Thrown when production is asked for and the content is not ready for it; the message names everything that is missing. */
export class NotReadyForProduction extends Error {
  readonly code = 'not_ready_for_production'

  constructor(readonly faults: readonly string[]) {
    super(
      `The content is not ready for production; nothing was started.\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    )
    this.name = 'NotReadyForProduction'
  }
}
