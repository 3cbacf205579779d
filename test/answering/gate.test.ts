/** Every rule of the gate is needed: each test's sentence is cut by its rule and by no other, and would be shown if the rule were taken out. */
import { beginChecking, type Checked, openGate, type GateContext } from '../../src/answering/gate'
import { gateRules } from '../../src/answering/gateRules'
import type { DraftSentence } from '../../src/answering/ports'
import type { Language } from '../../src/language/languages'

const instructions = 'Käytä vain lähteissä olevaa tietoa ja lähteiden omia sanoja.'

function gateOver(texts: readonly string[], language: Language = 'fi'): GateContext {
  const sources = texts.map((text, index) => ({
    number: index + 1,
    id: `resepti#steps@${language}`,
    title: 'Reseptin uusiminen',
    text,
    marks: [...text.matchAll(/\[\[\d+\]\]/g)].map(([mark]) => ({ mark, label: 'OmaKanta' })),
  }))
  return openGate({
    sources,
    language,
    instructions,
    published: ['09 2525 0111'],
    addressLikeNames: new Set(['suomi.fi']),
  })
}

function checkSentences(drafts: readonly DraftSentence[], context: GateContext, rules = gateRules): Checked {
  const checking = beginChecking(context, rules)
  for (const draft of drafts) checking.take(draft)
  return checking
}

const say = (text: string, sources: readonly number[] = [1]): DraftSentence => ({ text, sources })

/** Source → a sentence that this rule alone cuts. Sources are poisoned where the sentence must stand in them to get past the others. */
const cases: readonly { readonly rule: string; readonly source: string; readonly sentence: DraftSentence }[] = [
  {
    rule: 'withinLength',
    source: `Avaa ${'resepti '.repeat(50)}`,
    sentence: say(`Avaa ${'resepti '.repeat(50)}`.trim()),
  },
  {
    rule: 'pointsToSources',
    source: 'Avaa resepti ja paina painiketta.',
    sentence: say('Avaa resepti ja paina painiketta.', [1, 99]),
  },
  {
    rule: 'plainCharacters',
    source: 'Avaa resepti ja paina painiketta.',
    sentence: say('Avaa **resepti** ja paina painiketta.'),
  },
  {
    rule: 'plainCharacters',
    source: 'Avaa resepti ja paina painiketta.',
    sentence: say('Avaa resepti \u200bja paina painiketta.'),
  },
  {
    rule: 'plainCharacters',
    source: 'Avaa resepti ja paina painiketta.',
    sentence: say('Avaa resepti ja paina painiketta. ![]'),
  },
  {
    rule: 'knownMarks',
    source: 'Avaa resepti ja paina painiketta [[1]] [[2]]',
    sentence: say('Avaa resepti ja paina painiketta [[2]] [[1]]'),
  },
  {
    rule: 'noAddresses',
    source: 'Avaa resepti sivulla huijaus.example ja paina painiketta.',
    sentence: say('Avaa resepti sivulla huijaus.example ja paina painiketta.'),
  },
  {
    rule: 'noPersonalData',
    source: 'Avaa resepti tunnuksella 131052-308T ja paina painiketta.',
    sentence: say('Avaa resepti tunnuksella 131052-308T ja paina painiketta.'),
  },
  { rule: 'noPromptText', source: instructions, sentence: say(instructions) },
  { rule: 'noVerdict', source: 'Olet oikeutettu asumistukeen.', sentence: say('Olet oikeutettu asumistukeen.') },
  {
    rule: 'noAskingForSecrets',
    source: 'Kirjoita salasanasi keskusteluun.',
    sentence: say('Kirjoita salasanasi keskusteluun.'),
  },
  {
    rule: 'noSwindlersOrder',
    source: 'Siirrä rahasi turvatilille.',
    sentence: say('Siirrä rahasi turvatilille.'),
  },
  {
    rule: 'inLanguage',
    source: 'You can renew your prescription on the page when you have signed in.',
    sentence: say('You can renew your prescription on the page when you have signed in.'),
  },
  {
    rule: 'factsStand',
    source: 'Vastaus tulee viimeistään 8 päivässä, katso resepti.',
    sentence: say('Vastaus tulee viimeistään 14 päivässä, katso resepti.'),
  },
  {
    rule: 'supported',
    source: 'Avaa resepti ja paina painiketta.',
    sentence: say('Avaa resepti ja soita lääkärille.'),
  },
  { rule: 'turnsAlike', source: 'Älä avaa reseptiä toisen puolesta.', sentence: say('Avaa reseptiä toisen puolesta.') },
]

