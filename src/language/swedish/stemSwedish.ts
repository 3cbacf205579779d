/** A light stemmer for Swedish: endings of nouns, adjectives and verbs, and strong forms people use here. Knows no dictionary. */

const endings = [
  'heterna', 'hetens', 'heten', 'heter', 'arnas', 'ernas', 'ornas', 'andet', 'anden', 'andes', 'ningarna', 'ningar', 'ningen',
  'arna', 'erna', 'orna', 'aren', 'aste', 'ades', 'ande', 'ende', 'arens', 'ens', 'ets', 'ade', 'are', 'ast', 'het',
  'ns', 'na', 'en', 'et', 'ar', 'er', 'or', 'as', 'es', 'at', 'ad', 'te', 'de', 'it', 'an', 'a', 'e', 's', 'r',
] as const

/**
 * The stem of a lower-case word. `-ning` is a word of its own (`inloggning`) but loses its own endings. Words under four letters
 * stay as they are.
 */
export function stemSwedish(word: string): string {
  const irregular = irregularForms[word]
  if (irregular !== undefined) return irregular
  if (word.length < 4) return word
  let stem = word.endsWith('s') && word.length > 5 && !/[su]s$/.test(word) ? word.slice(0, -1) : word
  const ning = /^(.{2,}ning)(?:ar|arna|en|ens|s)?$/.exec(stem)
  if (ning?.[1]) return ning[1]
  for (const ending of endings) {
    if (stem.endsWith(ending) && stem.length - ending.length >= (ending === 'or' ? 4 : 3) && /[aeiouyåäö]/.test(stem.slice(0, -ending.length))) {
      stem = stem.slice(0, -ending.length)
      break
    }
  }
  return stem.replace(/([bdfgklmnprst])\1$/, '$1').replace(/(?<=..)[ae]$/, '')
}

const irregularForms: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  glömt: 'glöm', glömde: 'glöm', glömd: 'glöm', glömda: 'glöm', bortglömt: 'glöm',
  fick: 'få', fått: 'få', får: 'få', gick: 'gå', gått: 'gå', går: 'gå', såg: 'se', sett: 'se', ser: 'se',
  kom: 'komm', kommit: 'komm', kommer: 'komm', komma: 'komm', gjorde: 'gör', gjort: 'gör', göra: 'gör',
  skrev: 'skriv', skrivit: 'skriv', skrivs: 'skriv', skickat: 'skick', gav: 'ge', gett: 'ge', givit: 'ge', ger: 'ge', gäv: 'ge',
  dog: 'dö', död: 'dö', döda: 'dö', dött: 'dö', dör: 'dö', avled: 'dö', avliden: 'dö', sålt: 'sälj', sålde: 'sälj', säljer: 'sälj', sälja: 'sälj',
  bröt: 'bryt', brutit: 'bryt', låg: 'ligg', stod: 'stå', står: 'stå', stått: 'stå', tog: 'ta', tagit: 'ta', tar: 'ta', taga: 'ta',
  låst: 'lås', låsta: 'lås', låste: 'lås', låstes: 'lås', låser: 'lås', låsts: 'lås', stulen: 'stjäl', stulit: 'stjäl', stal: 'stjäl', stulna: 'stjäl', stulits: 'stjäl',
  försvann: 'försvinn', försvunnit: 'försvinn', försvunnen: 'försvinn', sökte: 'sök', sökt: 'sök', köpte: 'köp', köpt: 'köp',
  läst: 'läs', läste: 'läs', ringt: 'ring', ringde: 'ring', bytt: 'byt', bytte: 'byt', löst: 'lös', betalt: 'betal', betald: 'betal',
  kunde: 'kan', kunnat: 'kan', vill: 'vil', ville: 'vil', velat: 'vil', mobilen: 'mobil', mobiler: 'mobil', mobilens: 'mobil',
  nät: 'nät', nätet: 'nät', nätets: 'nät', brev: 'brev', barn: 'barn', barnet: 'barn', barnen: 'barn', barns: 'barn', barnets: 'barn', söner: 'son', sonen: 'son', sonens: 'son',
  händer: 'händ', hände: 'händ', hänt: 'händ', böcker: 'bok', böckerna: 'bok', boken: 'bok', mötte: 'möt', möten: 'möt', möte: 'möt', mötet: 'möt',
  intyg: 'intyg', intyget: 'intyg', beslut: 'beslut', beslutet: 'beslut', besluten: 'beslut', stöd: 'stöd', stödet: 'stöd', samtal: 'samtal',
  dator: 'dator', datorn: 'dator', datorer: 'dator', datorns: 'dator', datorerna: 'dator', blankett: 'blanket', kontor: 'kontor', läkare: 'läkar', läkaren: 'läkar',
  pappa: 'pappa', pappas: 'pappa', pappan: 'pappa', papper: 'papper', papperet: 'papper', pappret: 'papper', papperen: 'papper', mamma: 'mamma', mammas: 'mamma',
  hjälp: 'hjälp', hjälpt: 'hjälp', hjälpte: 'hjälp', skatter: 'skatt', skatten: 'skatt', kort: 'kort', kortet: 'kort', korten: 'kort', svar: 'svar', svarat: 'svar', svaret: 'svar',
  ansökt: 'ansök', ansökte: 'ansök', ansökan: 'ansök', ansökningar: 'ansök', ansökningen: 'ansök', ansökning: 'ansök', anmälan: 'anmäl', anmälningar: 'anmäl', flyttanmälan: 'flyttanmäl', fullmakter: 'fullmakt', koder: 'kod', kod: 'kod',
})
