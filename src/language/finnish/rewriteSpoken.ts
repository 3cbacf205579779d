/**
 * Spoken Finnish back to written: rules for clipped endings and levelled vowels. Every candidate must be checked by the caller
 * against a dictionary or an index: a rule alone proves nothing.
 */

const backVowel = /[aou]/

/** Written forms that a spoken one may stand for, likeliest first; empty when no rule fits. The word is lower case. */
export function rewriteSpoken(word: string): string[] {
  if (word.length < 3) return []
  const found = new Set<string>()
  const add = (form: string): void => {
    if (form !== word && form.length > 2) found.add(form)
  }
  const a = backVowel.test(word) ? 'a' : 'ä'
  const o = backVowel.test(word) ? 'o' : 'ö'

  for (const [pattern, ...forms] of endingRules(a, o)) {
    if (pattern.test(word)) for (const form of forms) add(word.replace(pattern, form))
  }
  for (const form of [word, ...found]) {
    for (const [pattern, replacement] of innerRules) if (pattern.test(form)) add(form.replace(pattern, replacement))
  }
  return [...found].slice(0, 24)
}

/** Clipped endings: `hukas` hukassa, `mist` mistä, `voiks` voiko, `kirjautuu` kirjautua, `unohtanu` unohtanut, `lukkiutu` lukkiutui. */
function endingRules(a: string, o: string): [RegExp, ...string[]][] {
  const infinitive = (vowel: string): string[] => [`${vowel}${a}`]
  return [
    [/(?<=[aeiouyäö])s$/, `ss${a}`, 'ssi', 's'],
    [/(?<=[aeiouyäö])st$/, `st${a}`],
    [/(?<=[aeiouyäö])lt$/, `lt${a}`],
    [/(?<=[aeiouyäö])l$/, `ll${a}`, 'lle'],
    [/(?<=[aeiouyäö])ks$/, 'ksi', `k${o}`],
    [/(?<=[aeiouyäö])ks$/, `${'k'}${o}`],
    [/nks$/, `nk${o}`],
    [/tsä$|tsa$|ksä$|ksa$/, 'tko', 'tkö'],
    [/uu$/, ...infinitive('u'), 'un'],
    [/yy$/, ...infinitive('y')],
    [/ii$/, ...infinitive('i'), 'in'],
    [/oo$/, `o${a}`, `ko${a}`, `a`],
    [/ee$/, `e${a}`, 'een'],
    [/aa$/, 'aan', 'ata', 'ea'],
    [/ää$/, 'ään', 'ätä', 'eä'],
    [/(?<=[aou].*n)u$/, 'ut'],
    [/(?<=n)y$/, 'yt'],
    [/(?<=[lrs])(?:lu|ru|su)$/, 'lut'],
    [/(?<=l)lu$/, 'lut'],
    [/(?<=[uy])$/, 'i'],
    [/(?<=[aeiouyäö]k)i$/, 'in'],
    [/mas$|mäs$/, a === 'a' ? 'massa' : 'mässä'],
    [/(?<=[aeiouyäö])$/, 'n'],
    [/(?<=[aeiouyäö]t)$/, `t${a}`],
    [/isin$/, 'isin'],
    [/sin$/, 'isin'],
  ]
}

/** Inside the word: `ilmotus` ilmoitus, `oikee` oikea, `tiiän` tiedän, `teijän` teidän, `punanen` punainen, `kattoa` katsoa. */
const innerRules: readonly [RegExp, string][] = [
  [/ot(?=[aeiouyäö]|t)/, 'oit'],
  [/öt(?=[aeiouyäö]|t)/, 'öit'],
  [/os(?=[aeiouyäö]|t)/, 'ois'],
  [/at(?=t)/, 'ait'],
  [/anen$/, 'ainen'],
  [/änen$/, 'äinen'],
  [/ase(?=[nt])/, 'aise'],
  [/(?<=[aeiouyäö])j(?=[aeiouyäö])/, 'd'],
  [/ii(?=[aä])/, 'ied'],
  [/(?<=h)(?=[eiaäoö])/, 'd'],
  [/tt(?=[aeoä])/, 'ts'],
  [/ee(?=n?$)/, 'ea'],
  [/nn(?=[aeiouyäö])/, 'nt'],
  [/v(?=[aeiouyäö])/, 'f'],
  [/w/, 'v'],
  [/x/, 'ks'],
  [/kk/, 'k'],
]
