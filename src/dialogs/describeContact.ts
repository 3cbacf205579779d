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
  return markdown
    .replace(reference, (whole, key: string, fact: string | undefined) => {
      const contact = knowledge.contacts.get(key)
      if (!contact) return whole
      switch (fact) {
        case 'name':
          return contact.name[language]
        case 'phone':
          return describePhone(contact, language, phrases) ?? phrases.say('contact_phone_unknown', language)
        case 'hours':
          return describeHours(contact, language, phrases)
        case 'url':
          return describePage(contact, language) ?? contact.name[language]
        default:
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
  const facts = contactFacts(contact, language, phrases)
  return `**${contact.name[language]}**${facts.length > 0 ? `: ${facts.join(' · ')}` : ''}`
}

/** The contact as a small list under its name, for cards that end a reply. */
export function describeBlock(contact: Contact, language: Language, phrases: PhraseBook): string {
  const note = contact.note ? [contact.note[language]] : []
  const lines = [...contactFacts(contact, language, phrases), ...note].map((fact) => `- ${fact}`)
  return [`**${contact.name[language]}**`, ...lines].join('\n')
}

function contactFacts(contact: Contact, language: Language, phrases: PhraseBook): string[] {
  const phone = describePhone(contact, language, phrases)
  const page = describePage(contact, language)
  const email = contact.email
  return [
    ...(phone ? [phone] : []),
    // Hours matter where one can call or write; for a mere page they would be noise.
    ...(phone && contact.kind !== 'emergency' ? [describeHours(contact, language, phrases)] : []),
    ...(email ? [marked(email.address, email, 'contact_address_not_verified', language, phrases)] : []),
    ...(page ? [page] : []),
  ]
}

function describePhone(contact: Contact, language: Language, phrases: PhraseBook): string | undefined {
  if (!contact.phone) return undefined
  const number = phrases.say('contact_phone', language, { number: contact.phone.number })
  // 112 is the one number that must never look doubtful.
  if (contact.phone.number === '112') return number
  return marked(number, contact.phone, 'contact_not_verified', language, phrases)
}

/** What no person has checked says so. */
function marked(text: string, fact: Provenance, doubt: string, language: Language, phrases: PhraseBook): string {
  return fact.verifiedAt ? text : `${text} (${phrases.say(doubt, language)})`
}

function describePage(contact: Contact, language: Language): string | undefined {
  if (!contact.url) return undefined
  const address = contact.url.address[language]
  return `[${address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}](${address})`
}

function describeHours(contact: Contact, language: Language, phrases: PhraseBook): string {
  const hours = contact.hours
  if (!hours) return phrases.say('contact_hours_unknown', language)
  const text = groupDays(hours.weekly)
    .map(([first, last, ranges]) => {
      const days =
        first === last
          ? phrases.say(`day_${first}`, language)
          : `${phrases.say(`day_${first}`, language)}–${phrases.say(`day_${last}`, language)}`
      return `${days} ${ranges.map((range) => shortRange(range, language)).join(', ')}`
    })
    .join(', ')
  return marked(text, hours, 'contact_hours_not_verified', language, phrases)
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
