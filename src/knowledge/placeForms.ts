/**
 * The forms in which people write a Finnish place's name: Helsingissä, Turkuun, Kokemäeltä. Makes too many rather than too few
 * (both -ssa and -lla, with and without gradation), since a form that nobody writes does no harm. Knows no text and no municipality.
 * Rules after Iso suomen kielioppi (VISK): consonant gradation, noun stems, the illative.
 */

/** How a form places: `at` in or on, `to` towards, `from` away, `of` genitive, `name` the bare name or another case. */
export type PlaceCase = 'name' | 'of' | 'at' | 'to' | 'from'

interface Stems {
  /** Before -ssa, -n, -lla: Helsingi-, Lahde-. */
  readonly weak: readonly string[]
  /** In the illative and the partitive: Helsinki-, Lahte-. */
  readonly strong: readonly string[]
}

/** Last parts of compounds whose -i becomes -e, and what gradation makes of them. */
const eStems: Readonly<Record<string, readonly [weak: string, strong: string]>> = {
  joki: ['joe', 'joke'],
  mäki: ['mäe', 'mäke'],
  järvi: ['järve', 'järve'],
  niemi: ['nieme', 'nieme'],
  lahti: ['lahde', 'lahte'],
  vesi: ['vede', 'vete'],
  salmi: ['salme', 'salme'],
  koski: ['koske', 'koske'],
  saari: ['saare', 'saare'],
  lampi: ['lamme', 'lampe'],
  nummi: ['numme', 'numme'],
  loppi: ['lope', 'loppe'],
}

/** Names that follow no rule above. */
const irregular: Readonly<Record<string, Stems>> = {
  virrat: { weak: ['virroi', 'virtai', 'virtoje'], strong: ['virtoi'] },
  pihtipudas: { weak: ['pihtiputaa'], strong: ['pihtiputaa'] },
  punkalaidun: { weak: ['punkalaitume'], strong: ['punkalaitume'] },
  kangasala: { weak: ['kangasala', 'kangasa'], strong: ['kangasala'] },
  'pedersören kunta': { weak: ['pedersöre'], strong: ['pedersöre'] },
}

/** First parts that are inflected too: Uudessakaupungissa, Isollakyröllä. */
const firstParts: Readonly<Record<string, Stems>> = {
  uusi: { weak: ['uude'], strong: ['uute'] },
  iso: { weak: ['iso'], strong: ['iso'] },
  vähä: { weak: ['vähä'], strong: ['vähä'] },
}

/**
 * Every inflected form of a Finnish name, in small letters.
 * @param name the nominative, e.g. `Uusikaupunki`
 */
export function placeForms(name: string): ReadonlyMap<string, PlaceCase> {
  const forms = new Map<string, PlaceCase>()
  const add = (form: string, placeCase: PlaceCase): void => {
    if (!forms.has(form)) forms.set(form, placeCase)
  }
  const nominative = name.toLowerCase()
  const stems = stemsOf(nominative)
  add(nominative, 'name')
  for (const [ending, placeCase] of weakEndings) for (const stem of stems.weak) add(stem + ending, placeCase)
  for (const stem of stems.strong) strongForms(stem).forEach(([form, placeCase]) => add(form, placeCase))
  if (nominative.endsWith('nen'))
    for (const ending of ['sten', 'sta']) add(nominative.slice(0, -3) + ending, ending === 'sten' ? 'of' : 'from')

  const first = Object.keys(firstParts).find(
    (part) => nominative.startsWith(part) && nominative.length > part.length + 3,
  )
  if (first) inflectBoth(firstParts[first], placeForms(nominative.slice(first.length)), add)
  return forms
}

/** Endings after the weak stem; a and ä are one by the time forms are compared, but both are made for exact matches. */
const weakEndings: readonly (readonly [string, PlaceCase])[] = [
  ['n', 'of'],
  ...pair('ssa', 'at'),
  ...pair('lla', 'at'),
  ...pair('sta', 'from'),
  ...pair('lta', 'from'),
  ['lle', 'to'],
  ['s', 'at'],
  ['l', 'at'],
  ['st', 'from'],
  ['lt', 'from'],
]

function pair(ending: string, placeCase: PlaceCase): (readonly [string, PlaceCase])[] {
  return [
    [ending, placeCase],
    [ending.replaceAll('a', 'ä'), placeCase],
  ]
}

