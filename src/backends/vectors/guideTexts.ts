/** Which texts of the guides become vectors. Knows no vector. */
import type { Guide } from '../../knowledge/types'
import type { Language } from '../../language/languages'

export interface GuideText {
  readonly guide: string
  readonly text: string
}

/** Characters of a text; models take more, and a long text's vector says little. */
const longestText = 1500

/** Of every guide in the language: title and summary together, each question people ask, each passage under its title. */
export function guideTexts(guides: readonly Guide[], language: Language): GuideText[] {
  return guides
    .filter((guide) => guide.language === language)
    .flatMap((guide) => {
      const texts = [
        `${guide.title}. ${guide.summary}`,
        ...guide.questions,
        ...guide.passages.map(({ heading, plainText }) => `${guide.title}. ${heading}. ${plainText}`),
      ]
      return texts.map((text) => ({ guide: guide.id, text: text.slice(0, longestText) }))
    })
}
