/** Rules for contacts.yml beyond its shape, and the list of what a person must verify before launch. */
import { factNames, isVerified, requiredContacts } from '../contacts'
import type { Fault } from '../faults'
import type { Content } from '../readContent'
import { weekdays } from '../types'

/** A verification lies in the past; a range of hours ends after it begins. */
export function checkContacts({ contacts }: Content, today: string): Fault[] {
  return [...contacts.values()].flatMap((contact) => {
    const at = { file: 'knowledge/contacts.yml', line: contact.line }
    const future = factNames
      .filter((name) => (contact[name]?.verifiedAt ?? '') > today)
      .map((name) => ({
        ...at,
        sentence: `"${contact.key}.${name}" was verified in the future (${contact[name]?.verifiedAt ?? ''}). Write the day it was checked.`,
      }))
    const backwards = weekdays
      .flatMap((day) => contact.hours?.weekly[day] ?? [])
      .filter((range) => range.slice(0, 5) >= range.slice(6))
      .map((range) => ({
        ...at,
        sentence: `The hours "${range}" of "${contact.key}" end before they begin. Correct them.`,
      }))
    return [...future, ...backwards]
  })
}

/** Facts that no person has verified: no fault in trial, and the reason why production hides them. Those the start waits for come first. */
export function factsToVerify({ contacts }: Content): Fault[] {
  const required: readonly string[] = requiredContacts
  return [...contacts.values()]
    .sort((a, b) => Number(required.includes(b.key)) - Number(required.includes(a.key)))
    .flatMap((contact) => {
      const at = { file: 'knowledge/contacts.yml', line: contact.line }
      const facts = factNames.flatMap((name): Fault[] => {
        const fact = contact[name]
        if (!fact || isVerified(fact)) return []
        const must = required.includes(contact.key) && name === 'phone' ? ' Production does not start before this.' : ''
        return [
          {
            ...at,
            sentence: `${contact.key} ${name}: ${fact.confidence}, from ${fact.source} (${fact.sourceDate}).${must}`,
          },
        ]
      })
      const noHours =
        required.includes(contact.key) && !contact.hours
          ? [{ ...at, sentence: `${contact.key} hours: unknown. Find them out.` }]
          : []
      return [...facts, ...noHours]
    })
}
