/** Found helpers in words, and wishes out of words: honest marks, no markup from registers, three languages alike. */
import path from 'node:path'
import type { ReplyPart } from '../../src/conversation/reply'
import { askedOfHelpers } from '../../src/dialogs/askedOfHelpers'
import { describeFoundProviders } from '../../src/dialogs/describeFoundProviders'
import { describeProvider } from '../../src/dialogs/describeProvider'
import { loadDialogs } from '../../src/dialogs/loadDialogs'
import { readProviderWish } from '../../src/dialogs/readProviderWish'
import { createProviderFinder, type ProviderWish } from '../../src/knowledge/findProviders'
import { loadKnowledge } from '../../src/knowledge/loadKnowledge'
import { loadProviderSample } from '../../src/knowledge/providerSample'
import { costs, providerTypes, type Provider } from '../../src/knowledge/providers'
import { languages } from '../../src/language/languages'
import { provider } from '../knowledge/providerFixture'

const root = path.resolve(__dirname, '../..')
const knowledge = loadKnowledge({ folder: path.join(root, 'knowledge'), mode: 'trial', today: '2026-11-22' })
const { phrases } = loadDialogs(path.join(root, 'dialogs'))
const needs = { knowledge, phrases }
const now = new Date('2026-11-25T10:00:00Z')

function describeFirst(one: Provider, language: 'fi' | 'sv' | 'en' = 'fi', wish: Partial<ProviderWish> = {}): string {
  const found = createProviderFinder([one], knowledge.municipalities).find({ municipality: '091', now, ...wish })
  return describeProvider(found.providers[0]!, language, needs).join('\n')
}

function words(parts: readonly ReplyPart[], language: 'fi' | 'sv' | 'en'): string {
  return parts
    .map((part) =>
      part.kind === 'phrase'
        ? phrases.say(part.key, language, part.values)
        : part.kind === 'list'
          ? part.items.join('\n')
          : `[${part.kind}]`,
    )
    .join('\n')
}

describe('a provider in words', () => {
  test('every kind, cost and reason has words in every language', () => {
    for (const language of languages)
      for (const type of providerTypes)
        for (const cost of costs)
          expect(
            describeFirst(provider('a', { municipality: '091', type, cost }), language, {
              types: [type],
              delivery: ['in_person', 'unattended_point'],
            }),
          ).toContain('**Paikka a**')
  })

  test('says what it costs only as far as it is known', () => {
    expect(describeFirst(provider('a', { municipality: '091' }))).toContain('hinta ei ole tiedossa')
    expect(describeFirst(provider('a', { municipality: '091', cost: 'free' }), 'en')).toContain('free of charge')
  })

  test('says when somebody is there, in the way of each language', () => {
    const open = provider('a', {
      municipality: '091',
      hours: [{ weekday: 'wed', opensAt: '09:00', closesAt: '15:30', staffed: true }],
    })
    expect(describeFirst(open)).toContain('nyt paikalla on joku, tänään 9–15.30')
    expect(describeFirst(open, 'en')).toContain('9:00–15:30')
    expect(describeFirst(open, 'sv', { now: new Date('2026-11-26T10:00:00Z') })).toContain('i dag är ingen på plats')
    expect(describeFirst(provider('b', { municipality: '091' }))).toContain('tämän päivän aika ei ole tiedossa')
  })

  test('shows the date, the licence and whom the data is from', () => {
    expect(
      describeFirst(provider('a', { municipality: '091', licence: 'CC BY 4.0', attribution: 'Kirjastot.fi' })),
    ).toContain('Kirjastot.fi (CC BY 4.0), haettu 2026-10-01')
  })

  test("lets no register's words become markup or links", () => {
    const text = describeFirst(
      provider('a', {
        municipality: '091',
        name: { fi: '[Kirjasto](javascript:alert(1)) **<b>' },
        url: { fi: 'https://x.test/a(b)' },
      }),
    )
    expect(text.split('\n')[0]).toBe('**Kirjasto (javascript:alert(1)) b** (kirjasto)')
    expect(text).toContain('(https://x.test/a%28b%29)')
  })
})

