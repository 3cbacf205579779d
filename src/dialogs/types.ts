/** The nouns of how we speak that others keep or carry. Plain data. */
import type { Need } from '../conversation/outcome'

/** What the need model learnt: `weights[feature × needs + need]`. A need stands as often as it has kinds: questions are about many things. */
export interface LearntNeeds {
  readonly needs: readonly Need[]
  readonly features: readonly string[]
  /** How much each feature says. */
  readonly rarity: Float32Array
  readonly weights: Float32Array
}