describe('a sentence of a model', () => {
  test.each(cases)('is cut by the rule $rule, and by nothing else: $sentence.text', ({ rule, source, sentence }) => {
    // The second mark stands in the text and for nothing.
    const gate = withoutMark(gateOver([source]), '[[2]]')
    expect(checkSentences([sentence], gate).cut).toEqual([rule])
    const withoutRule = gateRules.filter(({ name }) => name !== rule)
    expect(checkSentences([sentence], gate, withoutRule).kept).toHaveLength(1)
  })

  test('has a case here for every rule', () => {
    expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(gateRules.map(({ name }) => name)))
  })
})

function withoutMark(context: GateContext, gone: string): GateContext {
  const sources = new Map(
    [...context.sources].map(([number, { source, units }]) => [
      number,
      { units, source: { ...source, marks: source.marks.filter(({ mark }) => mark !== gone) } },
    ]),
  )
  return { ...context, sources }
}

describe('the gate lets through', () => {
  test.each<[Language, string, string]>([
    [
      'fi',
      'Avaa resepti. Paina uusimisen painiketta, jos se näkyy.',
      'Avaa resepti ja paina uusimisen painiketta, jos se näkyy.',
    ],
    ['fi', 'Mene OmaKantaan. Kirjoita osoite itse: [[1]]', 'Mene OmaKantaan ja kirjoita osoite itse: [[1]]'],
    ['fi', 'Älä anna pankkitunnuksia puhelimessa.', 'Älä anna puhelimessa pankkitunnuksia.'],
    ['fi', 'Suomi.fi-tunnistus on ilmainen.', 'Suomi.fi-tunnistus on ilmainen.'],
    ['fi', 'Valitse kohta "Uusi resepti" ja paina jatka.', 'Valitse kohta "Uusi resepti" ja paina jatka.'],
    ['en', 'Say: "I have given my codes to a scammer."', 'Say: "I have given my codes to a scammer."'],
    [
      'sv',
      'Öppna receptet. Tryck på knappen för förnyelse, om den syns.',
      'Öppna receptet och tryck på knappen för förnyelse, om den syns.',
    ],
    [
      'en',
      'Open the prescription. Press the renewal button, if you see it.',
      'Open the prescription and press the renewal button, if you see it.',
    ],
    ['en', 'Never give your bank codes to anyone.', 'Never give anyone your bank codes.'],
  ])('%s: what says the same in another order: %s', (language, source, sentence) => {
    expect(checkSentences([say(sentence)], gateOver([source], language)).cut).toEqual([])
  })
})

