/** What is peculiar about the names of Finland's municipalities: nicknames, names that are everyday words too, the words that show a place is meant. Data only. */

/** What people call a place, in small letters, and its Finnish name. */
export const nicknames: Readonly<Record<string, string>> = {
  hki: 'Helsinki',
  hesa: 'Helsinki',
  stadi: 'Helsinki',
  tre: 'Tampere',
  tampesteri: 'Tampere',
  tku: 'Turku',
  jkl: 'Jyväskylä',
  lpr: 'Lappeenranta',
  rollo: 'Rovaniemi',
  pedersöre: 'Pedersören kunta',
  'sankt karins': 'Kaarina',
  'sankt michel': 'Mikkeli',
  'sankt mårtens': 'Marttila',
}

/**
 * Names that are something else too. `word`: an everyday word in every form (pellossa, kolarissa, inga). `bare`: only the bare name and its genitive
 * are (salo, salon); salossa is the town. `namesake`: a person's or a make's name, so that a capital proves nothing.
 * Keys are small letters without dots, since people leave the dots out: Ingå → inga.
 */
export const doubtfulNames: Readonly<Record<string, 'word' | 'bare' | 'namesake'>> = {
  pello: 'word',
  kolari: 'word',
  eno: 'word',
  kisko: 'word',
  pohja: 'word',
  tiukka: 'word',
  koski: 'word',
  perho: 'word',
  kuru: 'word',
  simpele: 'word',
  maksamaa: 'word',
  sund: 'word',
  inga: 'word',
  stora: 'word',
  kasko: 'word',
  kokar: 'word',
  reso: 'word',
  tre: 'word',
  hesa: 'bare',
  rollo: 'word',
  ii: 'bare',
  salo: 'bare',
  virrat: 'bare',
  loppi: 'bare',
  luoto: 'bare',
  renko: 'bare',
  nokia: 'namesake',
  salla: 'namesake',
  simo: 'namesake',
  soini: 'namesake',
  maaria: 'namesake',
  ristiina: 'namesake',
  vanda: 'namesake',
}

/** Forms that the rules make and that nearly always mean something else: lahtee is lähtee without its dots. */
export const everydayForms: ReadonlySet<string> = new Set(['lahtee'])

/** Words before a name that show a place, and which way they point. */
export const prepositions: Readonly<Record<string, 'at' | 'to' | 'from'>> = {
  i: 'at',
  på: 'at',
  nära: 'at',
  vid: 'at',
  till: 'to',
  från: 'from',
  in: 'at',
  near: 'at',
  at: 'at',
  around: 'at',
  to: 'to',
  from: 'from',
  lähellä: 'at',
  paikkakunta: 'at',
  asun: 'at',
  asuu: 'at',
  asumme: 'at',
  muutan: 'to',
  muutin: 'to',
  kunta: 'at',
  kotikunta: 'at',
  hemkommun: 'at',
  municipality: 'at',
}

/** Words anywhere in a text that say it is about a municipality: kotikunta on Nokia. */
export const placeTalk = /\b(koti|paikka|asuin)?kunta(ni)?\b|\bkaupunki(ni)?\b|\b(hem)?kommun(en)?\b|\bmunicipality\b/i

/** Beginnings of words after a name that show a place: Salon kirjasto, Ingå kommun, Nokia library. */
export const placeNouns =
  /^(kunta|kunna|kaupun|kirjasto|palvelupiste|terveysasema|kommun|stad|bibliotek|municipality|town|city|library)/