describe('found helpers in words', () => {
  const sample = createProviderFinder(
    loadProviderSample(path.join(root, 'knowledge'), knowledge),
    knowledge.municipalities,
  )

  test('are marked as a sample while nothing real is imported, in every language and region', () => {
    for (const language of languages)
      for (const { code } of knowledge.municipalities.filter((_, index) => index % 20 === 0)) {
        const wish = { municipality: code, now }
        const { parts, providers, municipality } = describeFoundProviders(sample.find(wish), wish, language, needs)
        expect(words(parts, language)).toContain(phrases.say('provider_sample_notice', language))
        expect(words(parts, language)).toContain(phrases.say('provider_sample', language))
        expect(providers.length).toBeGreaterThan(0)
        expect(municipality).toBe(code)
      }
  })

  test('end in an honest none, with the phone that works from everywhere', () => {
    const wish = { municipality: '091', now }
    const none = describeFoundProviders(
      createProviderFinder([], knowledge.municipalities).find(wish),
      wish,
      'sv',
      needs,
    )
    expect(none.outcome).toBe('referred_no_provider')
    expect(none.parts).toContainEqual({ kind: 'contact', key: 'kansalaisneuvonta' })
  })

  test('need no place when the person would not name one: then they come from afar', () => {
    const phone = provider('a', { type: 'citizen_advice', delivery: ['remote_phone'] })
    const found = createProviderFinder([phone], knowledge.municipalities).find({ now })
    const { outcome, parts, municipality } = describeFoundProviders(found, {}, 'en', needs)
    expect([outcome, municipality]).toEqual(['referred_provider', undefined])
    expect(parts[0]).toEqual({ kind: 'phrase', key: 'provider_found_home' })
  })

  test('say which part of a wish had to be let go', () => {
    const wish = { municipality: '091', now, language: 'sv' as const }
    const found = createProviderFinder(
      [provider('a', { municipality: '091', languages: ['fi'] })],
      knowledge.municipalities,
    ).find(wish)
    expect(describeFoundProviders(found, wish, 'fi', needs).parts).toContainEqual({
      kind: 'phrase',
      key: 'provider_relaxed_language',
    })
  })

  test.each(languages)('keep places to go to apart from help at home, with their distance: %s', (language) => {
    const all = loadProviderSample(path.join(root, 'knowledge'), knowledge)
    const kemijarvi = knowledge.municipalities.find(({ fi }) => fi === 'Kemijärvi')!.code
    const wish = { municipality: kemijarvi, now, cannotLeaveHome: true }
    const atHome = provider('kotona', { municipality: kemijarvi, type: 'home_visit', delivery: ['home_visit'] })
    const finder = createProviderFinder([...all, atHome], knowledge.municipalities)
    const { parts } = describeFoundProviders(finder.find(wish), wish, language, needs)
    const keys = parts.map((part) => (part.kind === 'phrase' ? part.key : part.kind))
    const places = keys.indexOf('provider_found_places')
    const [home, away] = parts.flatMap((part) => (part.kind === 'list' ? [part.items] : []))
    expect(keys.slice(0, 2)).toEqual(['provider_found_home', 'provider_sample_notice'])
    expect(home?.join()).toContain('Paikka kotona')
    expect(home?.join()).not.toMatch(/\d km/)
    expect(places).toBeGreaterThan(keys.indexOf('list'))
    expect(places).toBeLessThan(keys.lastIndexOf('list'))
    expect(away?.length).toBeGreaterThan(0)
    for (const item of away ?? []) expect(item).toMatch(/\d km/)
    expect(keys.indexOf('provider_safe_visit')).toBeLessThan(places)
  })

  test('promise no help at home where only places to go to are known, and name the phone before them', () => {
    const wish = { municipality: '091', now, cannotLeaveHome: true }
    const library = provider('kirjasto', { municipality: '049' })
    const found = createProviderFinder([library], knowledge.municipalities).find(wish)
    const { parts } = describeFoundProviders(found, wish, 'fi', needs)
    expect(parts.map((part) => (part.kind === 'phrase' ? part.key : part.kind))).toEqual([
      'provider_none_home',
      'provider_everywhere',
      'contact',
      'provider_found_places',
      'list',
      'provider_bring',
    ])
  })

  test('call nobody absent where the hours are not known', () => {
    const staffed = (id: string, opensAt: string, closesAt: string): Provider =>
      provider(id, { municipality: '091', hours: [{ weekday: 'wed', opensAt, closesAt, staffed: true }] })
    const unknown = provider('tuntematon', { municipality: '091' })
    const closed = staffed('suljettu', '16:00', '18:00')
    const wish = { municipality: '091', now, staffedNow: true }
    const relaxed = (...providers: Provider[]): readonly string[] =>
      describeFoundProviders(createProviderFinder(providers, knowledge.municipalities).find(wish), wish, 'fi', needs)
        .parts.flatMap((part) => (part.kind === 'phrase' ? [part.key] : []))
        .filter((key) => key.startsWith('provider_relaxed'))
    expect(relaxed(unknown)).toEqual(['provider_relaxed_staffed_unknown'])
    expect(relaxed(closed)).toEqual(['provider_relaxed_staffed_now'])
    expect(relaxed(closed, unknown)).toEqual(['provider_relaxed_staffed_partly'])
    expect(relaxed(staffed('auki', '09:00', '18:00'), unknown)).toEqual([])
  })

  test.each(languages)('say of unknown hours that they are not known, and not that nobody is there: %s', (language) => {
    const nobody = { fi: 'ketään', sv: 'ingen', en: 'nobody' }[language]
    const unknown = phrases.say('provider_relaxed_staffed_unknown', language)
    expect(unknown).not.toContain(nobody)
    expect(phrases.say('provider_relaxed_staffed_partly', language)).toContain(nobody)
  })

  test('warn about bank codes wherever somebody comes home', () => {
    const wish = { municipality: '091', now, cannotLeaveHome: true }
    const found = createProviderFinder(
      [provider('a', { municipality: '091', type: 'home_visit', delivery: ['home_visit'] })],
      knowledge.municipalities,
    ).find(wish)
    const { parts, outcome } = describeFoundProviders(found, wish, 'fi', needs)
    expect(outcome).toBe('referred_provider')
    expect(words(parts, 'fi')).toContain('pankkitunnuksiasi')
  })
})

