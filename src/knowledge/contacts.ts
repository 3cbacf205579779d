/** contacts.yml: every number, address, hour and page with its source. Knows which facts a person has verified, not who may see them. */
import { z } from 'zod'
import type { Fault } from './faults'
import type { Contact, Knowledge, Provenance } from './types'
import { readYaml } from './yamlFile'

const text = z.string().min(1)
const translated = z.strictObject({ fi: text, sv: text, en: text })
const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const yes = z.enum(['true', 'false']).transform((value) => value === 'true')

const provenance = {
  source: text,
  source_date: z.string().regex(/^(\d{4}(-\d{2}){0,2}|undated)$/, 'write YYYY, YYYY-MM, YYYY-MM-DD or undated.'),
  confidence: z.enum(['H', 'M', 'V', 'GK']),
  verified_by: z.string().optional(),
  verified_at: z.union([z.literal(''), z.string().regex(isoDate, 'write the date as YYYY-MM-DD.')]).optional(),
}
const bothOrNone = (fact: { verified_by?: string; verified_at?: string }): boolean =>
  !fact.verified_by === !fact.verified_at
const bothOrNoneSentence = 'fill in both verified_by and verified_at, or leave both empty.'

const number = z
  .strictObject({
    number: z.string().regex(/^\+?[0-9][0-9 ]*$/, 'write the number with digits and spaces only.'),
    call_cost_known: yes.optional(),
    ...provenance,
  })
  .refine(bothOrNone, bothOrNoneSentence)
const email = z
  .strictObject({ address: z.email('this is not an e-mail address.'), ...provenance })
  .refine(bothOrNone, bothOrNoneSentence)
const address = z.string().regex(/^https:\/\/[^\s]+$/, 'write the whole address, beginning with https://.')
const url = z
  .strictObject({ fi: address, sv: address, en: address, ...provenance })
  .refine(bothOrNone, bothOrNoneSentence)

const range = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'write opening times as "09:00-16:00".')
const day = z.array(range).optional()
const weekly = z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day })
const hours = z.union([
  z.strictObject({ unknown: z.literal('true') }),
  z.strictObject({ weekly, ...provenance }).refine(bothOrNone, bothOrNoneSentence),
])

const contact = z.strictObject({
  kind: z.enum(['advice', 'authority', 'emergency', 'crisis', 'security', 'organisation', 'page']),
  name: translated,
  note: translated.optional(),
  phone: number.optional(),
  sms: number.optional(),
  email: email.optional(),
  hours: hours.optional(),
  url: url.optional(),
})
const contactsFile = z.record(
  z.string().regex(/^[a-z0-9-]+$/, 'a key has small letters a–z, digits and hyphens only.'),
  contact,
)

/** Without these, verified by a person, the service must not open to the public. */
export const requiredContacts = [
  'kansalaisneuvonta',
  'hata-112',
  'paivystysapu-116117',
  'korttisulku',
  'kriisipuhelin-fi',
  'kriisipuhelin-sv',
  'nollalinja',
] as const

export const factNames = ['phone', 'sms', 'email', 'hours', 'url'] as const

/** contacts.yml as a map in the file's order. */
export function readContacts(
  file: string,
  content: string,
): { contacts: ReadonlyMap<string, Contact>; faults: readonly Fault[] } {
  const read = readYaml(content, file, contactsFile)
  const lines = new Map(content.split('\n').map((text, index) => [/^([a-z0-9-]+):/.exec(text)?.[1] ?? '', index + 1]))
  const entries = Object.entries(read.value ?? {}).map(([key, entry]): [string, Contact] => [
    key,
    {
      key,
      kind: entry.kind,
      name: entry.name,
      note: entry.note,
      phone: entry.phone && numberOf(entry.phone),
      sms: entry.sms && numberOf(entry.sms),
      email: entry.email && { address: entry.email.address, ...provenanceOf(entry.email) },
      hours:
        entry.hours && 'weekly' in entry.hours
          ? { weekly: entry.hours.weekly, ...provenanceOf(entry.hours) }
          : undefined,
      url: entry.url && {
        address: { fi: entry.url.fi, sv: entry.url.sv, en: entry.url.en },
        ...provenanceOf(entry.url),
      },
      line: lines.get(key) ?? 1,
    },
  ])
  return { contacts: new Map(entries), faults: read.faults }
}

/** True when a person has verified the fact. */
export function isVerified(fact: Provenance | undefined): boolean {
  return Boolean(fact?.verifiedBy && fact.verifiedAt)
}

/** True when the fact was read from a page; else it is general knowledge, and nobody has compared anything with that contact. */
export function wasRead(fact: Provenance): boolean {
  return fact.source !== 'general knowledge' && fact.confidence !== 'GK'
}

/** The contact with its verified facts only; name and note stay, so that a guide's sentence still reads. */
export function verifiedOnly(contact: Contact): Contact {
  return {
    ...contact,
    phone: isVerified(contact.phone) ? contact.phone : undefined,
    sms: isVerified(contact.sms) ? contact.sms : undefined,
    email: isVerified(contact.email) ? contact.email : undefined,
    hours: isVerified(contact.hours) ? contact.hours : undefined,
    url: isVerified(contact.url) ? contact.url : undefined,
  }
}

/** One sentence for each number that must be verified before the service may open; empty when all are. */
export function productionFaults(knowledge: Pick<Knowledge, 'contacts'>): string[] {
  return requiredContacts
    .filter((key) => !isVerified(knowledge.contacts.get(key)?.phone))
    .map(
      (key) =>
        `The phone number of "${key}" in knowledge/contacts.yml is not verified. Check it and fill in verified_by and verified_at.`,
    )
}

function numberOf(fact: z.infer<typeof number>): NonNullable<Contact['phone']> {
  return { number: fact.number, callCostKnown: fact.call_cost_known, ...provenanceOf(fact) }
}

function provenanceOf(fact: {
  source: string
  source_date: string
  confidence: Provenance['confidence']
  verified_by?: string
  verified_at?: string
}): Provenance {
  return {
    source: fact.source,
    sourceDate: fact.source_date,
    confidence: fact.confidence,
    verifiedBy: fact.verified_by || undefined,
    verifiedAt: fact.verified_at || undefined,
  }
}
