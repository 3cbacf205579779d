/** What the second file takes from the first instead of carrying it again. There, src/buildWidget.mjs puts `take` in place of these imports. */
import { h, Several } from './draw'
import { parseMarkdown, plainWords } from './markdown'
import { Icon } from './view/icons'
import { Away, Blocks } from './view/message'
import { languageNames, languages, localeOf, personPhrase, showDate, speakerName, tellMasks } from './words'

/** A list and not names: both files are built together, so that a place says enough. */
export const kit = [
  h,
  Several,
  parseMarkdown,
  plainWords,
  Icon,
  Away,
  Blocks,
  languageNames,
  languages,
  localeOf,
  personPhrase,
  showDate,
  speakerName,
  tellMasks,
] as const

/** Called once when the second file has come; it stands in that file only. */
export declare function take(of: typeof kit): void
