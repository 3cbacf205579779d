/** A named check: whether a question leans on what was said before. Knows neither the talk nor any guide. */
import type { Language } from '../language/languages'

/** Words that stand for something said before, and how a continued question begins. */
const leaning: Readonly<Record<Language, RegExp>> = {
  fi: /^(?:ja|mutta|entä|entäs|no|sitten|vai)(?!\p{L})|(?<!\p{L})(?:se|sen|sitä|siitä|siihen|siinä|sillä|sille|siltä|siellä|sieltä|sinne|ne|niitä|niihin|niillä|tämä|tämän|tätä|tähän|tässä|tuo|tuon|tuota|sama|saman|samaa|sellainen|sellaisen|sellaista|hän|hänen|häntä|hänelle|hänellä|häneltä|he|heidän|heille)(?!\p{L})/iu,
  sv: /^(?:och|men|då|sedan|eller)(?!\p{L})|(?<!\p{L})(?:den|det|dit|där|då|dem|dessa|denna|detta|samma|sådan|sådant|de|han|hon|honom|henne|hans|hennes|deras)(?!\p{L})/iu,
  en: /^(?:and|but|so|then|or|what about|how about)(?!\p{L})|(?<!\p{L})(?:it|its|that|this|these|those|them|there|then|same|one|he|she|him|her|his|hers|they|their)(?!\p{L})/iu,
}

/** Whether a question seems to lean on what was said before: "and if it has expired?" */
export function leansOnTalk(text: string, language: Language): boolean {
  return leaning[language].test(text.trim())
}
