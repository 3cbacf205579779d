/**
 * A stemmer for Finnish that needs no dictionary: takes clitics, possessives and endings off and levels consonant gradation, so
 * that most forms of a word meet (`hakemuksen`, `hakemus`; `puhelimessa`, `puhelin`; `tunnistaudun`, `tunnistautua`). Rough on
 * purpose: where Voikko is installed its lemma is stemmed instead of the form.
 */

const caseEndings =
  /(?:issa|issä|ista|istä|illa|illä|ilta|iltä|ille|iksi|ina|inä|itta|ittä|iin|iden|itten|ita|itä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|seen|siin|tta|ttä|(?<=[aouyäöei])(?:h[aeiouyäö])n|na|nä|ien|jen|jä|ja|ta|tä|n|t)$/
const possessives = /(?<=[aouyäöei])(?:nsa|nsä|mme|nne|ni|si)$/
const clitics = /(?<=[aouyäöeitn])(?:kin|kaan|kään|han|hän)$|(?<=[aouyäöeitn])(?:ko|kö)$/
const verbEndings =
  /(?:minen|misen|mista|mistä|misessa|misessä|miseen|misesta|misestä|matta|mättä|massa|mässä|masta|mästä|maan|mään|malla|mällä|isivat|isivät|isimme|isitte|isin|isit|isi|taisiin|etaan|etään|taan|tään|daan|dään|ttiin|ttu|tty|ttava|ttävä|nut|nyt|neet|vat|vät|mme|tte|va|vä)$/

/** The stem of a lower-case word. Words under five letters only lose what is surely an ending. */
export function stemFinnish(word: string): string {
  if (word.length < 4) return word
  let stem = word
  if (stem.length > 6) stem = stem.replace(clitics, '')
  if (stem.length > 6) stem = stem.replace(possessives, '')
  const verb = stem.replace(verbEndings, '')
  if (verb !== stem && verb.length >= 4) return level(verb)
  const noun = stem.replace(caseEndings, '')
  if (noun.length >= (stem.length - noun.length === 2 ? 4 : 3)) stem = noun
  return level(stem)
}

/** One form for the endings that a word's own stem takes: -nen/-se, -us/-ukse/-ude, -in/-ime, and weak and strong consonants. */
function level(stem: string): string {
  let end = stem
  if (end.length > 5) end = end.replace(/(?:nen|se|ste|s)$/, (ending) => (/i(?:nen|se|ste|s)$/.test(end) ? '' : ending))
  end = end.replace(/(?<=..[uyoeöaä])(?:kse|ksi|ks|de|te|tee)$/, 's')
  end = end.replace(/(?<=...)ime?$/, 'in')
  end = end.replace(/(?<=..)[aeiouyäö]+$/, '')
  return gradate(end)
}

function gradate(stem: string): string {
  return stem
    .replace(/kk$/, 'k')
    .replace(/pp$/, 'p')
    .replace(/tt$/, 't')
    .replace(/(?<=[aeiouyäöhlnr])d$/, 't')
    .replace(/l[lt]$/, 'l')
    .replace(/n[nt]$/, 'n')
    .replace(/r[rt]$/, 'r')
    .replace(/m[mp]$/, 'm')
    .replace(/n[gk]$/, 'n')
}