/** Illative and partitive: Turkuun, Espooseen, Joensuuhun, Helsinkii (spoken); Turkua, Espoota. */
function strongForms(stem: string): (readonly [string, PlaceCase])[] {
  const last = stem.at(-1) ?? ''
  const illatives = isLong(stem)
    ? [`${stem}seen`, `${stem}h${last}n`, `${stem}n`]
    : [`${stem}${last}n`, `${stem}h${last}n`, `${stem}${last}`]
  return [
    ...illatives.map((form) => [form, 'to'] as const),
    ...['a', 'ä', 'ta', 'tä'].map((ending) => [stem + ending, 'name'] as const),
  ]
}

function inflectBoth(
  first: Stems | undefined,
  rest: ReadonlyMap<string, PlaceCase>,
  add: (form: string, placeCase: PlaceCase) => void,
): void {
  const weak = first?.weak[0] ?? ''
  const strong = first?.strong[0] ?? ''
  const back = /[äö]/.test(weak) ? 'ä' : 'a'
  for (const [form, placeCase] of rest) {
    const ending = /(ss|st|ll|lt)[aä]$|lle$/.exec(form)?.[0].replace(/[aä]$/, back)
    if (ending) add(weak + ending + form, placeCase)
    else if (placeCase === 'of') add(`${weak}n${form}`, 'of')
    else if (placeCase === 'to') add(`${strong}${strong.at(-1) ?? ''}n${form}`, 'to')
  }
}

function stemsOf(name: string): Stems {
  const special = irregular[name]
  if (special) return special
  if (name.endsWith('nen')) {
    const body = name.slice(0, -3)
    return { weak: [`${body}se`, `${body}si`], strong: [`${body}se`, `${body}si`] }
  }
  const part = Object.keys(eStems).find((ending) => name.endsWith(ending))
  const change = part === undefined ? undefined : eStems[part]
  if (part && change) {
    const body = name.slice(0, -part.length)
    // Rautalampi keeps its -i (Rautalammilla), Toholampi does too in some mouths.
    const kept = part === 'lampi' ? { weak: [`${body}lammi`], strong: [name] } : { weak: [], strong: [] }
    return { weak: [body + change[0], ...kept.weak], strong: [body + change[1], ...kept.strong] }
  }
  if (/[uy]s$/.test(name)) {
    const body = name.slice(0, -1)
    return { weak: [`${body}de`, `${body}kse`], strong: [`${body}te`, `${body}kse`] }
  }
  if (/[aeiouyäö]s$/.test(name))
    return { weak: [`${name.slice(0, -1)}kse`, `${name}i`], strong: [`${name.slice(0, -1)}kse`, `${name}i`] }
  if (/[^aeiouyäöå]$/.test(name)) return both(`${name}i`)
  if (/[^aeiouyäö]e$/.test(name)) return { weak: [`${name}e`, name], strong: [`${name}e`, name] }
  return { weak: [...new Set([name, ...gradated(name)])], strong: [name] }
}

function both(stem: string): Stems {
  return { weak: [stem], strong: [stem] }
}

/** What consonant gradation makes of the last syllable: Turku → turu, Hanko → hango, Lieto → liedo, Juuka → juua. */
function gradated(name: string): string[] {
  const changes: readonly (readonly [RegExp, string])[] = [
    [/kk([aeiouyäö])$/, 'k$1'],
    [/pp([aeiouyäö])$/, 'p$1'],
    [/tt([aeiouyäö])$/, 't$1'],
    [/nk([aeiouyäö])$/, 'ng$1'],
    [/nt([aeiouyäö])$/, 'nn$1'],
    [/lt([aeiouyäö])$/, 'll$1'],
    [/rt([aeiouyäö])$/, 'rr$1'],
    [/mp([aeiouyäö])$/, 'mm$1'],
    [/ht([aeiouyäö])$/, 'hd$1'],
    [/([aeiouyäölrh])k([aeiouyäö])$/, '$1$2'],
    [/([aeiouyäö])t([aeiouyäö])$/, '$1d$2'],
    [/([aeiouyäölr])p([aeiouyäö])$/, '$1v$2'],
  ]
  const change = changes.find(([pattern]) => pattern.test(name))
  return change ? [name.replace(change[0], change[1])] : []
}

function isLong(stem: string): boolean {
  return /(aa|ee|ii|oo|uu|yy|ää|öö|ai|oi|ui|ie|uo|yö)$/.test(stem)
}
