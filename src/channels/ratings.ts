/** What every way in does alike with a judgment: its words are masked and cut, and it is counted once it is kept. Knows no channel. */
import type { PersonMarks } from '../conversation/personMarks'
import { maskText } from '../privacy/mask'
import { storable } from './storable'

/** As long as a message: the widget's field takes less, Teams' form does not. */
const longestWord = 2_000

/** What is kept of the words beside a judgment; empty for none. Masked before they are cut: half a number would not be known for one. */
export function ratingWord(words: unknown): string {
  return typeof words === 'string' ? maskText(storable(words).trim()).text.slice(0, longestWord) : ''
}

/** The same marks; `onRating` hears of every judgment that was kept. */
export function countRatings<Marks extends Pick<PersonMarks, 'rate'>>(
  marks: Marks,
  onRating: (helpful: boolean) => void,
): Marks {
  return {
    ...marks,
    async rate(rating) {
      const kept = await marks.rate(rating)
      if (kept) onRating(rating.helpful)
      return kept
    },
  }
}
