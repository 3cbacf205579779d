/**
 * A named check: what is asked of a matter beside how it is done – its price, the language one is served in, whether one needs it – and by
 * which words a guide speaks of that. Knows no guide.
 */
import type { Language } from '../language/languages'

/** The names are those of the follow-up rules' sections. */
export const asides = ['costs', 'their_language', 'who_needs_it'] as const
export type Aside = (typeof asides)[number]

/** How guides say it; "free space" and "the day of payment" are no price. */
const saidSo: Readonly<Record<Aside, Readonly<Record<Language, RegExp>>>> = {
  costs: {
    fi: /(?<!\p{L})(?:maksuton|maksuttom\p{L}*|maksutta|ilmai\p{L}+|maksullis\p{L}*|maksaako|hinta|hinnat|hinnan|hinnasta|hinnoista)(?!\p{L})/iu,
    sv: /(?<!\p{L})(?:gratis|avgiftsfri\p{L}*|avgiftsbela\p{L}+|pris|priset|priser|priserna|kostar)(?!\p{L})/iu,
    en: /(?<!\p{L})(?:prices?|costs? (?:anything|something|nothing)|what (?:it|they|the codes) costs?|there is a charge|about the cost|is free(?! space)|paid help)(?!\p{L})/iu,
  },
  their_language: {
    fi: /(?<!\p{L})(?:palvel\p{L}+ (?:suomeksi|ruotsiksi|englanniksi)|palvelun kielet|opetusta ruotsiksi)(?!\p{L})/iu,
    sv: /(?<!\p{L})(?:(?:betjänar|service|kurser) på (?:finska|svenska|engelska)|kontrollera språken)(?!\p{L})/iu,
    en: /(?<!\p{L})(?:(?:serves|service|teaching) in (?:Finnish|Swedish|English)|check the languages)(?!\p{L})/iu,
  },
  who_needs_it: {
    fi: /(?<!\p{L})(?:pakko|pakolli\p{L}+|vapaaehtoi\p{L}+)(?!\p{L})/iu,
    sv: /(?<!\p{L})(?:obligatorisk\p{L}*|frivillig\p{L}*|tvungen|behöver inte (?:ha|skaffa|använda))(?!\p{L})/iu,
    en: /(?<!\p{L})(?:compulsory|mandatory|obligatory|voluntary|do not have to (?:have|get|use))(?!\p{L})/iu,
  },
}

/** How a price is asked for in a question that names its matter. */
const askingPrice: Readonly<Record<Language, RegExp>> = {
  fi: /(?<!\p{L})(?:maksaa(?:ko|ks)\p{L}*|maksavatko|onk[os]\p{L}* .*(?:ilmai|maksut|maksullis)\p{L}*|(?:mitä|paljonko) .*maksaa|hinta)(?!\p{L})/iu,
  sv: /(?<!\p{L})(?:kostar|gratis|avgiftsfri\p{L}*|priset)(?!\p{L})/iu,
  en: /(?<!\p{L})(?:(?:does|do|will) .*cost|(?:how much|what) .*costs?|(?:is|are) .*free|the price)(?!\p{L})/iu,
}

export function asideOf(section: string | undefined): Aside | undefined {
  return asides.find((aside) => aside === section)
}

/** Whether a question asks for a price. */
export function asksPrice(text: string, language: Language): boolean {
  return askingPrice[language].test(text)
}

/** The sentences and list lines of a Markdown text that speak of it, in their order; undefined when none does. */
export function saidOf(aside: Aside, markdown: string, language: Language): string | undefined {
  const said = markdown
    .split('\n')
    .flatMap((line) => (/^\s*(?:[-*]|\d+\.)\s/.test(line) ? [line.replace(/^\s*\d+\.\s+/, '')] : sentencesOf(line)))
    .filter((sentence) => saidSo[aside][language].test(sentence))
  return said.length > 0 ? said.join('\n') : undefined
}

function sentencesOf(line: string): string[] {
  return line.split(/(?<=[.!?])\s+(?=[\p{Lu}"*])/u).filter((sentence) => sentence.trim() !== '')
}
