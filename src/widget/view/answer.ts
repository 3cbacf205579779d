/** Which part of an answer is shown first: its summary, when the whole is long. Knows no page. */
import type { Line } from '../line'
import { plainWords, type Block } from '../markdown'

/** Characters up to which an answer is shown whole. */
const shortAnswer = 360

export interface Parts {
  readonly shown: readonly Block[]
  readonly folded: readonly Block[]
}

/** The paragraphs before the first list or heading, and the last line (where it comes from), when folding the rest is worth it. */
export function shortPart(blocks: readonly Block[], { by, outcome }: Pick<Line, 'by' | 'outcome'>): Parts {
  const whole: Parts = { shown: blocks, folded: [] }
  // Only an answer begins with a summary; in all else the words before a list announce it ("ask directly:"), or are of safety.
  if (by !== 'bot' || outcome !== 'answered_guide' || plainWords(blocks).length <= shortAnswer) return whole
  const from = blocks.findIndex(
    (block) =>
      block.kind !== 'p' || (block.of.length === 1 && typeof block.of[0] === 'object' && 'bold' in block.of[0]),
  )
  const last = blocks.length - 1
  const origin = blocks[last]?.kind === 'p' ? blocks.slice(last) : []
  const folded = blocks.slice(from, blocks.length - origin.length)
  return from < 1 || !folded.length ? whole : { shown: [...blocks.slice(0, from), ...origin], folded }
}
