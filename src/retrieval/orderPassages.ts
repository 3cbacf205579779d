/** Which passages of a guide fit the question best. Knows the shared anchors' meaning, no language. */
import type { Guide, Passage } from '../knowledge/types'

/** What a passage is worth before a word of the question is looked at: people mostly ask how. */
const anchorPriors: Readonly<Record<string, number>> = {
  steps: 3,
  'what-it-is': 2,
  'what-you-need': 1.4,
  urgent: 2.4,
  afterwards: 0.8,
  'if-it-fails': 0.8,
  'without-internet': 0.2,
  safety: 0,
  'who-helps': -0.5,
}

/** Concepts that ask for one kind of passage. */
const conceptAnchors: Readonly<Record<string, readonly [anchor: string, worth: number][]>> = {
  fails: [['if-it-fails', 3]],
  locked: [['if-it-fails', 1]],
  unanswered: [['if-it-fails', 2]],
  'without-net': [['without-internet', 6]],
  paper: [['without-internet', 3]],
  call: [
    ['without-internet', 2],
    ['who-helps', 1],
  ],
  visit: [
    ['without-internet', 2],
    ['who-helps', 1],
  ],
  help: [['who-helps', 1]],
  protect: [['safety', 2]],
  suspect: [['safety', 2]],
  deceive: [['safety', 1]],
  'check-status': [['afterwards', 3]],
}

/** All passages of the guide, best first; never empty for a guide that has passages. `units[place]` is a passage's unit number. */
export function orderPassages(
  guide: Guide,
  units: readonly number[],
  scores: ReadonlyMap<number, number>,
  concepts: readonly string[],
): Passage[] {
  const worth = guide.passages.map((passage, place) => {
    let value = (anchorPriors[passage.anchor] ?? 1) + (scores.get(units[place] ?? -1) ?? 0) * 0.5
    for (const concept of concepts) {
      if (!Object.hasOwn(conceptAnchors, concept)) continue
      for (const [anchor, extra] of conceptAnchors[concept] ?? []) if (anchor === passage.anchor) value += extra
    }
    return { passage, value }
  })
  return worth.sort((one, two) => two.value - one.value).map(({ passage }) => passage)
}