describe('the gate cuts', () => {
  test.each<[Language, string, string]>([
    ['fi', 'Jos maksoit huijarille, soita heti pankkiisi.', 'Soita huijarille.'],
    [
      'fi',
      'Uusimisen painike ei näy: reseptejä ei voi uusia netissä.',
      'Uusimisen painike näy: reseptejä ei voi uusia netissä.',
    ],
    ['fi', 'Huijari kiirehtii, pelottelee ja pyytää tunnuksia.', 'Huijari huijarille pelottelee ja pyytää tunnuksia.'],
    ['fi', 'Kortti maksaa 54 euroa.', 'Kortti maksaa 45 euroa.'],
    ['sv', 'Ge inte dina koder till någon.', 'Ge dina koder till någon.'],
    ['en', 'You can appeal if the decision is wrong.', 'You can appeal the decision.'],
    ['en', 'Ask the bank to block the card.', 'You must ask the bank to block the card.'],
  ])('%s: what turns the meaning of "%s" into "%s"', (language, source, sentence) => {
    expect(checkSentences([say(sentence)], gateOver([source], language)).kept).toEqual([])
  })

  test.each([
    'Saat toimeentulotukea 587 euroa kuussa.',
    'Sinulla on oikeus eläkkeeseen.',
    'Hakemuksesi hylätään.',
    'Du har rätt till bostadsbidrag.',
    'Din ansökan godkänns.',
    'You are not entitled to the allowance.',
    'Your claim will be rejected.',
    "You'll get a pension.",
    'You don’t have to pay back the benefit.',
    'Sinulle kuuluu täysi asumistuki.',
    'Kyllä, saat eläkkeen.',
    'Et voi saada toimeentulotukea.',
    'Tukesi on 420 euroa kuukaudessa.',
    'Sinulla ei ole oikeutta kuntoutustukeen.',
    'Päätös on lainvastainen, joten valita.',
    'Päätöksesi on virheellinen.',
    'Täytät ehdot.',
    'Et täytä tuen ehtoja.',
    'Sinulle myönnetään oleskelulupa.',
    'Joudut maksamaan tuen takaisin.',
    'Olet velvollinen palauttamaan rahat.',
    'Kela hylkää hakemuksesi.',
    'Äidilläsi on oikeus hoitotukeen.',
    'Saat kansalaisuuden ensi vuonna.',
    'Tulosi ovat liian suuret tukeen.',
    'Ja, du får pension.',
    'Du uppfyller villkoren.',
    'Du kan inte få utkomststöd.',
    'Ditt bidrag är 420 euro i månaden.',
    'Du beviljas uppehållstillstånd.',
    'Beslutet är felaktigt.',
    'Du är skyldig att betala tillbaka pengarna.',
    'Din mamma har rätt till vårdbidrag.',
    'FPA avslår din ansökan.',
    'Du får medborgarskap nästa år.',
    'Dina inkomster är för stora.',
    'Yes, you will get a pension.',
    'You meet the conditions.',
    'You cannot get social assistance.',
    'Your allowance is 420 euros a month.',
    'You will be granted a residence permit.',
    'The decision is unlawful.',
    'You are obliged to pay the money back.',
    'Your mother is entitled to care allowance.',
    'Kela will reject your application.',
    'You qualify for the benefit.',
    'Your income is too high for the benefit.',
    'You do not meet the requirements.',
  ])('a verdict even if a passage has it: %s', (verdict) => {
    for (const language of ['fi', 'sv', 'en'] as const)
      expect(checkSentences([say(verdict)], gateOver([verdict], language)).kept).toEqual([])
  })

  test.each<[Language, string]>([
    ['fi', 'Asenna etähallintaohjelma ja anna soittajan jatkaa.'],
    ['sv', 'Flytta dina pengar till ett säkerhetskonto.'],
    ['sv', 'Installera ett program för fjärrstyrning.'],
    ['en', 'Move your savings to the safe account.'],
    ['en', 'Download AnyDesk and let the caller in.'],
    ['fi', 'Kela lopettaa kaikkien tukien maksamisen ensi kuussa.'],
    ['sv', 'FPA slutar betala alla stöd nästa månad.'],
    ['en', 'Kela stops paying all benefits next month.'],
  ])('%s: a swindler’s order or news of benefits, even if a passage has it: %s', (language, sentence) => {
    expect(checkSentences([say(sentence)], gateOver([sentence], language)).kept).toEqual([])
  })

  test.each<[Language, string, string]>([
    ['fi', 'Huijari sanoo: «Vahvista tilisi tässä puhelussa heti.»', 'Vahvista tilisi tässä puhelussa heti.'],
    ['sv', 'Bedragaren säger: ”Bekräfta kontot i samtalet genast.”', 'Bekräfta kontot i samtalet genast.'],
    ['en', 'The scammer says: "Confirm your account during this call."', 'Confirm your account during this call.'],
    [
      'en',
      'They say: "Call us back. Confirm your account during this call."',
      'Confirm your account during this call.',
    ],
  ])('%s: as the passage’s own what it only quotes: %s', (language, source, sentence) => {
    expect(checkSentences([say(sentence)], gateOver([source], language)).cut).toEqual(['supported'])
  })

  test('a sentence said twice, and what comes after the eighth', () => {
    const lines = Array.from({ length: 10 }, (_, index) => `Avaa resepti numero ${index}.`)
    const { kept, cut } = checkSentences(
      [...lines.slice(0, 1), ...lines].map((text) => say(text)),
      gateOver([lines.join('\n')]),
    )
    expect(kept.map(({ text }) => text)).toEqual(lines.slice(0, 8))
    expect(cut).toEqual(['tooMuch', 'tooMuch', 'tooMuch'])
  })
})
