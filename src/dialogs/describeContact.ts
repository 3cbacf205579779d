/** Turns contacts into words: number, hours and page, each with an honest mark where no person has verified it. Knows no channel. */
import { weekdays, type Contact, type Knowledge, type Provenance, type Weekday } from '../knowledge/types'
import type { Language } from '../language/languages'
import type { PhraseBook } from './phraseBook'

/** `{{kela}}`, `{{kela.phone}}`: how guides refer to a contact. */
const reference = /\{\{\s*([\w-]+)(?:\.(name|phone|hours|url))?\s*\}\}/g

/**
 * Fills a guide's `{{key}}` references with the contacts' own words, and its `guide:` links with page paths.
 * `{{key}}` gives name, number, hours and page in one run of text; `{{key.phone}}` one fact.
 */
export function fillContacts(markdown: string, language: Language, knowledge: Knowledge, phrases: PhraseBook): string {
  // One text tells once that an address is not verified: steps may name it again and again.
  const told = new Set<string>()
  const say = (fact: Fact | undefined): string | undefined => fact && marked(fact, language, phrases)
  return markdown
    .replace(reference, (whole, key: string, fact: string | undefined) => {
      const contact = knowledge.contacts.get(key)
      if (!contact) return whole
      switch (fact) {
        case 'name':
          return contact.name[language]
        case 'phone':
          return say(phoneOf(contact, language, phrases)) ?? phrases.say('contact_phone_unknown', language)
        case 'hours':
          return marked(hoursOf(contact, language, phrases), language, phrases)
        case 'url': {
          const again = told.has(key)
          told.add(key)
          const page = pageOf(contact, language)
          return page ? (again ? page.text : marked(page, language, phrases)) : contact.name[language]
        }
        default:
          told.add(key)
          return describeInline(contact, language, phrases)
      }
    })
    .replace(
      /\]\(guide:([\w-]+)(#[\w-]+)?\)/g,
      (_, id: string, anchor: string | undefined) => `](/guides/${language}/${id}${anchor ?? ''})`,
    )
}

/** The contact in one run of text: **name**, number, hours, page. */
export function describeInline(contact: Contact, language: Language, phrases: PhraseBook): string {
  const { facts, doubt } = contactFacts(contact, language, phrases)
  const whole = `${facts.join(' · ')}${doubt ? ` (${doubt})` : ''}`
  return `**${contact.name[language]}**${facts.length > 0 ? `: ${whole}` : ''}`
}

/** The contact as a small list under its name, for cards that end a reply. */
export function describeBlock(contact: Contact, language: Language, phrases: PhraseBook): string {
  const { facts, doubt } = contactFacts(contact, language, phrases)
  const note = contact.note ? [contact.note[language]] : []
  const lines = [...facts, ...note, ...(doubt ? [doubt] : [])].map((fact) => `- ${fact}`)
  return [`**${contact.name[language]}**`, ...lines].join('\n')
}

/** One fact in words, and how sure it is: verified by a person, or not (then `doubt` says what is not); neither where we tell of no fact. */
interface Fact {
  readonly text: string
  readonly verified?: boolean
  readonly doubt?: string
}

/** The facts in words. Where no person has verified any of several, one `doubt` is for all of them; else each carries its own. */
function contactFacts(
  contact: Contact,
  language: Language,
  phrases: PhraseBook,
): { facts: readonly string[]; doubt?: string } {
  const { email } = contact
  const phone = phoneOf(contact, language, phrases)
  const page = pageOf(contact, language)
  const facts = [
    ...(phone ? [phone] : []),
    // Hours matter where one can call or write; for a mere page they would be noise.
    ...(phone && contact.kind !== 'emergency' ? [hoursOf(contact, language, phrases)] : []),
    ...(email ? [judged(email.address, email, 'contact_address_not_verified')] : []),
    ...(page ? [page] : []),
  ]
  const doubtful = facts.filter(({ doubt }) => doubt !== undefined).length
  if (doubtful > 1 && !facts.some(({ verified }) => verified))
    return { facts: facts.map(({ text }) => text), doubt: phrases.say('contact_details_not_verified', language) }
  return { facts: facts.map((fact) => marked(fact, language, phrases)) }
}

/** What no person has checked says so. */
function marked({ text, doubt }: Fact, language: Language, phrases: PhraseBook): string {
  return doubt === undefined ? text : `${text} (${phrases.say(doubt, language)})`
}

function judged(text: string, { verifiedAt }: Provenance, doubt: string): Fact {
  return verifiedAt ? { text, verified: true } : { text, doubt }
}

function phoneOf({ phone }: Contact, language: Language, phrases: PhraseBook): Fact | undefined {
  if (!phone) return undefined
  const text = phrases.say('contact_phone', language, { number: phone.number })
  // 112 is the one number that must never look doubtful.
  return phone.number === '112' ? { text, verified: true } : judged(text, phone, 'contact_not_verified')
}

function pageOf({ url }: Contact, language: Language): Fact | undefined {
  if (!url) return undefined
  const address = url.address[language]
  const shown = address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
  return judged(`[${shown}](${address})`, url, 'contact_address_not_verified')
}

function hoursOf({ hours }: Contact, language: Language, phrases: PhraseBook): Fact {
  if (!hours) return { text: phrases.say('contact_hours_unknown', language) }
  const text = groupDays(hours.weekly)
    .map(([first, last, ranges]) => {
      const days =
        first === last
          ? phrases.say(`day_${first}`, language)
          : `${phrases.say(`day_${first}`, language)}–${phrases.say(`day_${last}`, language)}`
      return `${days} ${ranges.map((range) => shortRange(range, language)).join(', ')}`
    })
    .join(', ')
  return judged(text, hours, 'contact_hours_not_verified')
}

/** Neighbouring days with the same hours, together: Mon–Fri. */
function groupDays(
  weekly: Readonly<Partial<Record<Weekday, readonly string[]>>>,
): [Weekday, Weekday, readonly string[]][] {
  const groups: [Weekday, Weekday, readonly string[]][] = []
  for (const day of weekdays) {
    const ranges = weekly[day]
    if (!ranges || ranges.length === 0) continue
    const last = groups.at(-1)
    const follows = last && weekdays.indexOf(last[1]) === weekdays.indexOf(day) - 1
    if (last && follows && last[2].join() === ranges.join()) last[1] = day
    else groups.push([day, day, ranges])
  }
  return groups
}

/** "09:00-16:00" as people write it: 9–16 in Finnish and Swedish, 9:00–16:00 in English. */
function shortRange(range: string, language: Language): string {
  const [from = '', to = ''] = range.split('-')
  const short = (time: string): string => {
    const [hour = '', minute = '00'] = time.split(':')
    if (language === 'en') return `${Number(hour)}:${minute}`
    return minute === '00' ? `${Number(hour)}` : `${Number(hour)}.${minute}`
  }
  return `${short(from)}–${short(to)}`
}