describe('what is asked of helpers that were listed', () => {
  test.each([
    ['paljonko se maksaa', 'cost'],
    ['är det gratis', 'cost'],
    ['milloin tieto on päivitetty', 'age'],
    ['what about the next town', 'elsewhere'],
    ['puhutaanko siellä ruotsia?', 'language'],
    ['in Swedish please', 'language'],
    ['what about tomorrow', 'hours'],
    ['hur långt är det', 'distance'],
    ['måste man boka tid', 'booking'],
    ['entä etänä', 'afar'],
    ['Can I print there?', 'equipment'],
    ['onko siellä tulostin', 'equipment'],
    ['finns det skrivare där', 'equipment'],
    ['how do I print a form', undefined],
    ['can they also help with taxes', 'help'],
    ['auttaako ne verojen kanssa', 'help'],
    ['kan hon ringa dit', 'phone'],
    ['voiko niihin soittaa etukäteen', 'phone'],
    ['do I need to bring something', 'bring'],
    ['vad ska jag ta med', 'bring'],
    ['se toinen', 'one'],
    ['mikä niistä on paras', 'which'],
    ['which of them is open on Saturday', 'hours'],
    ['kiitos paljon', undefined],
    ['miten uusin reseptin', undefined],
  ] as const)('%s', (text, asked) => {
    expect(askedOfHelpers(text)).toBe(asked)
  })
})

describe('a wish out of words', () => {
  test.each<[string, ReturnType<typeof readProviderWish>]>([
    ['En pääse lähtemään kotoa, kuka auttaa Oulussa?', { cannotLeaveHome: true }],
    ['Voiko joku tulla kotiin neuvomaan?', { cannotLeaveHome: true }],
    ['voiko joku tulla hänen luokseen', { cannotLeaveHome: true }],
    ['could someone come to his home', { cannotLeaveHome: true }],
    ['I can’t leave the house, who can help?'.replace('’', "'"), { cannotLeaveHome: true }],
    ['Jag kan inte lämna hemmet', { cannotLeaveHome: true }],
    ['onko ilmaista apua Turussa', { cost: 'free' }],
    ['finns det gratis hjälp i Vasa', { cost: 'free' }],
    ['mikä paikka on nyt auki', { staffedNow: true }],
    ['finns det hjälp på svenska i Uleåborg', { language: 'sv' }],
    ['help in English in Kuopio', { language: 'en' }],
    ['tietokonekurssi ikäihmisille', { need: 'course' }],
    ['missä voi tulostaa lomakkeen', { need: 'public_computer' }],
    ['ordnas det datorkurser i Jakobstad', { need: 'course' }],
    ['var kan jag använda en dator i Vasa', { need: 'public_computer' }],
    ['en osaa käyttää tietokonetta, kuka neuvoo', {}],
    ['I don’t know how to use a computer', {}],
    ['onko siellä joku nyt', { staffedNow: true }],
    ['talar de svenska', { language: 'sv' }],
    ['jag kommer inte hemifrån', { cannotLeaveHome: true }],
    ['saako neuvontaa etänä', { delivery: ['remote_phone', 'remote_chat', 'remote_video'] }],
    ['kuka auttaa puhelimen kanssa Kemissä', {}],
    ['vem hjälper med telefonen i Borgå', {}],
  ])('%s', (text, wish) => {
    expect(readProviderWish(text)).toEqual(wish)
  })
})
