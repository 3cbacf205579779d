/**
 * A stemmer for Finnish that needs no dictionary: takes clitics, possessives and endings off and levels consonant gradation, so
 * that most forms of a word meet (`hakemuksen`, `hakemus`; `puhelimessa`, `puhelin`; `tunnistaudun`, `tunnistautua`). Rough on
 * purpose: where Voikko is installed its lemma is stemmed instead of the form.
 */

const caseEndings =
  /(?:issa|issä|ista|istä|illa|illä|ilta|iltä|ille|iksi|itta|ittä|iin|iden|itten|ita|itä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|(?<!k)seen|(?<!k)siin|tta|ttä|(?<=[aouyäöei])(?:h[aeiouyäö])n|(?<=..)(?:aan|een|oon|uun|yyn|ään|öön)|ien|jen|jä|ja|ta|tä|n|t)$/
const possessives = /(?<=[aouyäöei])(?:nsa|nsä|ni|si)$|(?<=.{7})(?:mme|nne)$/
const clitics = /(?<=[aouyäöeitn])(?:kin|kaan|kään|han|hän)$|(?<=[aouyäöeitn])(?:ko|kö)$/
const verbEndings =
  /(?:minen|misen|mista|mistä|misessa|misessä|miseen|misesta|misestä|matta|mättä|massa|mässä|masta|mästä|maan|mään|malla|mällä|isivat|isivät|isimme|isitte|isin|isit|isi|taisiin|etaan|etään|taan|tään|daan|dään|ttiin|ttu|tty|ttava|ttävä|nut|nyt|neet|vat|vät|tte|va|vä)$/

/** The stem of a lower-case word. Words under four letters stay as they are. */
export function stemFinnish(word: string): string {
  if (word.length < 4) return word
  let stem = word
  if (stem.length > 6) stem = stem.replace(clitics, '')
  if (stem.length > 6) stem = stem.replace(possessives, '')
  const verb = stem.replace(verbEndings, '')
  if (verb !== stem && verb.length >= 4) return level(verb)
  if (stem.length > 5 && stem.endsWith('nen')) return level(stem.slice(0, -3))
  const noun = stem.replace(caseEndings, '')
  if (noun.length >= (stem.length - noun.length === 2 ? 4 : 3)) stem = noun
  return level(stem)
}

/** One form for what a word's own stem changes: -nen/-se, -us/-ukse/-ude, -in/-ime, and weak and strong consonants. */
function level(stem: string): string {
  let end = stem.replace(/(?<=..)[aeiouyäö]+$/, '')
  end = end.replace(/(?<=..[aeiouyäö])ks$/, 's')
  end = end.replace(/(?<=..(?:uu|yy))[dt]$/, 's')
  end = end.replace(/(?<=...)i[mn]$/, '')
  if (end.length > 4) end = end.replace(/is$/, '')
  if (end.length > 6) end = end.replace(/(?<=[^uy])[uy]s$/, '')
  return gradate(end.replace(/(?<=..)[aeiouyäö]+$/, ''))
}

const gradations: readonly (readonly [RegExp, string])[] = [
  [/kk$/, 'k'],
  [/pp$/, 'p'],
  [/tt$/, 't'],
  [/(?<=[aeiouyäöhlnr])d$/, 't'],
  [/l[lt]$/, 'l'],
  [/n[nt]$/, 'n'],
  [/rr$/, 'r'],
  [/m[mp]$/, 'm'],
  [/n[gk]$/, 'n'],
]

function gradate(stem: string): string {
  for (const [strong, weak] of gradations) if (strong.test(stem)) return stem.replace(strong, weak)
  return stem
}
