/** One found provider in words: what it is, how far, who is there today, what it costs, how to reach it, and how sure that is. Knows no channel. */
import type { FoundProvider } from '../knowledge/findProviders'
import type { Provider, ProviderWords } from '../knowledge/providers'
import type { Knowledge } from '../knowledge/types'
import type { Language } from '../language/languages'
import { describeBlock } from './describeContact'
import type { PhraseBook } from './phraseBook'

export interface DescribeNeeds {
  readonly knowledge: Pick<Knowledge, 'contacts' | 'municipalities'>
  readonly phrases: PhraseBook
}

/** The first line is the name with its kind; each further line is one fact. Markdown subset. */
export function describeProvider(
  found: FoundProvider,
  language: Language,
  { knowledge, phrases }: DescribeNeeds,
): string[] {
  const { provider } = found
  const say = (key: string, values?: Record<string, string | number>): string => phrases.say(key, language, values)
  const name = inLanguage(provider.name, language) ?? provider.id
  const kind = say(`provider_type_${provider.type}`)
  return [
    `**${plain(name)}** (${kind})`,
    ...(provider.sample ? [say('provider_sample')] : []),
    ...[reasonOf(found, language, knowledge, say)].filter((reason) => !name.includes(reason)),
    ...addressOf(provider, language),
    ...distanceOf(found, say),
    ...(provider.sample ? [] : [hoursOf(found, language, say)]),
    ...(provider.byAppointment ? [say('provider_by_appointment')] : []),
    ...provider.phones
      .filter(
        (phone) =>
          phone.language === undefined ||
          phone.language === language ||
          !provider.phones.some((one) => one.language === language),
      )
      .slice(0, 2)
      .map(
        ({ display, charge }) =>
          say('contact_phone', { number: display }) +
          (charge === 'unknown' ? '' : ` (${say(`provider_call_${charge}`)})`),
      ),
    ...provider.emails.slice(0, 1),
    say(`provider_cost_${provider.cost}`),
    ...(provider.languages.length > 0
      ? [
          say('provider_languages', {
            languages: provider.languages.map((one) => say(`provider_language_${one}`)).join(', '),
          }),
        ]
      : []),
    ...pageOf(provider, language, knowledge, phrases),
    ...(provider.sample
      ? []
      : [say('provider_origin', { source: provider.attribution, licence: provider.licence, date: provider.dataDate })]),
  ]
}

/** All of it in one run of text, for a list. */
export function describeProviderInline(found: FoundProvider, language: Language, needs: DescribeNeeds): string {
  return describeProvider(found, language, needs).join(' · ')
}

/** In the language, or in the first of Finnish, Swedish and English that is there: a name in another language is better than none. */
export function inLanguage(words: ProviderWords, language: Language): string | undefined {
  return words[language] ?? words.fi ?? words.sv ?? words.en
}

type Say = (key: string, values?: Record<string, string | number>) => string

function reasonOf(
  { reason, provider }: FoundProvider,
  language: Language,
  knowledge: DescribeNeeds['knowledge'],
  say: Say,
): string {
  const home = knowledge.municipalities.find(({ code }) => code === provider.municipality)
  const municipality = (language === 'sv' ? home?.sv : home?.fi) ?? ''
  return say(
    `provider_reason_${reason}`,
    reason === 'neighbour' || reason === 'in_municipality' ? { municipality } : {},
  )
}

function addressOf({ address }: Provider, language: Language): string[] {
  const street = address && inLanguage(address.street, language)
  if (!address || !street) return []
  const office = inLanguage(address.postOffice, language)
  return [
    [plain(street), [address.postalCode, office && plain(office)].filter(Boolean).join(' ')].filter(Boolean).join(', '),
  ]
}

/** Whole kilometres, and only where they say something: within the municipality its centre is not where the person is. */
function distanceOf({ distanceKm, approximate, reason }: FoundProvider, say: Say): string[] {
  if (distanceKm === undefined) return []
  const km = distanceKm < 1 ? 1 : Math.round(distanceKm)
  if (!approximate) return [say('provider_distance', { km })]
  return reason === 'neighbour' ? [say('provider_distance_centre', { km })] : []
}

function hoursOf({ staffedToday: { known, ranges, now } }: FoundProvider, language: Language, say: Say): string {
  if (!known) return say('provider_hours_unknown')
  if (ranges.length === 0) return say('provider_today_nobody')
  const hours = ranges
    .map(({ opensAt, closesAt }) => `${clockTime(opensAt, language)}–${clockTime(closesAt, language)}`)
    .join(', ')
  return say(now ? 'provider_today_now' : 'provider_today', { hours })
}

/** As people write it: 9 and 9.30 in Finnish and Swedish, 9:00 in English. */
function clockTime(time: string, language: Language): string {
  const [hour = '', minute = '00'] = time.split(':')
  if (language === 'en') return `${Number(hour)}:${minute}`
  return minute === '00' ? `${Number(hour)}` : `${Number(hour)}.${minute}`
}

/** The provider's own page, or what contacts.yml knows of it, each fact with its mark where nobody has checked it. */
function pageOf(
  { url, contact }: Provider,
  language: Language,
  knowledge: DescribeNeeds['knowledge'],
  phrases: PhraseBook,
): string[] {
  const known = contact === undefined ? undefined : knowledge.contacts.get(contact)
  if (known)
    return describeBlock(known, language, phrases)
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^- /, ''))
  const address = inLanguage(url, language)
  return address
    ? [
        `[${plain(new URL(address).hostname.replace(/^www\./, ''))}](${address.replace(/\(/g, '%28').replace(/\)/g, '%29')})`,
      ]
    : []
}

/** Registers' words must not become markup. */
function plain(words: string): string {
  return words
    .replace(/[\\`*_[\]<>{}#|~]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
